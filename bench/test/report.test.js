/** The document says what the result says. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isWhole, resumed } from '../lib/results.js';
import { write } from '../report/document.js';
import { line, quantile } from '../report/stats.js';

const folder = mkdtempSync(path.join(tmpdir(), 'pindai-bench-test-'));
const MEGABYTE = 2 ** 20;

after(() => rmSync(folder, { recursive: true }));

function usage(megabytes, percent) {
    const by = (value) => ({ total: value, gateway: value / 4, driver: 0, database: value / 4, browser: value / 2 });
    return { memory: by(megabytes * MEGABYTE), cpu: by(percent) };
}

function flow(contestant, sessions, round, scale) {
    const each = (ms) => Array.from({ length: sessions }, (_, index) => scale * (ms + index * 100));
    return { part: 'flow', contestant, sessions, round, alone: { startMs: 900, ...usage(100, 1) }, cold: { firstQrMs: each(1000) },
        waiting: usage(sessions * 300 * scale, sessions), scan: { readyMs: each(2000) }, idle: usage(sessions * 280 * scale, sessions * scale),
        restart: { stopMs: 300, healthyMs: 1000, readyMs: each(4000) }, warm: { firstQrMs: each(800) } };
}

function latency(contestant, drawn) {
    return { part: 'latency', contestant, round: 1, latency: { changes: [{ received: 2, drawn }, { received: 3, drawn: drawn + 2 },
        { received: 3, drawn: null }] } };
}

const RESULT = { command: 'compare', startedAt: '2026-01-02T03:04:05.678Z', options: { rounds: 2, window: 30 },
    machine: { processor: 'One', cores: 2, memoryBytes: 2 ** 34, system: 'Debian', kernel: '6', versions: { node: 'v20' } },
    rows: [1, 2].flatMap((round) => [1, 8].flatMap((sessions) => [flow('reference', sessions, round, 1),
        flow('pindai-shared', sessions, round, 0.4 + round / 10)])).concat(latency('reference', 5), latency('pindai-shared', 20),
        { part: 'flow', contestant: 'pindai', sessions: 8, round: 1, error: 'it did not start' }) };

test('tables, ratios, goals and failures', () => {
    const file = path.join(folder, 'result.json');
    writeFileSync(file, JSON.stringify(RESULT));
    write(folder, file);
    const text = readFileSync(path.join(folder, 'benchmarks.md'), 'utf8');
    // 8 sessions: 2240 MB, and 0.5 and 0.6 of that.
    assert.match(text, /\| 8 \| 2240 \| 1232 \(1120–1344\) \| 0\.55 \|/);
    assert.match(text, /\| memory of eight linked and idle [^|]*\| ≤ 0\.5 of the reference \| 0\.55 \| \*\*missed\*\* \|/);
    assert.match(text, /\| first QR of a single session, cold \| ≤ 0\.7 of the reference \| 0\.55 \| met \|/);
    assert.match(text, /p99 \| ≤ 16 ms \| 22\.0 ms \| \*\*missed\*\* \|/);
    assert.match(text, /- pindai, flow, 8 sessions, round 1: it did not start/);
    assert.match(readFileSync(path.join(folder, 'benchmarks', 'memory.svg'), 'utf8'), /^<svg .*<\/svg>\n$/s);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
});

test('quantiles and lines', () => {
    assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
    assert.equal(quantile([], 0.5), null);
    const found = line([{ x: 1, y: 5 }, { x: 2, y: 7 }, { x: 4, y: 11 }]);
    assert.deepEqual([found.slope, found.start, found.fit].map((value) => Number(value.toFixed(6))), [2, 3, 1]);
});

test('a run of events stands alone, with ratios to the plain inserts', () => {
    const alone = mkdtempSync(path.join(folder, 'events-'));
    const file = path.join(alone, 'result.json');
    const burst = (perSecond) => ({ perSecond, framesPerSecond: perSecond * 1000 });
    const times = (...lastMs) => ({ rate: 10, lastMs });
    writeFileSync(file, JSON.stringify({ ...RESULT, command: 'events', options: { rounds: 2, events: 5000, crowdEvents: 1000, streams: 25,
        subscribers: 1000, rate: 100, crowdRate: 10 }, properties: {}, rows: [1, 2].flatMap((round) => [
        { part: 'inserts', round, server: { version: '17', fsync: 'on', synchronous_commit: 'on' },
            insert: { perSecond: 1000 }, append: { perSecond: 600 + 100 * round } },
        { part: 'webhook', round, burst: burst(400), own: times(3, 5), foreign: times(400, 600) },
        round === 2 ? { part: 'crowd', round, error: 'a client was closed: 4408' }
            : { part: 'crowd', round, burst: burst(60), own: times(20, 30), foreign: times(500) }]) }));
    write(alone, file);
    const text = readFileSync(path.join(alone, 'benchmarks.md'), 'utf8');
    assert.match(text, /\| append to the log, nobody listens \| 750 \(700–800\) \| 0\.75 \|/);
    assert.match(text, /\| append → each of 1,000 WebSocket clients, 1,000 events \| 60 \| 0\.06 \|/);
    assert.match(text, /60000 frames per second: 60 for each plain insert/);
    assert.match(text, /\| webhook's receiver \| 100 \| 4\.0 \/ 5\.0 \| 500 \/ 600 \|/);
    assert.match(text, /- crowd, round 2: a client was closed: 4408/);
    assert.doesNotMatch(text, /NaN|Goals|commonly built/);
});

test('a run goes on where it was interrupted, on the same commit only', () => {
    const begun = { command: 'compare', startedAt: '2026-01-02T03:00:00.000Z', options: { window: 30, rounds: 1 },
        machine: { versions: { pindai: 'abc' } } };
    const half = { part: 'flow', contestant: 'pindai', sessions: 8, round: 1, cold: {} };
    const earlier = { ...begun, rows: [flow('reference', 8, 1, 1), half, latency('pindai', 5),
        { part: 'latency', contestant: 'reference', round: 1, error: 'gone' }] };
    const own = { ...begun, startedAt: '2026-01-02T05:00:00.000Z', options: { window: 30, rounds: 2 }, rows: [] };
    const data = resumed(earlier, own);
    assert.deepEqual(data.rows, [earlier.rows[0], earlier.rows[2]]);
    assert.equal(data.options.rounds, 2);
    assert.deepEqual(data.continuedOn, [own.machine]);
    assert.deepEqual(data.continuedAt, ['2026-01-02T05:00:00.000Z']);
    assert.equal(data.startedAt, '2026-01-02T03:00:00.000Z');
    assert.throws(() => resumed(earlier, { ...own, machine: { versions: { pindai: 'abd' } } }), /another commit/);
    assert.throws(() => resumed(earlier, { ...own, options: { window: 12, rounds: 2 } }), /other options/);
});

test('a comparison is whole once what the goals speak of was measured to its end', () => {
    const rows = [flow('reference', 1, 1, 1), flow('reference', 8, 1, 1), latency('reference', 5)];
    assert.equal(isWhole({ rows }), true);
    assert.equal(isWhole({ rows: rows.slice(1) }), false);
    assert.equal(isWhole({ rows: rows.with(1, { ...rows[1], error: 'gone' }) }), false);
    assert.equal(isWhole({ rows: rows.with(2, { ...rows[2], latency: undefined }) }), false);
});

test('what failed and what was not heard is told', () => {
    const own = mkdtempSync(path.join(folder, 'failed-'));
    const file = path.join(own, 'result.json');
    const of = { p50: 1, p99: 2 };
    writeFileSync(file, JSON.stringify({ ...RESULT, command: 'scale', options: { memory: 2 ** 33 }, rows: [{ contestant: 'pindai-shared',
        subscribers: { count: 9, firstMs: [1, 1], lastMs: [2, 2], first: of, last: of, incomplete: 4 } }] }));
    write(own, file);
    writeFileSync(file, JSON.stringify({ ...RESULT, command: 'variants', options: { rounds: 1 }, rows: [flow('base', 8, 1, 1),
        { part: 'flow', contestant: 'fonts', sessions: 8, round: 1, error: 'it did not start' }] }));
    write(own, file);
    const text = readFileSync(path.join(own, 'benchmarks.md'), 'utf8');
    assert.match(text, /2 QR changes[^]*3 more did not reach all of them/);
    assert.match(text, /## Lighter pages[^]*- fonts, flow, 8 sessions, round 1: it did not start/);
});
