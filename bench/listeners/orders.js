/**
 * How a process that listens is talked to: a line of its input says how many events to count from now on, and is answered with
 * a line; another line tells what came. It ends with its input.
 */
import { createInterface } from 'node:readline';
import { Tally } from './tally.js';

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

export function tallyOnOrder(listeners) {
    const tally = new Tally(listeners, (heard) => say({ heard }));
    createInterface({ input: process.stdin }).on('line', (line) => {
        tally.begin(Number(line));
        say({ counting: true });
    }).on('close', () => process.exit(0));
    return tally;
}

/** Says that it is ready to listen, and with what. */
export function ready(what = {}) {
    say({ ready: true, ...what });
}

/** Says why nothing more is to be expected. */
export function failed(error) {
    say({ error });
}
