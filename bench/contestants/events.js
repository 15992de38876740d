/** What a subscriber heard, with when: the newest QR of each session, and waiting for a word that may have come already. */
import { now, within } from '../lib/clock.js';

const ENDS = ['failed', 'auth_failure', 'qr_timeout'];

export class Heard {
    #all = [];
    #waiting = new Set();

    /** To be called in the moment it arrives. `writtenAt` is when the sender says that it was written down, if it says so. */
    add(event, id, data, writtenAt = null) {
        const entry = { at: now(), event, id, data, writtenAt };
        this.#all.push(entry);
        this.#waiting.forEach((look) => look(entry));
    }

    all(test) {
        return this.#all.filter(test);
    }

    qr(id) {
        return this.#all.findLast((entry) => entry.event === 'qr' && entry.id === id)?.data.qr;
    }

    /** Forgets everything: long runs hear a lot. */
    clear() {
        this.#all = [];
    }

    /**
     * The first event of this name for each of these sessions, heard after that time, in the order of the ids. A session
     * that says that it failed ends the wait.
     */
    async each(event, ids, after, timeoutMs) {
        const found = new Map();
        let look;
        const all = new Promise((resolve, reject) => {
            look = (entry) => {
                if (entry.at < after || !ids.includes(entry.id) || found.has(entry.id)) {
                    return;
                }
                if (entry.event === event) {
                    found.set(entry.id, entry);
                    if (found.size === ids.length) {
                        resolve();
                    }
                } else if (ENDS.includes(entry.event)) {
                    reject(new Error(`${entry.event} ${JSON.stringify(entry.data).slice(0, 200)}`));
                }
            };
            this.#waiting.add(look);
            this.#all.forEach(look);
        });
        try {
            await within('the last of them', timeoutMs, all);
            return ids.map((id) => found.get(id));
        } catch (error) {
            throw new Error(`${event} of ${ids.length} sessions: ${found.size} came, then: ${error.message}`);
        } finally {
            this.#waiting.delete(look);
        }
    }
}
