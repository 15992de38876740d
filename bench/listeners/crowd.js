/** Many WebSocket clients of all sessions, in a process of their own. */
import { connect, listen } from '../contestants/sockets.js';
import { failed, ready, tallyOnOrder } from './orders.js';
import { keyOf } from './tally.js';

const [access, count] = process.argv.slice(2).map((argument) => JSON.parse(argument));

const tally = tallyOnOrder(count);
await connect(count, async (client) => {
    const socket = await listen(access, '*', (text) => tally.hear(keyOf(text), client));
    socket.on('close', (code, reason) => failed(`a client was closed: ${code} ${reason}`));
    return socket;
});
ready();
