/** Pindai as an operator runs it: the packaged application with the switches of its image, and PostgreSQL. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { Child } from '../lib/child.js';
import { instant, until, within } from '../lib/clock.js';
import { answers, call } from '../lib/http.js';
import { freePort } from '../lib/ports.js';
import { Postgres } from '../lib/postgres.js';
import { Heard } from './events.js';
import { listen } from './sockets.js';

const KEY = 'key-of-the-measured-pindai';
const START_WITHIN_MS = 60_000;
const JAR = fileURLToPath(new URL('../../target/quarkus-app/quarkus-run.jar', import.meta.url));
/** Those of docker/Dockerfile.jvm. */
export const JVM = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xms48m', '-Xmn12m', '-Xmx256m', '-XX:MetaspaceSize=96m',
    '-XX:ReservedCodeCacheSize=128m', '-XX:+ExitOnOutOfMemoryError'];
/** What the image has too, see lib/training.js. */
export const CACHE = fileURLToPath(new URL('../../target/quarkus-app/app.aot', import.meta.url));
/** Rather no start than one without it. */
export const JVM_OF_IMAGE = [...JVM, '-XX:AOTMode=on', `-XX:AOTCache=${CACHE}`];

export class Pindai {
    heard = new Heard();

    /** @param variant name, properties, and perhaps jvm (instead of the image's switches), native (an executable) */
    constructor(variant, { folder, sandbox, owner }) {
        this.variant = variant;
        this.folder = folder;
        this.sandbox = sandbox;
        this.owner = owner;
    }

    /** What is there before it starts. */
    async prepare() {
        mkdirSync(this.folder, { recursive: true });
        this.database = await Postgres.start(this.owner, { folder: this.folder,
            binaries: path.join(process.env.BENCH_WORK, 'runtime', 'postgres-measured') });
        [this.port, this.managementPort] = [await freePort(), await freePort()];
        this.base = `http://127.0.0.1:${this.port}/`;
        this.owner.own(this.variant.name, () => this.stop());
    }

    #properties() {
        return { ...this.database.properties, 'quarkus.http.port': this.port, 'quarkus.management.port': this.managementPort,
            'pindai.data-dir': path.join(this.folder, 'data'), 'pindai.security.admin-key': KEY,
            'pindai.browser.executable': process.env.BENCH_CHROMIUM,
            'pindai.browser.driver-dir': fileURLToPath(new URL('../../target/quarkus-app/playwright-driver', import.meta.url)),
            // A comma separates switches unless it is escaped.
            'pindai.browser.extra-args': [...this.sandbox.chromiumArguments, ...(this.variant.flags ?? [])]
                .map((argument) => argument.replaceAll(',', '\\,')).join(','),
            ...this.variant.properties };
    }

    #command() {
        const settings = Object.entries(this.#properties()).map(([key, value]) => `-D${key}=${value}`);
        const { native, jvm = JVM_OF_IMAGE } = this.variant;
        return native ? { command: native, args: settings }
            : { command: process.env.BENCH_JAVA, args: [...jvm, ...settings, '-jar', JAR] };
    }

    /** Milliseconds until it says that it is ready. */
    async start() {
        const begin = performance.now();
        this.child = new Child({ name: this.variant.name, ...this.#command(), cwd: this.folder,
            env: this.variant.env,
            log: path.join(this.folder, 'pindai.log') });
        await until(`${this.variant.name} is ready, see ${this.child.log}`, () => {
            this.child.demandAlive();
            return answers(`http://127.0.0.1:${this.managementPort}/q/health/ready`);
        }, START_WITHIN_MS, 10);
        return performance.now() - begin;
    }

    async stop() {
        this.socket?.terminate();
        return this.child?.stop();
    }

    async subscribe() {
        this.socket = new WebSocket(`ws://127.0.0.1:${this.port}/ws?session=*&events=*`, { headers: { 'X-Api-Key': KEY } });
        this.socket.on('message', (text) => {
            const { event, sessionId, snapshot, at, data } = JSON.parse(text);
            if (!snapshot || event === 'qr') {
                this.heard.add(event === 'status' && data.status === 'FAILED' ? 'failed' : event, sessionId, data, instant(at));
            } else if (event === 'status' && data.status === 'READY') {
                this.heard.add('ready', sessionId, data);
            }
        });
        await within('a WebSocket to Pindai', 10_000, new Promise((resolve, reject) => {
            this.socket.once('open', resolve).once('error', reject);
        }));
    }

    /** One more subscriber, who only hands on what it hears. */
    listen(events, hear) {
        return listen(this.access, events, hear);
    }

    /** What a subscriber in another process needs. */
    get access() {
        return { port: this.port, key: KEY };
    }

    call(method, path, body, timeoutMs) {
        return call(this.base, method, path, { headers: { 'X-Api-Key': KEY }, body, timeoutMs });
    }

    async create(count) {
        const made = [];
        for (let number = 1; number <= count; number++) {
            made.push((await this.call('POST', 'api/sessions', { name: `Session ${number}` })).id);
        }
        return made;
    }

    begin(id) {
        return this.call('POST', `api/sessions/${id}/start`);
    }

    /** Stops a session that was not scanned. */
    async end(id) {
        await this.call('POST', `api/sessions/${id}/stop`);
        await until('a stopped session', async () => (await this.call('GET', `api/sessions/${id}`)).status === 'STOPPED', 30_000);
    }

    remove(id) {
        return this.call('DELETE', `api/sessions/${id}`);
    }

    viewerUrl(id) {
        return `${this.base}sessions/${id}`;
    }

    /** Makes a browser's visitor one who is signed in. */
    async signIn(page) {
        await page.goto(`${this.base}login`, { timeout: 20_000 });
        await page.type('input[name=key]', KEY);
        await Promise.all([page.waitForNavigation({ timeout: 20_000 }), page.keyboard.press('Enter')]);
    }

    processes() {
        return { gateway: () => this.child.pid, pids: () => [...this.child.pids(), ...this.database.pids()] };
    }
}
