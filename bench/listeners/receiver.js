/** The receiver of a webhook, in a process of its own: answers each request at once. */
import http from 'node:http';
import { ready, tallyOnOrder } from './orders.js';
import { keyOf } from './tally.js';

const KEEP_ALIVE_MS = 60_000;

const tally = tallyOnOrder(1);
const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const body = [];
    request.on('data', (part) => body.push(part)).on('end', () => {
        tally.hear(keyOf(Buffer.concat(body).toString()), 0);
        response.writeHead(204).end();
    });
});
server.listen(0, '127.0.0.1', () => ready({ port: server.address().port }));
