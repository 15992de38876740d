/** A process that listens, as the one who measures sees it. */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Child } from '../lib/child.js';
import { within } from '../lib/clock.js';

const READY_WITHIN_MS = 120_000;
const COUNTING_WITHIN_MS = 10_000;
const HEARD_WITHIN_MS = 120_000;

export class Listener {
    #waiting = null;
    /** What it can't get over. */
    #failure;

    static async start(owner, name, program, { folder, args = [] }) {
        const child = new Child({ name, command: process.execPath, log: path.join(folder, `${name}.log`),
            args: [fileURLToPath(new URL(program, import.meta.url)), ...args.map((argument) => JSON.stringify(argument))] });
        owner.own(name, () => child.stop({ signal: null }));
        const listener = new Listener(child);
        listener.said = await listener.#answer('ready', READY_WITHIN_MS);
        return listener;
    }

    constructor(child) {
        this.child = child;
        createInterface({ input: child.process.stdout }).on('line', (line) => {
            const word = JSON.parse(line);
            this.#failure ??= word.error;
            this.#waiting?.(word);
        });
    }

    /** From now on so many events are counted. Returns the promise of what came, in a function. */
    async expect(events) {
        const counting = this.#answer('counting', COUNTING_WITHIN_MS);
        this.child.process.stdin.write(`${events}\n`);
        await counting;
        const heard = this.#answer('heard', HEARD_WITHIN_MS);
        // Not to be lost when something else fails first.
        heard.catch(() => {});
        return async () => (await heard).heard;
    }

    /** The next word of it, which has to be this one. */
    #answer(what, timeoutMs) {
        return within(`${what} of ${this.child.name}, see ${this.child.log}`, timeoutMs, new Promise((resolve, reject) => {
            const refuse = (why) => reject(new Error(`${this.child.name}: ${why}`));
            this.#waiting = (word) => (word[what] ? resolve(word) : refuse(word.error ?? JSON.stringify(word)));
            if (this.#failure) {
                refuse(this.#failure);
            }
            this.child.exited.then(() => reject(new Error(`${this.child.name} has ended: see ${this.child.log}`)));
        }));
    }
}
