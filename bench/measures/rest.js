/** Whether the API still answers while eight sessions start, and when each of them has its QR meanwhile. */
import { now, pause } from '../lib/clock.js';
import { quantile } from '../report/stats.js';

const SESSIONS = 8;
const EVERY_MS = 50;
const WITHIN_MS = 120_000;
/** Calls before: what is asked for is a service at work, not one that has just come up. */
const WARM_UP = 200;

async function whileStarting(contestant, ids) {
    const took = [];
    const failed = [];
    const open = new Set();
    const begin = now();
    let over = false;
    const codes = contestant.heard.each('qr', ids, begin, WITHIN_MS).finally(() => {
        over = true;
    });
    codes.catch(() => {});
    const orders = Promise.all(ids.map((id) => contestant.begin(id)));
    orders.catch(() => {});
    // At fixed times, whether or not the call before has its answer: a slow answer must not hide others.
    for (let number = 0; !over; number++) {
        const due = begin + number * EVERY_MS;
        await pause(Math.max(0, due - now()));
        const answer = contestant.call('GET', 'api/sessions').then(() => took.push(now() - due), (error) => failed.push(error))
            .finally(() => open.delete(answer));
        open.add(answer);
    }
    const [shown] = await Promise.all([codes, orders, ...open]);
    if (failed.length > 0) {
        throw new Error(`${failed.length} calls failed, the first: ${failed[0].message}`);
    }
    return { firstQrMs: shown.map(({ at }) => at - begin), count: took.length, p50: quantile(took, 0.5), p99: quantile(took, 0.99), most: Math.max(...took), took };
}

/** While the service starts its first eight sessions, and while it starts eight once more. */
export async function rest(contestant, sandbox, options, note) {
    await contestant.prepare();
    await contestant.start();
    await contestant.subscribe();
    const ids = await contestant.create(SESSIONS);
    for (let number = 0; number < WARM_UP; number++) {
        await contestant.call('GET', 'api/sessions');
    }
    note('rest', await whileStarting(contestant, ids));
    await Promise.all(ids.map((id) => contestant.remove(id)));
    contestant.heard.clear();
    note('restAgain', await whileStarting(contestant, await contestant.create(SESSIONS)));
}
