/**
 * Many WebSocket clients of all sessions, in a process of their own. Each is there once it has the present state of a session:
 * what happens before that is not news to it.
 */
import { connect, listen } from '../contestants/sockets.js';
import { within } from '../lib/clock.js';
import { failed, ready, tallyOnOrder } from './orders.js';
import { keyOf } from './tally.js';

const [access, count] = process.argv.slice(2).map((argument) => JSON.parse(argument));

const PRESENT_WITHIN_MS = 60_000;

const tally = tallyOnOrder(count);
await connect(count, async (client) => {
    let come;
    const present = new Promise((resolve) => {
        come = resolve;
    });
    const socket = await listen(access, '*', (text) => {
        tally.hear(keyOf(text), client);
        come();
    });
    await within('the present state', PRESENT_WITHIN_MS, present);
    socket.on('close', (code, reason) => failed(`a client was closed: ${code} ${reason}`));
    return socket;
});
ready();
