/** From the log to those who listen, with the database on the same machine: to a webhook, and to a crowd of WebSocket clients. */
import { Listener } from '../listeners/listener.js';
import { Result } from '../lib/results.js';
import { say } from '../lib/say.js';
import { World } from '../lib/world.js';
import { delivery } from '../measures/delivery.js';
import { inserts } from '../measures/inserts.js';
import { attempt } from './parts.js';

const NAME = 'pindai';

/** Pindai is not told of what others commit: it has to look often. More often than once a second it does not look. */
function properties({ crowdEvents }) {
    return { 'pindai.live.look-interval': '1s', 'pindai.webhook.sweep-interval': '100ms',
        'pindai.webhook.allowed-networks': '127.0.0.1',
        // The loop is faster than a thousand clients: what waits for them has to have room. The other half is for cursors.
        'pindai.live.queue': Math.max(256, 2 * crowdEvents),
        'pindai.session.max-sessions': 1_000_000 };
}

async function openWebhook(contestant, owner) {
    const receiver = await Listener.start(owner, 'receiver', 'receiver.js', { folder: contestant.folder });
    await contestant.call('POST', 'api/webhooks', { url: `http://127.0.0.1:${receiver.said.port}/hook` });
    return receiver;
}

function openCrowd(count) {
    return async (contestant, owner) => {
        // Its state is what a client is given first.
        await contestant.create(1);
        return Listener.start(owner, 'crowd', 'crowd.js', { folder: contestant.folder, args: [contestant.access, count] });
    };
}

const PARTS = {
    inserts: (options) => ({ measure: inserts, options }),
    webhook: (options) => ({ measure: delivery, options: { ...options, open: openWebhook } }),
    crowd: (options) => ({ measure: delivery, options: { ...options, open: openCrowd(options.subscribers), events: options.crowdEvents,
        rate: options.crowdRate } }),
};

export async function events(owner, options) {
    const result = new Result('events', options);
    result.data.properties = properties(options);
    const world = await World.open(owner, options, { pages: false });
    const variant = { name: NAME, kind: 'pindai', native: options.native, properties: result.data.properties };
    for (let round = 1; round <= options.rounds; round++) {
        for (const [part, of] of Object.entries(PARTS)) {
            const { measure, options: given } = of(options);
            const row = result.row({ contestant: NAME, part, round });
            await attempt(`${part}, round ${round}`, row, () => world.with(variant,
                (contestant, mine) => measure(contestant, mine, given, row.note)), owner);
        }
    }
    result.save();
    say(`Result: ${result.file}`);
    return result;
}
