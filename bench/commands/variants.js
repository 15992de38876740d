/** Pindai with other settings, each measured alone against Pindai without them, in turn. */
import { readFileSync } from 'node:fs';
import { Result } from '../lib/results.js';
import { say } from '../lib/say.js';
import { World } from '../lib/world.js';
import { flowRow, latencyRow, turned } from './parts.js';

const BASE = 'base';
const KNOWN = ['name', 'properties', 'flags', 'jvm', 'env', 'native'];

/** A list of variants; the one named `base`, if there is one, says what all of them start from. */
function readVariants(file) {
    const list = JSON.parse(readFileSync(file, 'utf8'));
    for (const variant of list) {
        const unknown = Object.keys(variant).find((key) => !KNOWN.includes(key));
        if (unknown || !variant.name) {
            throw new Error(`${file}: each variant has a name and of ${KNOWN.slice(1).join(', ')} what it wants, not ${unknown ?? 'nothing'}`);
        }
    }
    const base = { name: BASE, properties: {}, flags: [], ...list.find(({ name }) => name === BASE) };
    return [base, ...list.filter(({ name }) => name !== BASE).map((variant) => ({ ...base, ...variant,
        properties: { ...base.properties, ...variant.properties }, flags: [...base.flags, ...(variant.flags ?? [])] }))]
        .map((variant) => ({ ...variant, kind: 'pindai' }));
}

export async function variants(owner, options) {
    const [file] = options.positionals;
    if (!file) {
        throw new Error('Which variants? bench/run variants <file>; bench/variants has examples');
    }
    const list = readVariants(file);
    const sessions = options.sessionsGiven ? options.sessions[0] : 8;
    const result = new Result('variants', { ...options, sessions: [sessions] });
    result.data.variants = list;
    const world = await World.open(owner, options);
    for (let round = 1; round <= options.rounds; round++) {
        for (const variant of turned(list, round - 1)) {
            if (!options.skip.includes('flow')) {
                await flowRow(world, result, variant, { sessions, round });
            }
            if (!options.skip.includes('latency')) {
                await latencyRow(world, result, variant, { round });
            }
        }
    }
    result.save();
    say(`Result: ${result.file}`);
    return result;
}
