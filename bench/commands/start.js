/** How long Pindai takes to start, and what it holds while nobody uses it: as a jar, with Java's AOT cache, as an executable. */
import { pause } from '../lib/clock.js';
import { say } from '../lib/say.js';
import { memory } from '../lib/usage.js';
import { World } from '../lib/world.js';
import { JVM } from '../contestants/pindai.js';

const MB = 1024 ** 2;

function variants({ native }) {
    const variant = (name, more) => ({ name, kind: 'pindai', properties: {}, ...more });
    return [variant('jar', { jvm: JVM }), variant('jar-with-aot-cache'), ...native ? [variant('native', { native })] : []];
}

const middle = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(contestant, { settle }) {
    await contestant.prepare();
    // The first start makes the tables; what counts is every other.
    await contestant.start();
    await contestant.stop();
    const startMs = await contestant.start();
    await pause(settle * 1000);
    const { gateway, total, database } = await memory(contestant.processes());
    return { startMs, serviceBytes: gateway, besideBytes: total - gateway - database };
}

/** Prints a line for each variant: the figures in the middle of all rounds. */
export async function start(owner, options) {
    const world = await World.open(owner, options, { pages: false });
    const rows = new Map();
    for (let round = 1; round <= options.rounds; round++) {
        for (const variant of variants(options)) {
            await world.with(variant, async (contestant) => {
                const row = await measure(contestant, options);
                say(`${variant.name}, round ${round}: ready after ${Math.round(row.startMs)} ms, ${Math.round(row.serviceBytes / MB)} MB`);
                rows.set(variant.name, [...rows.get(variant.name) ?? [], row]);
            });
        }
    }
    const reference = middle(rows.get('jar').map(({ startMs }) => startMs));
    for (const [name, measured] of rows) {
        const of = (figure) => middle(measured.map((row) => row[figure]));
        console.log(`${name}: start ${Math.round(of('startMs'))} ms (${(of('startMs') / reference).toFixed(2)} of the jar's), `
            + `idle ${Math.round(of('serviceBytes') / MB)} MB (browser and driver that are kept ready: ${Math.round(of('besideBytes') / MB)} MB)`);
    }
}
