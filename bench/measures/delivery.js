/**
 * From the append to those who listen: how many events get through in a second, and how long one is under way while there are
 * few of them.
 */
import { now, pause } from '../lib/clock.js';
import { EventLog } from '../lib/eventlog.js';
import { quantile } from '../report/stats.js';

/** Events before: what is asked for is a service at work. */
const WARM_UP = 200;
const PACED_SECONDS = 10;

/** As many as possible: from the first append until all who listen have the last event. */
async function burst(log, listener, count) {
    const heard = await listener.expect(count);
    const { beganAt, perSecond } = await log.append(count);
    const { events, frames, uneven, lastAt } = await heard();
    const seconds = (lastAt - beganAt) / 1000;
    return { events, frames, uneven, seconds, appendedPerSecond: perSecond, perSecond: events / seconds, framesPerSecond: frames / seconds };
}

/** At fixed times, whether or not those before are through: a slow one must not hide others. */
async function paced(listener, rate, append) {
    const count = rate * PACED_SECONDS;
    const heard = await listener.expect(count);
    const begin = now();
    const open = [];
    for (let number = 0; number < count; number++) {
        await pause(Math.max(0, begin + number * 1000 / rate - now()));
        open.push(append());
        open.at(-1).catch(() => {});
    }
    await Promise.all(open);
    const { frames, uneven, firstMs, lastMs } = await heard();
    const of = (values) => ({ p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
    return { rate, frames, uneven, first: of(firstMs), last: of(lastMs), firstMs, lastMs };
}

/** @param open starts those who listen */
export async function delivery(contestant, owner, { open, events, rate, streams }, note) {
    await contestant.prepare();
    await contestant.start();
    const log = await EventLog.open(owner, contestant.database, streams);
    const listener = await open(contestant, owner);
    await burst(log, listener, Math.min(WARM_UP, events));
    note('burst', await burst(log, listener, events));
    note('foreign', await paced(listener, rate, () => log.appendOne()));
    // Each new session is one event that Pindai commits itself, and so needs not look for.
    note('own', await paced(listener, rate, () => contestant.call('POST', 'api/sessions', { name: 'Session' })));
}
