/** Counts who has heard what. An event is through when all who listen have it. */
import { instant, now } from '../lib/clock.js';

/** What names an event in the text of its frame: session, number, and when it was appended. */
export function keyOf(text) {
    return text.slice(text.indexOf('"sessionId"'), text.indexOf(',"data"'));
}

export class Tally {
    #events = null;
    #each = [];
    #through = 0;

    /**
     * @param listeners how many there are
     * @param done takes the result once so many events are through
     */
    constructor(listeners, done) {
        this.listeners = listeners;
        this.done = done;
    }

    /** Forgets what was, and counts so many. */
    begin(expected) {
        this.expected = expected;
        this.#events = new Map();
        this.#each = Array(this.listeners).fill(0);
        this.#through = 0;
    }

    /** To be called in the moment in which a listener has an event. */
    hear(key, listener) {
        if (this.#events === null) {
            return;
        }
        const at = now();
        const event = this.#events.get(key) ?? { count: 0, firstAt: at };
        if (event.count++ === 0) {
            this.#events.set(key, event);
        }
        event.lastAt = at;
        this.#each[listener]++;
        if (event.count === this.listeners && ++this.#through === this.expected) {
            this.done(this.#result());
            this.#events = null;
        }
    }

    #result() {
        const events = [...this.#events].map(([key, event]) => ({ ...event, appendedAt: instant(/"at":"([^"]+)"/.exec(key)[1]) }));
        return {
            events: events.length, frames: this.#each.reduce((sum, count) => sum + count, 0),
            // Those who heard something twice, or not what the others heard.
            uneven: this.#each.filter((count) => count !== this.expected).length,
            lastAt: events.reduce((latest, { lastAt }) => Math.max(latest, lastAt), 0),
            firstMs: events.map(({ appendedAt, firstAt }) => firstAt - appendedAt),
            lastMs: events.map(({ appendedAt, lastAt }) => lastAt - appendedAt),
        };
    }
}
