/** Many subscribers of one session: how long a QR change takes until the first, and until the last of them has it. */
import { now, until } from '../lib/clock.js';
import { quantile } from '../report/stats.js';

const ROTATION_MS = 1_500;
const CHANGES = 40;
const AT_ONCE = 50;

/** Connects them a few at a time; each message is only timed, not read beyond the code that it holds. */
async function connect(contestant, count, hear) {
    const sockets = [];
    while (sockets.length < count) {
        const some = Math.min(AT_ONCE, count - sockets.length);
        sockets.push(...await Promise.all(Array.from({ length: some }, () => contestant.listen('qr', hear))));
    }
    return sockets;
}

export async function crowd(contestant, sandbox, options, note) {
    await sandbox.settings({ firstQrTtlMs: ROTATION_MS, nextQrTtlMs: ROTATION_MS });
    await contestant.prepare();
    await contestant.start();
    await contestant.subscribe();
    const times = new Map();
    const sockets = await connect(contestant, options.subscribers, (text) => {
        const at = now();
        const ref = /"qr":"([^",]+),/.exec(text)?.[1];
        times.set(ref, [...(times.get(ref) ?? []), at]);
    });
    try {
        const [id] = await contestant.create(1);
        await contestant.begin(id);
        await until('enough QR changes', async () => times.size >= CHANGES + 2, (CHANGES + 30) * ROTATION_MS, 500);
        const changes = (await sandbox.shown(times.size)).filter(({ ref }) => times.get(ref)?.length === options.subscribers).slice(1);
        const firstMs = changes.map(({ ref, changedAt }) => Math.min(...times.get(ref)) - changedAt);
        const lastMs = changes.map(({ ref, changedAt }) => Math.max(...times.get(ref)) - changedAt);
        const of = (values) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
        note('subscribers', { count: options.subscribers, firstMs, lastMs, first: of(firstMs), last: of(lastMs),
            incomplete: times.size - changes.length });
    } finally {
        sockets.forEach((socket) => socket.terminate());
    }
}
