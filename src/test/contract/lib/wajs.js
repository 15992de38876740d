/** Unmodified wa-js on the simulated page, injected before the page's own scripts, with its events written down. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';
import { ARGUMENTS, browser } from './chromium.js';
import * as sandbox from './sandbox.js';

const bundle = readFileSync(createRequire(import.meta.url).resolve('@wppconnect/wa-js'), 'utf8');
const EVENTS = ['conn.auth_code_change', 'conn.authenticated', 'conn.logout', 'conn.logout_reason', 'conn.main_loaded',
    'conn.main_ready', 'conn.qrcode_idle', 'conn.require_auth', 'conn.stream_mode_changed'];

function observe(names) {
    for (const name of names) {
        window.WPP.on(name, (value) => window.wrote(name, value?.fullCode ?? value));
    }
    window.WPP.on('loader.injected', () => {
        const { Socket } = window.require('WAWebSocketModel');
        Socket.on('change:state', (socket, state) => window.wrote('socket', state));
    });
}

export function launch(profile) {
    return puppeteer.launch({ executablePath: browser(), headless: true, args: ARGUMENTS, userDataDir: profile });
}

export class WaJsPage {
    events = [];
    crashed = false;

    /** In a browser of its own, whose profile stays. */
    static async inProfile(profile) {
        const own = await launch(profile);
        return WaJsPage.#prepare(own, (await own.pages())[0]);
    }

    /** In a shared browser, without a memory. */
    static async inContext(shared) {
        const context = await shared.createBrowserContext();
        return WaJsPage.#prepare(context, await context.newPage());
    }

    static async #prepare(owner, page) {
        const opened = new WaJsPage();
        opened.owner = owner;
        opened.page = page;
        opened.page.on('error', () => {
            opened.crashed = true;
        });
        await opened.page.exposeFunction('wrote', (name, value) => opened.events.push({ name, value }));
        await opened.page.evaluateOnNewDocument(`window.WPPConfig = {disableGoogleAnalytics: true};${bundle};
            (${observe})(${JSON.stringify(EVENTS)});`);
        return opened;
    }

    load() {
        return this.page.goto(sandbox.page.href, { waitUntil: 'domcontentloaded', timeout: 40_000 });
    }

    seen(name) {
        return this.events.filter((event) => event.name === name).map((event) => event.value);
    }

    /** The text of the newest QR, or undefined. */
    get qr() {
        return this.seen('conn.auth_code_change').at(-1) ?? undefined;
    }

    /** What wa-js reads on the page now; null while it is not there yet. */
    state() {
        return this.page.evaluate(() => window.WPP?.isInjected ? {
            registered: window.WPP.conn.isRegistered(),
            socket: window.require('WAWebSocketModel').Socket.state,
            mode: window.WPP.conn.getStreamData().mode,
            mainReady: window.WPP.conn.isMainReady(),
            wid: window.WPP.conn.getMyUserId()?.toString() ?? null,
            name: window.WPP.profile.getMyProfileName() ?? null,
        } : null).catch(() => null);
    }

    close() {
        return this.owner.close();
    }

    /** Ends the browser of a profile without a goodbye. */
    kill() {
        const main = this.owner.process();
        return new Promise((resolve) => {
            main.once('exit', resolve);
            main.kill('SIGKILL');
        });
    }
}

/** Waits until the question has an answer; fails with the question's name after the time. */
export async function until(what, question, timeoutMs = 40_000) {
    const end = Date.now() + timeoutMs;
    while (Date.now() < end) {
        const answer = await question();
        if (answer) {
            return answer;
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`not within ${timeoutMs} ms: ${what}`);
}
