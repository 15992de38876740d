/**
 * Three real proxies in a process of their own: HTTP, HTTPS and SOCKS5, each with the same login. One line of JSON on the
 * standard output for each thing that happens: first {"ready": {ports}}, then {"proxy", "host", "port", "login"} for each
 * target that was asked for. Ends with its standard input.
 *
 * PROXY_USERNAME, PROXY_PASSWORD: the login. PROXY_CERTIFICATE: where the HTTPS proxy's certificate is written to.
 * Names that end in .known-to-the-proxy are this machine, and only here; "forbidden" at the front of one is refused.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import dns from 'node:dns';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { RequestError, Server } from 'proxy-chain';
import socks from 'simple-socks';

const { PROXY_USERNAME: username, PROXY_PASSWORD: password, PROXY_CERTIFICATE: certificateFile } = process.env;
const HERE = '127.0.0.1';

function say(line) {
    process.stdout.write(`${JSON.stringify(line)}\n`);
}

function mayLogIn(givenName, givenPassword) {
    return givenName === username && givenPassword === password;
}

function isHere(host) {
    return host === 'localhost' || host.endsWith('.known-to-the-proxy');
}

function lookup(host, options, callback) {
    if (!isHere(host)) {
        dns.lookup(host, options, callback);
    } else if (options.all) {
        callback(null, [{ address: HERE, family: 4 }]);
    } else {
        callback(null, HERE, 4);
    }
}

function prepare(proxy) {
    return (request) => {
        const allowed = mayLogIn(request.username, request.password);
        say({ proxy, host: request.hostname, port: request.port, login: allowed, tunnel: !request.isHttp });
        if (!allowed) {
            return { requestAuthentication: true, failMsg: 'no' };
        }
        if (request.hostname.startsWith('forbidden')) {
            throw new RequestError('no', 403);
        }
        return { dnsLookup: lookup };
    };
}

function certificate() {
    const folder = mkdtempSync(path.join(tmpdir(), 'pindai-proxy-tls-'));
    try {
        const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
        execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
            '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=proxy',
            '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore', timeout: 20_000 });
        return { key: readFileSync(key), cert: readFileSync(cert) };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

async function httpProxy(proxy, options) {
    const server = new Server({ host: HERE, port: 0, prepareRequestFunction: prepare(proxy), ...options });
    server.on('requestFailed', () => { });
    await server.listen();
    return server.port;
}

async function socksProxy() {
    const server = socks.createServer({
        authenticate: (givenName, givenPassword, socket, callback) =>
            setImmediate(callback, mayLogIn(givenName, givenPassword) ? null : new Error('no')),
        connectionFilter: ({ address, port }, origin, callback) => {
            say({ proxy: 'socks5', host: address, port, login: true, tunnel: true });
            if (address.startsWith('forbidden')) {
                setImmediate(callback, new Error('no'));
            } else {
                setImmediate(callback);
            }
        },
        connectionOptions: ({ address }, origin, defaults, callback) =>
            callback(null, { ...defaults, host: isHere(address) ? HERE : address }),
    });
    server.on('authenticateError', () => say({ proxy: 'socks5', login: false }));
    server.on('proxyError', () => { });
    await new Promise((resolve) => server.listen(0, HERE, resolve));
    return server.address().port;
}

process.stdin.on('end', () => process.exit(0)).resume();
const tls = certificate();
writeFileSync(certificateFile, tls.cert);
say({
    ready: {
        http: await httpProxy('http', {}),
        https: await httpProxy('https', { serverType: 'https', httpsOptions: tls }),
        socks5: await socksProxy(),
    },
});
