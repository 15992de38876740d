/** Waiting for what sessions say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heard } from '../contestants/events.js';
import { now } from '../lib/clock.js';

test('each waits for all, and counts only what comes after', async () => {
    const heard = new Heard();
    heard.add('qr', 'a', { qr: 'old' });
    const begin = now();
    heard.add('qr', 'b', { qr: 'b1' });
    const all = heard.each('qr', ['a', 'b'], begin, 1_000);
    heard.add('qr', 'b', { qr: 'b2' });
    heard.add('qr', 'a', { qr: 'a1' });
    assert.deepEqual((await all).map(({ data }) => data.qr), ['a1', 'b1']);
    assert.equal(heard.qr('b'), 'b2');
});

test('a session that fails ends the wait, and so does the time', async () => {
    const heard = new Heard();
    const all = heard.each('ready', ['a', 'b'], 0, 1_000);
    heard.add('ready', 'a', {});
    heard.add('failed', 'b', { reason: 'QR_TIMEOUT' });
    await assert.rejects(all, /ready of 2 sessions: 1 came, then: failed .*QR_TIMEOUT/);
    await assert.rejects(heard.each('ready', ['c'], 0, 20), /not within/);
});
