/** The page's weight in a real browser: as heavy as asked for, light again when that is not asked for. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import * as sandbox from './lib/sandbox.js';
import { until, WaJsPage } from './lib/wajs.js';

const profiles = mkdtempSync(path.join(tmpdir(), 'pindai-contract-weight-'));
const MEGABYTE = 2 ** 20;
const LIGHT = { heapBytes: 0, rows: 0, records: 0 };
let open;

before(() => sandbox.settings({ firstQrTtlMs: 60_000, nextQrTtlMs: 20_000, maxRefs: 6, syncMs: 300, resumeMs: 100 }));

afterEach(async () => {
    await open?.close();
    await sandbox.settings(LIGHT);
});

after(() => rmSync(profiles, { recursive: true, force: true, maxRetries: 5 }));

async function loaded(profile) {
    open = await WaJsPage.inProfile(path.join(profiles, profile));
    await open.load();
    return open;
}

/** Megabytes that are still there after the garbage is collected. */
async function heap({ page }) {
    const session = await page.createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / MEGABYTE;
}

function records({ page }) {
    return page.evaluate(async () => {
        const there = await indexedDB.databases();
        if (!there.some(({ name }) => name === 'model-storage')) {
            return null;
        }
        const settled = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        const opened = await settled(indexedDB.open('model-storage'));
        try {
            return await settled(opened.transaction('rows').objectStore('rows').count());
        } finally {
            opened.close();
        }
    });
}

test('the heap is what was asked for, from the load on', { timeout: 120_000 }, async () => {
    const other = await loaded('light');
    await until('a QR', () => other.qr);
    const light = await heap(other);
    await open.close();
    await sandbox.settings({ heapBytes: 80 * MEGABYTE });
    const page = await loaded('heavy');
    await until('a QR', () => page.qr);
    const added = await heap(page) - light;
    assert.ok(added > 72 && added < 88, `${added} MB more than a light page`);
});

test('rows and records come with the link, stay over a restart, and go with the logout', { timeout: 120_000 }, async () => {
    await sandbox.settings({ rows: 120, records: 300 });
    const page = await loaded('linked');
    const qr = await until('a QR', () => page.qr);
    assert.equal(await page.page.$$eval('.rows .chat', (rows) => rows.length), 0);
    assert.equal(await records(page), null);

    assert.equal((await sandbox.scan(qr)).status, 200);
    await until('main', async () => (await page.state())?.mode === 'MAIN');
    assert.equal(await page.page.$$eval('.rows .chat', (rows) => rows.length), 120);
    assert.equal(await records(page), 300);
    await page.close();

    const again = await loaded('linked');
    await until('main', async () => (await again.state())?.mode === 'MAIN');
    assert.equal(await again.page.$$eval('.rows .chat', (rows) => rows.length), 120);
    assert.equal(await records(again), 300);

    await again.page.evaluate(() => window.WPP.conn.logout());
    await until('a new QR', () => again.qr);
    assert.equal(await records(again), null);
});

test('the sandbox knows what a page shows, and since when', { timeout: 120_000 }, async () => {
    const before = Date.now();
    const page = await loaded('shown');
    const qr = await until('a QR', () => page.qr);
    const entry = await until('the word of it', async () =>
        (await sandbox.shown(10)).body.items.find(({ ref }) => qr.startsWith(`${ref},`)));
    assert.ok(entry.changedAt >= before - 1 && entry.changedAt <= entry.shownAt && entry.shownAt <= Date.now() + 1, JSON.stringify(entry));
});
