/** A result on disk: written anew after each part, so that an interrupted run keeps what it has. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { REFERENCE } from '../contestants/list.js';
import { machine } from './machine.js';

const FOLDER = fileURLToPath(new URL('../results', import.meta.url));

export class Result {
    constructor(command, options) {
        mkdirSync(FOLDER, { recursive: true });
        const startedAt = new Date().toISOString();
        const { positionals, report, only, sessionsGiven, ...kept } = options;
        this.file = path.join(FOLDER, `${command}-${startedAt.replace(/[:.]/g, '-')}.json`);
        this.data = { command, startedAt, options: kept, machine: machine(), rows: [] };
    }

    /** Whether it holds what the document's goals speak of. */
    get isWhole() {
        const has = (test) => this.data.rows.some(test);
        return this.data.command !== 'compare' || has(({ part }) => part === 'latency') && [1, 8].every((count) => has(
            ({ contestant, sessions }) => contestant === REFERENCE && sessions === count));
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
