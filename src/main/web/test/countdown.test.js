import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countdown, remaining } from '../src/countdown.js';
import { serverClock } from '../src/server-clock.js';

const T0 = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds) => new Date(T0 + seconds * 1000).toISOString();

test('says what is left of a code', () => {
  assert.deepEqual(remaining(at(0), at(20), T0), { seconds: 20, fraction: 1, over: false });
  assert.deepEqual(remaining(at(0), at(20), T0 + 15_001), { seconds: 5, fraction: 4999 / 20_000, over: false });
  assert.deepEqual(remaining(at(0), at(20), T0 + 20_000), { seconds: 0, fraction: 0, over: true });
  assert.deepEqual(remaining(at(0), at(20), T0 + 99_000), { seconds: 0, fraction: 0, over: true });
});

test('a code that seems to come from the future is whole, not more', () => {
  assert.equal(remaining(at(0), at(20), T0 - 5_000).fraction, 1);
});

test('counts until the code is over, and a new code replaces the old one', () => {
  let now = T0;
  const running = new Map();
  let ids = 0;
  const timers = {
    setInterval: (work) => {
      running.set(++ids, work);
      return ids;
    },
    clearInterval: (id) => running.delete(id),
  };
  const shown = [];
  const timer = countdown({ now: () => now, show: ({ seconds }) => shown.push(seconds), timers });
  const pass = (seconds) => {
    now += seconds * 1000;
    [...running.values()].forEach((work) => work());
  };
  timer.start(at(0), at(3));
  pass(1);
  timer.start(at(1), at(4));
  pass(1);
  pass(2);
  pass(5);
  assert.deepEqual(shown, [3, 2, 3, 2, 0]);
  assert.equal(running.size, 0);
});

test('the countdown follows the server, not this machine', () => {
  let here = T0;
  const clock = serverClock(T0 + 300_000, () => here);
  assert.equal(clock.now(), T0 + 300_000);
  here += 1000;
  assert.equal(clock.now(), T0 + 301_000);
  clock.heard(at(305));
  assert.equal(clock.now(), T0 + 305_000);
  clock.heard(at(10));
  assert.equal(clock.now(), T0 + 305_000, 'an old frame is only late');
});

test('without a server time this machine has to do', () => {
  assert.equal(serverClock(NaN, () => T0).now(), T0);
});
