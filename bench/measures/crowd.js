/** Many subscribers of one session: how long a QR change takes until the first, and until the last of them has it. */
import { connect } from '../contestants/sockets.js';
import { now, until } from '../lib/clock.js';
import { quantile } from '../report/stats.js';

const ROTATION_MS = 1_500;
const CHANGES = 40;

export async function crowd(contestant, sandbox, options, note) {
    await sandbox.settings({ firstQrTtlMs: ROTATION_MS, nextQrTtlMs: ROTATION_MS });
    await contestant.prepare();
    await contestant.start();
    await contestant.subscribe();
    const times = new Map();
    // Each message is only timed, not read beyond the code that it holds.
    const hear = (text) => {
        const at = now();
        const ref = /"qr":"([^",]+),/.exec(text)?.[1];
        times.set(ref, [...(times.get(ref) ?? []), at]);
    };
    const sockets = await connect(options.subscribers, () => contestant.listen('qr', hear));
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
