/** The reference server of bench/reference, run with the system's Node. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { Child } from '../lib/child.js';
import { until, within } from '../lib/clock.js';
import { answers, call } from '../lib/http.js';
import { freePort } from '../lib/ports.js';
import { Heard } from './events.js';

const START_WITHIN_MS = 30_000;
const SERVER = fileURLToPath(new URL('../reference/server.js', import.meta.url));

export class Reference {
    heard = new Heard();

    constructor(variant, { folder, sandbox, owner }) {
        this.variant = variant;
        this.folder = folder;
        this.sandbox = sandbox;
        this.owner = owner;
    }

    async prepare() {
        mkdirSync(this.folder, { recursive: true });
        this.port = await freePort();
        this.base = `http://127.0.0.1:${this.port}/`;
        this.owner.own(this.variant.name, () => this.stop());
    }

    async start() {
        const begin = performance.now();
        this.child = new Child({ name: this.variant.name, command: process.env.BENCH_NODE, args: [SERVER], cwd: this.folder,
            log: path.join(this.folder, 'reference.log'),
            env: { NODE_ENV: 'production', PORT: this.port, DATA_DIR: path.join(this.folder, 'data'),
                CHROMIUM: process.env.BENCH_CHROMIUM,
                CHROMIUM_ARGUMENTS: JSON.stringify([...this.sandbox.chromiumArguments, ...(this.variant.flags ?? [])]) } });
        await until(`the reference answers, see ${this.child.log}`, () => {
            this.child.demandAlive();
            return answers(`${this.base}health`);
        }, START_WITHIN_MS, 10);
        return performance.now() - begin;
    }

    async stop() {
        this.socket?.close();
        return this.child?.stop();
    }

    async subscribe() {
        this.socket = io(this.base, { reconnection: false });
        this.socket.onAny((event, data) => this.heard.add(event, data.sessionId, data));
        await within('a connection to the reference', 10_000, new Promise((resolve, reject) => {
            this.socket.once('connect', resolve).once('connect_error', reject);
        }));
    }

    call(method, path, body) {
        return call(this.base, method, path, { body });
    }

    async create(count) {
        const made = [];
        for (let number = 1; number <= count; number++) {
            made.push((await this.call('POST', 'sessions')).id);
        }
        return made;
    }

    begin(id) {
        return this.call('POST', `sessions/${id}/start`);
    }

    end(id) {
        return this.call('POST', `sessions/${id}/stop`);
    }

    remove(id) {
        return this.call('DELETE', `sessions/${id}`);
    }

    viewerUrl(id) {
        return `${this.base}?session=${id}`;
    }

    async signIn() {
        // open to everybody
    }

    processes() {
        return { gateway: () => this.child.pid, pids: () => this.child.pids() };
    }
}
