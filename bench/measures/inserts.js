/** What the database alone can do: a plain insert loop, and the same loop with the log's statement while nobody listens. */
import { EventLog } from '../lib/eventlog.js';
import { pause } from '../lib/clock.js';

/** Rows before: what is asked for is a database at work. */
const WARM_UP = 200;
const SETTLE_MS = 3_000;

export async function inserts(contestant, owner, { events, streams }, note) {
    await contestant.prepare();
    const log = await EventLog.open(owner, contestant.database, streams);
    note('server', await log.server());
    await log.createPlainTable();
    await log.insert(WARM_UP);
    note('insert', { events, perSecond: (await log.insert(events)).perSecond });
    await contestant.start();
    await pause(SETTLE_MS);
    await log.append(WARM_UP);
    note('append', { events, perSecond: (await log.append(events)).perSecond });
}
