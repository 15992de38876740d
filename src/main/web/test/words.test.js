import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago } from '../src/chrome.js';
import { summary } from '../src/event-pane.js';
import { abbreviate, redact } from '../src/redact.js';
import { commandsFor } from '../src/status-view.js';
import { fill } from '../src/texts.js';

test('fills the words in brackets and leaves what it does not know', () => {
  assert.equal(fill('Kode [n] dari [m] [x]', { n: 1, m: 6 }), 'Kode 1 dari 6 [x]');
});

test('cuts secrets short', () => {
  assert.equal(abbreviate('2@abcdefghij,klm'), '2@abcd… (16)');
  assert.equal(abbreviate('ABCD1234'), 'AB…');
  assert.deepEqual(redact({ qr: '2@abcdefghij,klm', attempt: 1 }), { qr: '2@abcd… (16)', attempt: 1 });
});

test('an event line leaves out the session and shows moments as given by the page', () => {
  const data = { sessionId: 'a', status: 'READY', reason: null, expiresAt: '2026-01-01T00:00:20Z' };
  assert.equal(summary(data, () => '07:00:20'), 'status: READY  ·  expiresAt: 07:00:20');
});

test('times are told in the language of the page', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  assert.equal(ago(now - 125_000, now, 'en'), '2 minutes ago');
  assert.equal(ago(now - 3 * 86_400_000, now, 'id'), '3 hari yang lalu');
  assert.equal(ago(now + 4_000, now, 'en'), 'now', 'a clock that is ahead is no future');
});

test('offers the commands that make sense', () => {
  const offered = (status, linked) => Object.entries(commandsFor(status, linked)).filter(([, on]) => on).map(([name]) => name);
  assert.deepEqual(offered('STOPPED', false), ['start', 'delete']);
  assert.deepEqual(offered('STOPPED', true), ['start', 'logout', 'delete']);
  assert.deepEqual(offered('SCAN_QR', false), ['stop', 'restart', 'delete']);
  assert.deepEqual(offered('READY', true), ['stop', 'restart', 'logout', 'delete']);
  assert.deepEqual(offered('FAILED', false), ['start', 'delete']);
});
