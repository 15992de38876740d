/** A result on disk: written anew after each part, so that an interrupted run keeps what it has. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { REFERENCE } from '../contestants/list.js';
import { machine } from './machine.js';

const FOLDER = fileURLToPath(new URL('../results', import.meta.url));

/** What may differ where a run goes on: how much there is to do. */
const AMOUNT = ['sessions', 'rounds', 'once', 'skip'];
/** What a row has once it was measured to its end. */
const ENDS = { flow: 'warm', latency: 'latency' };

function kept({ positionals, report, only, sessionsGiven, continued, ...others }) {
    return others;
}

const ended = (row) => !row.error && row[ENDS[row.part]] !== undefined;

function without(options, names) {
    return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}

/**
 * The data of a run that goes on with an earlier one: what that measured to its end, and the rest still to do.
 *
 * @param own what the run would begin with
 */
export function resumed(earlier, own) {
    if (earlier.command !== own.command || earlier.machine.versions.pindai !== own.machine.versions.pindai
        || !isDeepStrictEqual(without(earlier.options, AMOUNT), without(own.options, AMOUNT))) {
        throw new Error('what is to go on is of another command, another commit or other options: figures of both are not to be mixed');
    }
    return { ...earlier, options: own.options, continuedAt: [...earlier.continuedAt ?? [], own.startedAt],
        continuedOn: [...earlier.continuedOn ?? [], own.machine], rows: earlier.rows.filter(ended) };
}

/** Whether a comparison holds what the document's goals speak of, measured to its end. */
export function isWhole({ rows }) {
    const has = (test) => rows.some((row) => ended(row) && test(row));
    return has(({ part }) => part === 'latency') && [1, 8].every((count) => has(
        ({ contestant, sessions }) => contestant === REFERENCE && sessions === count));
}

export class Result {
    /** A new one, or where `options.continued` names a file, one that goes on with that. */
    static begin(command, options) {
        const own = new Result(command, options);
        if (options.continued) {
            own.data = resumed(JSON.parse(readFileSync(options.continued, 'utf8')), own.data);
        }
        return own;
    }

    constructor(command, options) {
        mkdirSync(FOLDER, { recursive: true });
        const startedAt = new Date().toISOString();
        this.file = path.join(FOLDER, `${command}-${startedAt.replace(/[:.]/g, '-')}.json`);
        this.data = { command, startedAt, options: kept(options), machine: machine(), rows: [] };
    }

    /** Whether a row with these keys is there already. */
    has(keys) {
        return this.data.rows.some((row) => Object.entries(keys).every(([name, value]) => row[name] === value));
    }

    /** Whether the document can be written from it. */
    get isWhole() {
        return this.data.command !== 'compare' || isWhole(this.data);
    }

    /** A row of what will be measured; fill it through its `note`. */
    row(keys) {
        const row = { ...keys };
        this.data.rows.push(row);
        return { note: (name, value) => {
            row[name] = value;
            this.save();
        } };
    }

    save() {
        this.data.savedAt = new Date().toISOString();
        writeFileSync(`${this.file}.part`, `${JSON.stringify(this.data, null, 1)}\n`);
        renameSync(`${this.file}.part`, this.file);
    }
}
