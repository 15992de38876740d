/** The simulated WhatsApp Web: Pindai in a process of its own, with a database of its own, and the front that leads there. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import { until, within } from './clock.js';
import { answers, call } from './http.js';
import { freePort } from './ports.js';
import { Postgres } from './postgres.js';

const KEY = 'key-of-the-sandbox-of-the-bench';
const START_WITHIN_MS = 60_000;
const JAR = fileURLToPath(new URL('../../target/quarkus-app/quarkus-run.jar', import.meta.url));
const FRONT = fileURLToPath(new URL('../front/front.js', import.meta.url));

export class Sandbox {
    static async start(owner, folder) {
        mkdirSync(folder, { recursive: true });
        const database = await Postgres.start(owner, { folder, binaries: path.join(process.env.BENCH_WORK, 'runtime', 'postgres-own') });
        const [port, managementPort] = [await freePort(), await freePort()];
        const properties = { ...database.properties, 'quarkus.http.port': port, 'quarkus.http.host': '127.0.0.1',
            'quarkus.management.port': managementPort, 'quarkus.management.host': '127.0.0.1', 'pindai.sandbox.enabled': true,
            'pindai.security.admin-key': KEY, 'pindai.data-dir': path.join(folder, 'data'),
            // A browser of its own would share the pages of those who are measured.
            'pindai.browser.keep-ready': false };
        const service = new Child({ name: 'the sandbox', command: process.env.BENCH_OWN_JAVA, log: path.join(folder, 'sandbox.log'),
            // It is beside the matter: the less its compiler works meanwhile, the better.
            cwd: folder, args: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC',
                ...Object.entries(properties).map(([key, value]) => `-D${key}=${value}`), '-jar', JAR] });
        owner.own('the sandbox', () => service.stop());
        await until(`the sandbox answers, see ${service.log}`, () => {
            service.demandAlive();
            return answers(`http://127.0.0.1:${managementPort}/q/health/ready`);
        }, START_WITHIN_MS);
        const front = new Child({ name: 'the front', command: process.execPath, log: path.join(folder, 'front.log'),
            args: [FRONT, `http://127.0.0.1:${port}/sandbox/web/`] });
        owner.own('the front', () => front.stop({ signal: null }));
        const line = await front.line((text) => text.startsWith('{'), START_WITHIN_MS);
        return new Sandbox(`http://127.0.0.1:${port}/`, JSON.parse(line).chromiumArguments, { service, front });
    }

    constructor(base, chromiumArguments, children) {
        this.base = base;
        this.chromiumArguments = chromiumArguments;
        this.children = children;
    }

    #call(method, path, body) {
        return call(this.base, method, path, { headers: { 'X-Api-Key': KEY }, body });
    }

    settings(changes) {
        return this.#call('PATCH', 'sandbox/settings', changes);
    }

    /** The last QR codes that pages have shown, with when; oldest first. */
    async shown(limit) {
        return (await this.#call('GET', `sandbox/shown?limit=${limit}`)).items;
    }

    async pages() {
        return (await this.#call('GET', 'sandbox/pages')).items;
    }

    /** Scans the newest QR there is; another one if it has rotated away meanwhile. */
    async scan(newestQr, timeoutMs = 15_000) {
        return within('a scan', timeoutMs, (async () => {
            for (;;) {
                try {
                    return await this.#call('POST', 'sandbox/phone/scan', { qr: newestQr() });
                } catch (error) {
                    if (error.status !== 410) {
                        throw error;
                    }
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
            }
        })());
    }
}
