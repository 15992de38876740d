/** A real Chromium that looks at a contestant's own page, and notes each time a picture is put on a canvas. */
import puppeteer from 'puppeteer-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

/** Runs in the page before its own scripts. Drawing a QR ends with putting its pixels onto the canvas. */
function watchCanvas() {
    const draws = [];
    const put = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function putImageData(...values) {
        put.apply(this, values);
        draws.push(performance.timeOrigin + performance.now());
    };
    window.takeDraws = () => draws.splice(0);
}

export async function openViewer(owner, contestant, id) {
    const browser = await puppeteer.launch({ executablePath: process.env.BENCH_CHROMIUM, headless: true, args: ARGUMENTS });
    owner.own('the viewer', () => browser.close());
    const page = (await browser.pages())[0];
    await page.evaluateOnNewDocument(watchCanvas);
    await contestant.signIn(page);
    await page.goto(contestant.viewerUrl(id), { waitUntil: 'load', timeout: 30_000 });
    return {
        /** Epoch milliseconds of each drawing since the last call. */
        takeDraws: () => page.evaluate(() => window.takeDraws()),
        /** How far the page's steady clock is from the wall clock. */
        clock: () => page.evaluate(() => performance.timeOrigin + performance.now() - Date.now()),
    };
}
