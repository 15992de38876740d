/** A result as the document asks for it: figures of a contestant with so many sessions, over all rounds. */
import { FIGURES } from './figures.js';
import { quantile, summary } from './stats.js';

export class Measured {
    constructor(data) {
        this.data = data;
        this.flows = data.rows.filter(({ part }) => part === 'flow');
        this.latencies = data.rows.filter(({ part }) => part === 'latency');
    }

    get contestants() {
        return [...new Set(this.data.rows.map(({ contestant }) => contestant))];
    }

    get sessions() {
        return [...new Set(this.flows.map(({ sessions }) => sessions))].sort((a, b) => a - b);
    }

    /** Median and spread, or null if it was never measured. Without a number of sessions: over all of them. */
    figure(name, contestant, sessions = null) {
        const values = this.flows
            .filter((row) => row.contestant === contestant && (sessions === null || row.sessions === sessions))
            .map((row) => {
                try {
                    return FIGURES[name].read(row);
                } catch {
                    // a part that was not reached
                    return null;
                }
            });
        return summary(values);
    }

    /** All changes of all rounds, as p50 and p99 in milliseconds; `lost` came never. */
    latency(contestant, step) {
        const changes = this.latencies.filter((row) => row.contestant === contestant).flatMap((row) => row.latency?.changes ?? []);
        const came = changes.map((change) => (step === 'onward'
            ? (change.drawn === null || change.received === null ? null : change.drawn - change.received) : change[step]))
            .filter((value) => value !== null);
        return came.length === 0 ? null
            : { count: changes.length, lost: changes.length - came.length, p50: quantile(came, 0.5), p99: quantile(came, 0.99),
                most: Math.max(...came), values: came };
    }

    /** Memory or processor time by part: medians over the rounds. */
    parts(contestant, sessions, state, what) {
        const rows = this.flows.filter((row) => row.contestant === contestant && row.sessions === sessions && row[state]);
        return rows.length === 0 ? null : Object.fromEntries(['gateway', 'driver', 'database', 'browser', 'total']
            .map((part) => [part, summary(rows.map((row) => row[state][what][part])).median]));
    }

    get failures() {
        return this.data.rows.filter(({ error }) => error);
    }
}
