/**
 * Makes the sandbox answer as https://web.whatsapp.com/, for clients that navigate to that name and to no other.
 * The certificate is made for one run; Chromium is told to trust its key and no other unknown one.
 */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const HOST = 'web.whatsapp.com';

function certificate() {
    const folder = mkdtempSync(path.join(tmpdir(), 'pindai-contract-tls-'));
    try {
        const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
        execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
            '-keyout', key, '-out', cert, '-days', '1', '-subj', `/CN=${HOST}`,
            '-addext', `subjectAltName=DNS:${HOST}`], { stdio: 'ignore', timeout: 20_000 });
        return { key: readFileSync(key), cert: readFileSync(cert) };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function fingerprint(cert) {
    const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(spki).digest('base64');
}

function forward(page, request, response) {
    const target = new URL(request.url.slice(1), page);
    const outgoing = http.request(target, { method: request.method, headers: { ...request.headers, host: target.host } },
        (incoming) => {
            response.writeHead(incoming.statusCode, incoming.headers);
            incoming.pipe(response);
        });
    outgoing.on('error', () => response.destroy());
    request.pipe(outgoing);
}

function forwardUpgrade(page, request, browserSide, head) {
    const target = new URL(request.url.slice(1), page);
    const serverSide = net.connect(Number(target.port), target.hostname, () => {
        const headers = Object.entries({ ...request.headers, host: target.host, origin: target.origin })
            .map(([name, value]) => `${name}: ${value}`);
        serverSide.write([`GET ${target.pathname} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
        serverSide.write(head);
        serverSide.pipe(browserSide).pipe(serverSide);
    });
    serverSide.on('error', () => browserSide.destroy());
    browserSide.on('error', () => serverSide.destroy());
}

/**
 * @param {URL} page the sandbox's page, ending in a slash
 * @returns {Promise<{chromiumArguments: string[], close: () => void}>}
 */
export async function startProxy(page) {
    const { key, cert } = certificate();
    const server = https.createServer({ key, cert }, (request, response) => forward(page, request, response));
    server.on('upgrade', (request, socket, head) => forwardUpgrade(page, request, socket, head));
    await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return {
        chromiumArguments: [
            `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${server.address().port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
            `--ignore-certificate-errors-spki-list=${fingerprint(cert)}`,
        ],
        close() {
            server.close();
            server.closeAllConnections();
        },
    };
}
