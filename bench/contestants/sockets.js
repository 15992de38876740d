/** WebSocket clients that only hand on what they hear, one or many. */
import WebSocket from 'ws';
import { within } from '../lib/clock.js';

const AT_ONCE = 50;

/** A client of all sessions; ready once it is connected. */
export async function listen({ port, key }, events, hear) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?session=*&events=${events}`, { headers: { 'X-Api-Key': key },
        perMessageDeflate: false });
    socket.on('message', (data) => hear(data.toString()));
    await within('a WebSocket to Pindai', 20_000, new Promise((resolve, reject) => {
        socket.once('open', resolve).once('error', reject);
    }));
    return socket;
}

/** Opens so many, a few at a time. @param open takes the number of the client, from 0 */
export async function connect(count, open) {
    const sockets = [];
    while (sockets.length < count) {
        const some = Math.min(AT_ONCE, count - sockets.length);
        sockets.push(...await Promise.all(Array.from({ length: some }, (_, index) => open(sockets.length + index))));
    }
    return sockets;
}
