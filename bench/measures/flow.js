/**
 * One contestant with so many sessions, from a fresh start to the end: the service alone, first QR, waiting for the scan,
 * scan → ready, linked and idle, restart, and the first QR once more in the warm service.
 */
import { now, pause } from '../lib/clock.js';
import { memory, processor } from '../lib/usage.js';

const ALONE_SETTLE_MS = 5_000;
const ALONE_SECONDS = 10;
const FIRST_QR_WITHIN_MS = 120_000;
const READY_WITHIN_MS = 120_000;

/** Milliseconds from the order to start until each session's first QR has reached the subscriber. */
async function firstQr(contestant, ids) {
    const begin = now();
    const heard = contestant.heard.each('qr', ids, begin, FIRST_QR_WITHIN_MS);
    // Not to be lost when an order fails first.
    heard.catch(() => {});
    await Promise.all(ids.map((id) => contestant.begin(id)));
    return (await heard).map(({ at }) => at - begin);
}

/** One after the other, as people come: milliseconds from the phone's scan to the subscriber's `ready`. */
async function scan(contestant, sandbox, ids) {
    const took = [];
    for (const id of ids) {
        const begin = now();
        const heard = contestant.heard.each('ready', [id], begin, READY_WITHIN_MS);
        heard.catch(() => {});
        await sandbox.scan(() => contestant.heard.qr(id));
        took.push((await heard)[0].at - begin);
    }
    return took;
}

async function usage(contestant, { settle, window }) {
    await pause(settle * 1000);
    const cpu = await processor(contestant.processes(), window);
    return { memory: await memory(contestant.processes()), cpu };
}

async function restart(contestant, ids) {
    const stopMs = await contestant.stop();
    contestant.heard.clear();
    const begin = now();
    const heard = contestant.heard.each('ready', ids, begin, READY_WITHIN_MS);
    heard.catch(() => {});
    const healthyMs = await contestant.start();
    await contestant.subscribe();
    return { stopMs, healthyMs, readyMs: (await heard).map(({ at }) => at - begin) };
}

/** @param note takes each part of the result as it comes, so that a failure later keeps what was measured */
export async function flow(contestant, sandbox, count, options, note) {
    await contestant.prepare();
    const startMs = await contestant.start();
    await pause(ALONE_SETTLE_MS);
    // The same whatever comes after it: once in a round is enough.
    if (count === options.sessions[0]) {
        note('alone', { startMs, cpu: await processor(contestant.processes(), ALONE_SECONDS),
            memory: await memory(contestant.processes()) });
    }
    await contestant.subscribe();
    const ids = await contestant.create(count);
    note('cold', { firstQrMs: await firstQr(contestant, ids) });
    note('waiting', await usage(contestant, options));
    note('scan', { readyMs: await scan(contestant, sandbox, ids) });
    note('idle', await usage(contestant, options));
    note('restart', await restart(contestant, ids));
    await Promise.all(ids.map((id) => contestant.remove(id)));
    contestant.heard.clear();
    note('warm', { firstQrMs: await firstQr(contestant, await contestant.create(count)) });
}
