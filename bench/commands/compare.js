/** The comparison: every contestant with each number of sessions, in turn, so many rounds. */
import { chosen, CONTESTANTS, REFERENCE } from '../contestants/list.js';
import { Result } from '../lib/results.js';
import { say } from '../lib/say.js';
import { World } from '../lib/world.js';
import { flow } from '../measures/flow.js';
import { latency } from '../measures/latency.js';

/** Nobody is always the first: a machine that warms up would favour the others. */
function turned(list, by) {
    return list.map((entry, index) => list[(index + by) % list.length]);
}

async function attempt(label, row, work) {
    say(label);
    try {
        await work();
    } catch (error) {
        say(`${label} failed: ${error.message}`);
        row.note('error', error.message);
    }
}

/** A hundred codes of a page: Pindai gives up after six unless told otherwise, the reference never. */
function patient(variant) {
    return { ...variant, properties: { ...variant.properties, 'pindai.qr.max-attempts': 100 } };
}

export async function compare(owner, options) {
    const variants = chosen(options.only)
        .map((variant) => (options.native && variant.name !== REFERENCE ? { ...variant, native: options.native } : variant));
    if (!options.skip.includes('flow')) {
        say(`About ${Math.ceil(variants.length * options.rounds * options.sessions.length * 4)} minutes at most for the sessions`);
    }
    const result = new Result('compare', options);
    const world = await World.open(owner, options);
    for (let round = 1; round <= options.rounds; round++) {
        for (const sessions of options.skip.includes('flow') ? [] : options.sessions) {
            for (const variant of turned(variants, round - 1)) {
                const row = result.row({ part: 'flow', contestant: variant.name, sessions, round });
                await attempt(`${variant.name}, ${sessions} sessions, round ${round}`, row,
                    () => world.with(variant, (contestant) => flow(contestant, world.sandbox, sessions, options, row.note)));
            }
        }
        for (const variant of options.skip.includes('latency') ? [] : turned(variants, round - 1)) {
            const row = result.row({ part: 'latency', contestant: variant.name, round });
            await attempt(`${variant.name}, QR changes, round ${round}`, row, () => world.with(patient(variant),
                async (contestant, part) => row.note('latency', await latency(contestant, world.sandbox, part, options))));
        }
    }
    result.save();
    say(`Result: ${result.file}`);
    return result;
}
