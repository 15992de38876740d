/** Counting who has heard what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now } from '../lib/clock.js';
import { keyOf, Tally } from '../listeners/tally.js';

const frame = (seq, at) => `{"event":"authenticated","sessionId":"a","seq":${seq},"at":"${at}","data":{"sessionId":"a"},"cursor":"x${seq}"}`;

test('a result comes once all have all, and times begin with the append', () => {
    const results = [];
    const tally = new Tally(2, (result) => results.push(result));
    const at = new Date(now() - 5_000).toISOString();
    tally.hear(keyOf(frame(1, at)), 0);
    tally.begin(2);
    [[1, 0], [2, 0], [2, 1]].forEach(([seq, who]) => tally.hear(keyOf(frame(seq, at)), who));
    assert.equal(results.length, 0);
    tally.hear(keyOf(frame(1, at)), 1);
    const [{ events, frames, uneven, firstMs, lastMs }] = results;
    assert.deepEqual({ events, frames, uneven }, { events: 2, frames: 4, uneven: 0 });
    assert.ok([...firstMs, ...lastMs].every((ms) => ms >= 5_000 && ms < 60_000));
});

test('who heard something twice is told', () => {
    const results = [];
    const tally = new Tally(1, (result) => results.push(result));
    tally.begin(2);
    [1, 1, 2].forEach((seq) => tally.hear(keyOf(frame(seq, '2026-01-02T03:04:05.678901Z')), 0));
    assert.deepEqual(results.map(({ frames, uneven }) => ({ frames, uneven })), [{ frames: 3, uneven: 1 }]);
});
