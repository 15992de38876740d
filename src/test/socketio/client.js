/**
 * The Socket.IO client from npm, unmodified, in a process of its own. Its arguments are those of io(): an address, and options
 * as JSON; and after them, for one that goes on where it was, the key and the sessions that it wants to hear of. Writes a line of JSON for each thing that happens, {"said": what, …}; reads lines of the standard input, each the
 * name of a method of the socket to call, and ends with it.
 */
import { createInterface } from 'node:readline';

import { io } from 'socket.io-client';

function say(said, more = {}) {
    process.stdout.write(`${JSON.stringify({ said, ...more })}\n`);
}

const [address, options, token, session] = process.argv.slice(2);
const socket = io(address, token ? { ...JSON.parse(options), auth: resuming } : JSON.parse(options));
let last = {};

/** Asked at each connection. */
function resuming(answer) {
    answer({ token, session, ...(session === '*' ? { cursor: last.cursor } : { after: last.seq }) });
}

socket.io.on('open', () => {
    const { engine } = socket.io;
    say('open', { transport: engine.transport.name });
    engine.once('upgrade', ({ name }) => say('upgrade', { transport: name }));
});
socket.on('connect', () => say('connect', { id: socket.id }));
socket.on('connect_error', ({ message, data }) => say('connect_error', { message, data, active: socket.active }));
socket.on('disconnect', (reason) => say('disconnect', { reason, active: socket.active }));
socket.io.on('reconnect', () => say('reconnect'));
socket.onAny((name, ...args) => {
    last = args[0];
    say('event', { name, args });
});
// As front ends write it.
socket.on('qr', (data) => say('qr', { qr: data.qr, sessionId: data.sessionId }));

createInterface({ input: process.stdin }).on('line', (method) => socket[method]()).on('close', () => process.exit());
