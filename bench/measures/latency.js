/**
 * How long a new QR takes from the page to a subscriber, and onto the canvas of the contestant's own page in a Chromium.
 * One session whose codes change fast; after so many the page stops and is started anew.
 */
import { drift, now, pause, until } from '../lib/clock.js';
import { openViewer } from './viewer.js';

const CODES_OF_A_PAGE = 100;
const START_WITHIN_MS = 60_000;

function firstBetween(times, from, to) {
    return times.find((time) => time >= from && time < to);
}

/** What became of each code but the first, which comes while everything else starts. */
function outcomes(shown, qrs, drawn) {
    return shown.slice(1).map(({ ref, changedAt }, index, rest) => {
        const end = rest[index + 1]?.changedAt ?? Infinity;
        const heard = qrs.find(({ data }) => data.qr?.startsWith(`${ref},`));
        const after = (at) => (at === undefined || at === null ? null : at - changedAt);
        return { written: after(heard?.writtenAt), received: after(heard?.at), drawn: after(firstBetween(drawn, changedAt, end)) };
    });
}

async function lap(contestant, sandbox, viewer, id, rotation) {
    const begin = now();
    await contestant.begin(id);
    await contestant.heard.each('qr', [id], begin, START_WITHIN_MS);
    // Nobody asks anything while it runs.
    await pause((CODES_OF_A_PAGE - 1) * rotation);
    await until('the last code of the page', async () => (await sandbox.shown(1))[0]?.changedAt < now() - 2 * rotation - 500,
        CODES_OF_A_PAGE * rotation + 20_000, 500);
    const shown = (await sandbox.shown(CODES_OF_A_PAGE)).filter(({ changedAt }) => changedAt > begin);
    const result = outcomes(shown, contestant.heard.all(({ event }) => event === 'qr'), await viewer.takeDraws());
    contestant.heard.clear();
    await contestant.end(id);
    return result;
}

export async function latency(contestant, sandbox, owner, options) {
    await sandbox.settings({ firstQrTtlMs: options.rotation, nextQrTtlMs: options.rotation, maxRefs: CODES_OF_A_PAGE });
    await contestant.prepare();
    await contestant.start();
    await contestant.subscribe();
    const [id] = await contestant.create(1);
    const viewer = await openViewer(owner, contestant, id);
    const changes = [];
    while (changes.length < options.changes) {
        const more = await lap(contestant, sandbox, viewer, id, options.rotation);
        if (more.length === 0) {
            throw new Error('no QR change was seen');
        }
        changes.push(...more);
    }
    return { changes: changes.slice(0, options.changes), clockDriftMs: drift(), viewerClockMs: await viewer.clock() };
}
