/** A program of ours: started with a log of its own, ended with all that it started. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pause, within } from './clock.js';
import { family, marked } from './processes.js';

const STOP_WITHIN_MS = 45_000;
let started = 0;

export class Child {
    /** In the environment of it and of all that it starts. */
    mark = `PINDAI_BENCH=${process.pid}-${++started}`;

    constructor({ name, command, args, env = {}, cwd, log }) {
        mkdirSync(path.dirname(log), { recursive: true });
        const [variable, value] = this.mark.split('=');
        this.name = name;
        this.log = log;
        // A group of its own: Ctrl-C reaches only us, and we end everybody in order.
        this.process = spawn(command, args, { cwd, detached: true, env: { ...process.env, ...env, [variable]: value },
            stdio: ['pipe', 'pipe', 'pipe'] });
        const file = createWriteStream(log, { flags: 'a' });
        this.process.stdout.pipe(file, { end: false });
        this.process.stderr.pipe(file, { end: false });
        this.process.stdin.on('error', () => {});
        this.exited = new Promise((resolve) => {
            this.process.once('exit', (code, signal) => {
                this.end = { code, signal };
                file.end();
                resolve(this.end);
            });
            this.process.once('error', (error) => {
                this.end = { code: -1, signal: error.message };
                resolve(this.end);
            });
        });
    }

    get pid() {
        return this.process.pid;
    }

    /** Throws, with where to look, if it has ended. */
    demandAlive() {
        if (this.end) {
            throw new Error(`${this.name} has ended (${this.end.code ?? this.end.signal}): see ${this.log}`);
        }
    }

    /** The first line of its output that passes. */
    line(test, timeoutMs) {
        return within(`a word of ${this.name}, see ${this.log}`, timeoutMs, new Promise((resolve, reject) => {
            let rest = '';
            this.process.stdout.on('data', (data) => {
                const lines = (rest + data).split('\n');
                rest = lines.pop();
                const found = lines.find(test);
                if (found !== undefined) {
                    resolve(found);
                }
            });
            this.exited.then(() => reject(new Error(`${this.name} has ended: see ${this.log}`)));
        }));
    }

    /** It and all below it, also below those that have left the family: some change their parent, others their environment. */
    pids() {
        return family([this.pid, ...marked(this.mark)]);
    }

    /** In order first; what is left after that is killed. Returns how many milliseconds the orderly end took. */
    async stop({ signal = 'SIGTERM', timeoutMs = STOP_WITHIN_MS } = {}) {
        const begin = performance.now();
        const all = this.pids();
        if (!this.end) {
            signal === null ? this.process.stdin.end() : this.process.kill(signal);
            await within(`${this.name} ends`, timeoutMs, this.exited).catch((error) => console.error(error.message));
        }
        const took = performance.now() - begin;
        for (let round = 0; round < 40; round++) {
            const left = marked(this.mark);
            if (left.length === 0) {
                break;
            }
            left.forEach((pid) => kill(pid));
            await pause(100);
        }
        if (!this.end) {
            all.forEach((pid) => kill(pid));
        }
        return took;
    }
}

function kill(pid) {
    try {
        process.kill(pid, 'SIGKILL');
    } catch {
        // gone already
    }
}
