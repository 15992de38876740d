/**
 * whatsapp-web.js was written against the real WhatsApp Web and knows nothing of Pindai: what it accepts is a
 * simulation of that page, and not of our own adapter.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { readable, RecordingClient } from './lib/client.js';
import { startProxy } from './lib/proxy.js';
import * as sandbox from './lib/sandbox.js';

// whatsapp-web.js subscribes to the end of the sync late: a page that syncs at once, as no real one does, escapes it.
const TIMES = { firstQrTtlMs: 60_000, nextQrTtlMs: 20_000, maxRefs: 6, syncMs: 1_500, resumeMs: 3_000 };
const profiles = mkdtempSync(path.join(tmpdir(), 'pindai-contract-'));
const open = new Set();
let proxy;

before(async () => {
    proxy = await startProxy(sandbox.page);
    const { status } = await sandbox.settings(TIMES);
    assert.equal(status, 200, 'is the sandbox on, and PINDAI_KEY its admin key?');
});

afterEach(async () => {
    await Promise.all([...open].map((client) => client.stop()));
    open.clear();
});

after(() => {
    proxy?.close();
    rmSync(profiles, { recursive: true, force: true, maxRetries: 5 });
});

function start(profile, options) {
    const client = new RecordingClient(proxy, path.join(profiles, profile), options);
    open.add(client);
    client.start();
    return client;
}

async function stop(client) {
    await client.stop();
    open.delete(client);
}

test('qr, scan, ready; the same profile comes back without a QR; unlinked by the phone', { timeout: 120_000 }, async () => {
    const first = start('story');
    const qr = await first.next('qr', readable);
    assert.equal(qr.split(',').length, 5, 'ref, two keys, secret, platform');

    const scanned = await sandbox.scan(qr, { pushName: 'Sari' });
    assert.equal(scanned.status, 200);
    await first.next('authenticated');
    await first.next('ready');
    assert.equal(first.client.info.pushname, 'Sari');
    assert.equal(first.client.info.wid._serialized ?? first.client.info.wid, scanned.body.wid);
    assert.equal(await first.client.getState(), 'CONNECTED');
    await stop(first);

    const again = start('story');
    await again.next('ready');
    assert.deepEqual(again.seen('qr'), []);

    assert.equal((await sandbox.unlink(scanned.body.wid)).status, 204);
    assert.equal(await again.next('disconnected'), 'LOGOUT');
    await again.next('qr', readable);
});

test('a QR that has rotated away is refused, the one shown now is not', { timeout: 120_000 }, async () => {
    await sandbox.settings({ firstQrTtlMs: 2_500 });
    const client = start('rotation');
    const stale = await client.next('qr', readable);
    await sandbox.settings(TIMES);
    const fresh = await client.next('qr', (qr) => readable(qr) && qr !== stale);

    const refused = await sandbox.scan(stale);
    assert.equal(refused.status, 410);
    assert.equal(refused.body.code, 'QR_EXPIRED');
    assert.deepEqual(client.seen('authenticated'), []);

    assert.equal((await sandbox.scan(fresh)).status, 200);
    await client.next('ready');
});

test('pairing code', { timeout: 120_000 }, async () => {
    const client = start('code', { pairWithPhoneNumber: { phoneNumber: '628123000111', showNotification: true } });
    const code = await client.next('code');
    assert.match(code, /^[1-9A-HJ-NP-TV-Z]{8}$/);

    const paired = await sandbox.pair(code, '+628123000111');
    assert.equal(paired.status, 200);
    await client.next('ready');
    assert.equal(paired.body.wid, '628123000111@c.us');
});

test('logout by the client makes the phone forget it', { timeout: 120_000 }, async () => {
    const client = start('logout');
    const scanned = await sandbox.scan(await client.next('qr', readable));
    assert.equal(scanned.status, 200);
    await client.next('ready');

    await client.client.logout();
    open.delete(client);
    const { body } = await sandbox.phones();
    assert.ok(!body.items.some((phone) => phone.wid === scanned.body.wid));
});
