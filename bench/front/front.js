/**
 * Answers as https://web.whatsapp.com/ with the sandbox's page, in a process of its own. Both contestants go this way,
 * since whatsapp-web.js knows no other address. Says in one line of JSON which Chromium switches lead here; ends with its
 * standard input.
 */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { certificate, HOST } from './certificate.js';

const page = new URL(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const { key, cert, fingerprint } = certificate();

function forward(request, response) {
    const target = new URL(request.url.slice(1), page);
    const outgoing = http.request(target, { agent, method: request.method, headers: { ...request.headers, host: target.host } },
        (incoming) => {
            response.writeHead(incoming.statusCode, incoming.headers);
            incoming.pipe(response);
        });
    outgoing.on('error', () => response.destroy());
    request.pipe(outgoing);
}

function upgrade(request, browserSide, head) {
    const target = new URL(request.url.slice(1), page);
    const serverSide = net.connect(Number(target.port), target.hostname, () => {
        const headers = Object.entries({ ...request.headers, host: target.host, origin: target.origin })
            .map(([name, value]) => `${name}: ${value}`);
        serverSide.setNoDelay(true);
        browserSide.setNoDelay(true);
        serverSide.write([`GET ${target.pathname} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
        serverSide.write(head);
        serverSide.pipe(browserSide).pipe(serverSide);
    });
    serverSide.on('error', () => browserSide.destroy());
    browserSide.on('error', () => serverSide.destroy());
}

const server = https.createServer({ key, cert }, forward);
server.on('upgrade', upgrade);
server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    process.stdout.write(`${JSON.stringify({ chromiumArguments: [
        `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
        `--ignore-certificate-errors-spki-list=${fingerprint}`,
    ] })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
