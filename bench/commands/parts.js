/**
 * One contestant, one part, one row of the result: whatever goes wrong there becomes a row that says so, unless all of it is
 * being ended.
 */
import { say } from '../lib/say.js';
import { flow } from '../measures/flow.js';
import { latency } from '../measures/latency.js';

/** Nobody is always the first: a machine that warms up would favour the others. */
export function turned(list, by) {
    return list.map((entry, index) => list[(index + by) % list.length]);
}

export async function attempt(label, row, work, owner) {
    say(label);
    try {
        await work();
    } catch (error) {
        if (owner.ending) {
            throw error;
        }
        say(`${label} failed: ${error.message}`);
        // The document shows it: where this checkout lies is nobody's affair.
        row.note('error', error.message.replaceAll(process.env.BENCH_WORK, 'target/bench'));
    }
}

export async function flowRow(world, result, variant, { sessions, round }) {
    if (result.has({ part: 'flow', contestant: variant.name, sessions, round })) {
        return;
    }
    const row = result.row({ part: 'flow', contestant: variant.name, sessions, round });
    await attempt(`${variant.name}, ${sessions} sessions, round ${round}`, row,
        () => world.with(variant, (contestant) => flow(contestant, world.sandbox, sessions, world.options, row.note)), world.owner);
}

export async function latencyRow(world, result, variant, { round }) {
    if (result.has({ part: 'latency', contestant: variant.name, round })) {
        return;
    }
    const row = result.row({ part: 'latency', contestant: variant.name, round });
    // A hundred codes of a page: Pindai gives up after six unless told otherwise, the reference never.
    const patient = { ...variant, properties: { ...variant.properties, 'pindai.qr.max-attempts': 100 } };
    await attempt(`${variant.name}, QR changes, round ${round}`, row, () => world.with(patient,
        async (contestant, owner) => row.note('latency', await latency(contestant, world.sandbox, owner, world.options))), world.owner);
}
