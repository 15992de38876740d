/** wa-js, the library our engine uses, on the simulated page: each flow, and each fault as wa-js sees it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import * as sandbox from './lib/sandbox.js';
import { launch, until, WaJsPage } from './lib/wajs.js';

const profiles = mkdtempSync(path.join(tmpdir(), 'pindai-contract-wajs-'));
const open = new Set();
const LIMIT = { timeout: 120_000 };
const NEXT = { next: true };

let shared;

before(async () => {
    shared = await launch();
    await sandbox.settings({ firstQrTtlMs: 60_000, nextQrTtlMs: 20_000, maxRefs: 6, syncMs: 300, resumeMs: 100 });
});

afterEach(async () => {
    await Promise.all([...open].map((page) => page.close()));
    open.clear();
});

after(async () => {
    await shared?.close();
    rmSync(profiles, { recursive: true, force: true, maxRetries: 5 });
});

async function opened(profile) {
    const page = profile ? await WaJsPage.inProfile(path.join(profiles, profile)) : await WaJsPage.inContext(shared);
    open.add(page);
    return page;
}

async function loaded(profile) {
    const page = await opened(profile);
    await page.load();
    return page;
}

async function linked({ profile, ...more } = {}) {
    const page = await loaded(profile);
    const scanned = await sandbox.scan(await until('a QR', () => page.qr), more);
    assert.equal(scanned.status, 200);
    await until('main', async () => (await page.state())?.mode === 'MAIN');
    return { page, ...scanned.body };
}

test('rotation, idle and reload', LIMIT, async () => {
    await sandbox.settings({ firstQrTtlMs: 600, nextQrTtlMs: 300, maxRefs: 3 });
    const page = await loaded();
    await sandbox.settings({ firstQrTtlMs: 60_000, nextQrTtlMs: 20_000, maxRefs: 6 });
    await until('idle', async () => (await page.state())?.socket === 'UNPAIRED_IDLE');
    // The trap: on the QR screen wa-js already says that the main screen is ready.
    await until('main_ready', async () => (await page.state()).mainReady);
    assert.deepEqual(await page.state(), { registered: false, socket: 'UNPAIRED_IDLE', mode: 'QR', mainReady: true,
        wid: null, name: null });

    page.events = [];
    await page.page.click('[data-ref] button');
    await until('idle again', () => page.seen('conn.qrcode_idle').length === 1);
    await until('no code', () => page.seen('conn.auth_code_change').at(-1) === null);
    const codes = page.seen('conn.auth_code_change').filter(Boolean);
    assert.equal(new Set(codes.map((code) => code.split(',')[0])).size, 3);
    assert.equal(new Set(codes.map((code) => code.slice(code.indexOf(',')))).size, 1, 'the keys stay');
});

test('scan, browser killed, back without a scan, logout through wa-js', LIMIT, async () => {
    const { page, wid } = await linked({ profile: 'story', phoneNumber: '+628111222333', pushName: 'Wati' });
    assert.equal(wid, '628111222333@c.us');
    assert.deepEqual(page.seen('socket').slice(-3), ['PAIRING', 'OPENING', 'CONNECTED']);
    assert.deepEqual(page.seen('conn.stream_mode_changed'), ['QR', 'SYNCING', 'MAIN']);
    assert.equal(page.seen('conn.authenticated').length, 1);
    assert.equal(page.seen('conn.main_ready').length, 1, 'no second one at login');
    // Killed at once, as when the machine loses power: the login must be on disk when the page says main.
    await page.kill();
    open.delete(page);

    const again = await loaded('story');
    await until('main', async () => (await again.state())?.mainReady);
    await until('main', async () => (await again.state()).mode === 'MAIN');
    assert.deepEqual(await again.state(), { registered: true, socket: 'CONNECTED', mode: 'MAIN', mainReady: true, wid, name: 'Wati' });
    assert.deepEqual(again.seen('conn.auth_code_change').filter(Boolean), []);
    assert.deepEqual(again.seen('conn.authenticated'), []);

    assert.equal(await again.page.evaluate(() => window.WPP.conn.logout()), true);
    assert.deepEqual(again.seen('conn.logout_reason'), ['user_initiated']);
    await until('a new QR', () => again.qr);
    assert.match(again.page.url(), /\?post_logout=1/);
});

test('unlinked while away: logged out at the next connection', LIMIT, async () => {
    const { page, wid } = await linked({ profile: 'away' });
    await page.close();
    open.delete(page);
    assert.equal((await sandbox.unlink(wid)).status, 204);

    const again = await loaded('away');
    await until('a new QR', () => again.qr);
    assert.match(again.page.url(), /\?post_logout=1/);
    assert.equal((await again.state()).registered, false);
});

test('a login cannot be carried away without its profile', LIMIT, async () => {
    const { page } = await linked();
    const key = await page.page.evaluate(async () => {
        const opened = await new Promise((resolve) => {
            indexedDB.open('wawc_db_enc').onsuccess = (event) => resolve(event.target.result);
        });
        const stored = await new Promise((resolve) => {
            opened.transaction('rows').objectStore('rows').get('master').onsuccess = (event) => resolve(event.target.result);
        });
        return { isKey: stored instanceof CryptoKey, extractable: stored.extractable, carried: JSON.stringify(stored) };
    });
    assert.deepEqual(key, { isKey: true, extractable: false, carried: '{}' });
});

test('NO_QR: not registered, no ref; DELETE mends it', LIMIT, async () => {
    await sandbox.fault('NO_QR', NEXT);
    const page = await loaded();
    await until('main_ready', async () => (await page.state())?.mainReady);
    assert.deepEqual(await page.state(), { registered: false, socket: 'OPENING', mode: 'QR', mainReady: true,
        wid: null, name: null });
    await sandbox.clearFaults();
    await until('a QR', () => page.qr);
});

test('SLOW_QR: the QR comes late', LIMIT, async () => {
    await sandbox.fault('SLOW_QR', NEXT, { delayMs: 8_000 });
    const start = Date.now();
    const page = await loaded();
    await until('a QR', () => page.qr);
    assert.ok(Date.now() - start >= 8_000);
});

test('REFUSE_SCAN: logged out with a reason before it was linked', LIMIT, async () => {
    await sandbox.fault('REFUSE_SCAN', NEXT);
    const page = await loaded();
    const qr = await until('a QR', () => page.qr);
    const refused = await sandbox.scan(qr);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.code, 'SCAN_REFUSED');
    await until('another QR', () => page.qr && page.qr !== qr);
    assert.deepEqual(page.seen('conn.logout_reason'), ['invalid_adv_status']);
    assert.equal(await page.page.$eval('#trouble', (place) => place.textContent), "Couldn't link device. Try again.");
});

test('STUCK_SYNC: connected, never main', LIMIT, async () => {
    await sandbox.fault('STUCK_SYNC', NEXT);
    const page = await loaded();
    await sandbox.scan(await until('a QR', () => page.qr));
    await until('syncing', async () => (await page.state())?.mode === 'SYNCING');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { socket, mode } = await page.state();
    assert.deepEqual({ socket, mode }, { socket: 'CONNECTED', mode: 'SYNCING' });
});

test('CONFLICT, then taking over', LIMIT, async () => {
    const { page, wid } = await linked();
    await sandbox.fault('CONFLICT', { wid });
    await until('conflict', async () => (await page.state()).socket === 'CONFLICT');
    await page.page.evaluate(() => window.require('WAWebSocketModel').Socket.takeover());
    const { socket, mode } = await page.state();
    assert.deepEqual({ socket, mode }, { socket: 'CONNECTED', mode: 'MAIN' });
});

test('DISCONNECT: opening, then back without a new sync', LIMIT, async () => {
    const { page, wid } = await linked();
    await sandbox.fault('DISCONNECT', { wid }, { delayMs: 3_000 });
    await until('opening', async () => (await page.state()).socket === 'OPENING');
    assert.equal((await page.state()).mode, 'MAIN');
    await until('connected', async () => (await page.state()).socket === 'CONNECTED');
    assert.deepEqual(page.seen('conn.stream_mode_changed'), ['QR', 'SYNCING', 'MAIN']);
});

test('HANG: nothing runs on the page for that time', LIMIT, async () => {
    const { page, wid } = await linked();
    const start = Date.now();
    await sandbox.fault('HANG', { wid }, { delayMs: 5_000 });
    await until('the hang', async () => {
        const asked = Date.now();
        await page.page.evaluate(() => 1);
        return Date.now() - asked > 1_500;
    });
    assert.ok(Date.now() - start >= 4_500);
    assert.equal((await page.state()).mode, 'MAIN');
});

test('CRASH: the renderer ends', LIMIT, async () => {
    const page = await loaded();
    await sandbox.fault('CRASH', { qr: await until('a QR', () => page.qr) });
    await until('a crash', () => page.crashed);
});

test('NO_HOOK: wa-js misses a module', LIMIT, async () => {
    await sandbox.fault('NO_HOOK', NEXT);
    const page = await loaded();
    await until('injected', () => page.state());
    assert.equal(await page.page.evaluate(() => typeof window.WPP.whatsapp.Conn), 'undefined');
});

test('NAVIGATION_FAILURE: loads are cut off until it is over', LIMIT, async () => {
    // Longer than the browser's own second try takes.
    await sandbox.fault('NAVIGATION_FAILURE', NEXT, { delayMs: 5_000 });
    const page = await opened();
    await assert.rejects(page.load(), /net::ERR_/);
    await sandbox.clearFaults();
    await page.load();
    await until('a QR', () => page.qr);
});
