import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mends, nextStep, seen } from '../src/healing-view.js';
import { credentialOf } from '../src/passkey-panel.js';
import { whileVisible } from '../src/poll.js';
import { proxyOf } from '../src/proxy-panel.js';
import { duration, memory, percent } from '../src/units.js';
import { usageInShort, usageLines } from '../src/usage-view.js';

const text = (key, values) => (values ? `${key} ${Object.values(values).join(' ')}` : key);
const plain = (sentence) => sentence.replaceAll(/[\u00a0\u202f]/g, ' ');

test('amounts are told in the language of the page', () => {
  assert.equal(plain(memory(262_144_000, 'en')), '262 MB');
  assert.equal(plain(memory(1_234_567_890, 'en')), '1.2 GB');
  assert.equal(plain(memory(1_234_567_890, 'id')), '1,2 GB');
  assert.equal(plain(memory(999_800_000, 'en')), '1 GB', 'never 1,000 MB');
  assert.equal(percent(3.24, 'en'), '3.2%');
  assert.equal(percent(41.4, 'id'), '41%');
});

test('lengths of time have two units at most', () => {
  assert.equal(plain(duration(0, 'en')), '0 sec');
  assert.equal(plain(duration(65, 'en')), '1 min 5 sec');
  assert.equal(plain(duration(120, 'id')), '2 mnt');
  assert.equal(plain(duration(7_325, 'en')), '2 hr 2 min');
  assert.equal(plain(duration(-4, 'en')), '0 sec');
});

test('usage is a dash, or nothing in the list, without a browser', () => {
  assert.deepEqual(usageLines(undefined, text, 'en'), { memory: '–', cpu: '–' });
  assert.equal(usageInShort(null, 'en'), '');
  const usage = { memoryBytes: 4e8, cpuSeconds: 61, cpuPercent: 2.5, processes: 8 };
  assert.equal(plain(usageLines(usage, text, 'en').memory), 'usage_memory 400 MB 8');
  assert.equal(plain(usageInShort(usage, 'id')), '400 MB · 2,5% CPU');
});

test('mending is shown only while it goes on by itself', () => {
  const healing = { rung: 'WAIT' };
  assert.equal(mends('DISCONNECTED', healing), true);
  assert.equal(mends('STARTING', healing), true);
  assert.equal(mends('STARTING', null), false, 'an ordinary start');
  for (const status of ['READY', 'SCAN_QR', 'FAILED', 'STOPPED']) {
    assert.equal(mends(status, healing), false, status);
  }
});

test('each step of the mending says what follows, and when', () => {
  const at = { nextAt: '2026-01-01T00:00:00Z' };
  assert.equal(plain(nextStep({ rung: 'WAIT', ...at }, 42, text, 'en')), 'heal_then_reload 42 sec');
  assert.equal(plain(nextStep({ rung: 'RELOAD', ...at }, 90, text, 'en')), 'heal_then_restart 1 min 30 sec');
  assert.equal(plain(nextStep({ rung: 'RESTART', ...at }, 2, text, 'id')), 'heal_then_open 2 dtk');
  assert.equal(nextStep({ rung: 'RESTART', ...at }, 0, text, 'en'), 'heal_opening');
  assert.equal(nextStep({ rung: 'RESTART', nextAt: null }, 0, text, 'en'), 'heal_opening');
  assert.equal(nextStep({ rung: 'WAIT', ...at }, 0, text, 'en'), 'heal_due');
});

test('a reason without a sentence of its own is told by its title', () => {
  const known = (key) => ({ seen_BROWSER_CRASHED: 'It ended.', reason_CONFLICT: 'Open elsewhere' })[key] ?? key;
  assert.equal(seen('BROWSER_CRASHED', known), 'It ended.');
  assert.equal(seen('CONFLICT', known), 'Open elsewhere');
});

test('a proxy is sent if any part of it was filled in, so that the server can say what is missing', () => {
  const form = (entries) => new Map(Object.entries(entries));
  assert.equal(proxyOf(form({ server: ' ', username: '', password: '' })), undefined);
  assert.deepEqual(proxyOf(form({ server: ' socks5://a:1 ', username: '', password: '' })), { server: 'socks5://a:1' });
  assert.deepEqual(proxyOf(form({ server: '', username: 'u', password: ' p ' })), { server: '', username: 'u', password: ' p ' });
});

test('a pasted answer must be a JSON object, else it is told at its field', () => {
  assert.deepEqual(credentialOf(' {"id":"a"} ', text), { id: 'a' });
  for (const wrong of ['', '{', '[]', 'null', '7']) {
    assert.throws(() => credentialOf(wrong, text), (error) => error.errors[0].field === 'credential', wrong);
  }
});

test('asks again only while the page is looked at, and one at a time', async () => {
  const page = new EventTarget();
  page.hidden = false;
  const running = new Map();
  const timers = { setInterval: (work) => running.set(1, work) && 1, clearInterval: (id) => running.delete(id) };
  let asked = 0;
  let answer;
  const later = () => new Promise((resolve) => setImmediate(resolve));
  const fresh = whileVisible(() => {
    asked++;
    return new Promise((resolve) => {
      answer = resolve;
    });
  }, 10, { page, timers });
  assert.equal(asked, 1);
  fresh.now();
  fresh.now();
  assert.equal(asked, 1, 'the first is still on its way');
  answer();
  await later();
  assert.equal(asked, 2, 'both requests meanwhile are answered by one more');
  answer();
  await later();
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(running.size, 0);
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(asked, 3);
  assert.equal(running.size, 1);
});

test('a round that fails does not end the rounds', async () => {
  const page = new EventTarget();
  page.hidden = false;
  let tick;
  let asked = 0;
  whileVisible(async () => {
    asked++;
    throw new Error('away');
  }, 10, { page, timers: { setInterval: (work) => (tick = work), clearInterval: () => {} } });
  await new Promise((resolve) => setImmediate(resolve));
  tick();
  assert.equal(asked, 2);
});
