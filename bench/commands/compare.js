/** The comparison: every contestant with each number of sessions, in turn, so many rounds. */
import { chosen, REFERENCE } from '../contestants/list.js';
import { Result } from '../lib/results.js';
import { say } from '../lib/say.js';
import { World } from '../lib/world.js';
import { flowRow, latencyRow, turned } from './parts.js';

const MINUTES_OF_A_FLOW = 3;

export async function compare(owner, options) {
    const variants = chosen(options.only)
        .map((variant) => (options.native && variant.name !== REFERENCE ? { ...variant, native: options.native } : variant));
    const sizes = options.skip.includes('flow') ? [] : options.sessions;
    say(`${variants.map(({ name }) => name).join(', ')}: about ${variants.length * MINUTES_OF_A_FLOW
        * (options.rounds * sizes.length - (options.rounds - 1) * options.once.length)} minutes for the sessions`);
    const result = Result.begin('compare', options);
    const world = await World.open(owner, options);
    for (let round = 1; round <= options.rounds; round++) {
        for (const sessions of sizes.filter((count) => round === 1 || !options.once.includes(count))) {
            for (const variant of turned(variants, round - 1)) {
                await flowRow(world, result, variant, { sessions, round });
            }
        }
        for (const variant of options.skip.includes('latency') ? [] : turned(variants, round - 1)) {
            await latencyRow(world, result, variant, { round });
        }
    }
    result.save();
    say(`Result: ${result.file}`);
    return result;
}
