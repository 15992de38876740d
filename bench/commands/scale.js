/** Pindai alone on one machine: what each further session costs, a crowd of subscribers, and REST while sessions start. */
import { chosen, CONTESTANTS, REFERENCE } from '../contestants/list.js';
import { Result } from '../lib/results.js';
import { say } from '../lib/say.js';
import { World } from '../lib/world.js';
import { crowd } from '../measures/crowd.js';
import { growth } from '../measures/growth.js';
import { rest } from '../measures/rest.js';

const STEPS = [1, 2, 4, 8, 12, 16, 20, 24, 28, 32];
const MEASURES = { growth, crowd, rest };
/** Its codes go on for as long as it takes. */
const PATIENT = { 'pindai.qr.max-attempts': 100 };

export async function scale(owner, options) {
    const steps = options.sessionsGiven ? options.sessions : STEPS;
    const result = new Result('scale', { ...options, sessions: steps });
    const world = await World.open(owner, options);
    for (const variant of chosen(options.only, CONTESTANTS.filter(({ name }) => name !== REFERENCE))) {
        const row = result.row({ contestant: variant.name });
        for (const [name, measure] of Object.entries(MEASURES)) {
            say(`${variant.name}: ${name}`);
            try {
                await world.with({ ...variant, native: options.native, properties: { ...variant.properties, ...PATIENT } },
                    (contestant) => measure(contestant, world.sandbox, { ...options, sessions: steps }, row.note), { maxRefs: 100 });
            } catch (error) {
                if (owner.ending) {
                    throw error;
                }
                say(`${variant.name}, ${name} failed: ${error.message}`);
                row.note(`${name}Error`, error.message.replaceAll(process.env.BENCH_WORK, 'target/bench'));
            }
        }
    }
    result.save();
    say(`Result: ${result.file}`);
    return result;
}
