/** Who ends what was started: the last first, whatever happens, also on Ctrl-C. */
import { within } from './clock.js';

const END_WITHIN_MS = 60_000;

export class Owner {
    #ends = [];
    #closing = null;

    /** @param end what ends it; may be asynchronous */
    own(name, end) {
        if (this.#closing) {
            throw new Error(`${name} comes too late: everything is being ended`);
        }
        this.#ends.push({ name, end });
    }

    /** An owner for a part, which this one ends if the part does not. */
    part(name) {
        const part = new Owner();
        this.own(name, () => part.close());
        return part;
    }

    /** Whether everything is being ended: what fails from then on was not measured. */
    get ending() {
        return this.#closing !== null;
    }

    close() {
        this.#closing ??= this.#close();
        return this.#closing;
    }

    async #close() {
        for (const { name, end } of this.#ends.reverse()) {
            try {
                await within(`the end of ${name}`, END_WITHIN_MS, Promise.resolve(end()));
            } catch (error) {
                console.error(`${name}: ${error.message}`);
            }
        }
    }
}
