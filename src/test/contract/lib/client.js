/** An unmodified whatsapp-web.js client that remembers its events, so that a test can wait for one that already came. */
import whatsapp from 'whatsapp-web.js';
import { ARGUMENTS, browser } from './chromium.js';

const { Client, LocalAuth } = whatsapp;
export class RecordingClient {
    #events = [];
    #waiting = new Set();
    #injections = [];

    constructor(proxy, profile, options = {}) {
        this.client = new Client({
            authStrategy: new LocalAuth({ dataPath: profile }),
            webVersionCache: { type: 'none' },
            puppeteer: { executablePath: browser(), headless: true, args: [...ARGUMENTS, ...proxy.chromiumArguments] },
            ...options,
        });
        // Only watched: after a logout the client injects itself anew, and closing the browser meanwhile makes it throw.
        const inject = this.client.inject.bind(this.client);
        this.client.inject = () => {
            const injection = inject();
            this.#injections.push(injection);
            return injection;
        };
        for (const name of ['qr', 'code', 'authenticated', 'ready', 'disconnected', 'auth_failure', 'change_state']) {
            this.client.on(name, (value) => this.#record({ name, value }));
        }
    }

    #record(event) {
        this.#events.push(event);
        this.#waiting.forEach((look) => look());
    }

    start() {
        this.client.initialize().catch((error) => this.#record({ name: 'broken', value: error }));
    }

    /** All events of this name so far, oldest first. */
    seen(name) {
        return this.#events.filter((event) => event.name === name).map((event) => event.value);
    }

    /** The first event of this name whose value passes the test; fails when it does not come in time. */
    next(name, test = () => true, timeoutMs = 40_000) {
        return new Promise((resolve, reject) => {
            const look = () => {
                const broken = this.#events.find((event) => event.name === 'broken');
                const found = this.#events.find((event) => event.name === name && test(event.value));
                if (found || broken) {
                    clearTimeout(timer);
                    this.#waiting.delete(look);
                    found ? resolve(found.value) : reject(broken.value);
                }
            };
            const timer = setTimeout(() => {
                this.#waiting.delete(look);
                reject(new Error(`no ${name} in ${timeoutMs} ms; seen: ${this.#events.map((event) => event.name)}`));
            }, timeoutMs);
            this.#waiting.add(look);
            look();
        });
    }

    async stop() {
        await Promise.allSettled(this.#injections);
        await this.client.destroy();
    }
}

/** A QR that a phone could read: whatsapp-web.js also emits one without a ref when the page takes its ref away. */
export const readable = (qr) => !qr.startsWith('undefined,');
