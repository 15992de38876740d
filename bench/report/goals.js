/** What was aimed at before it was measured, and what came of it. */
import { table } from './table.js';

const FRAME_MS = 16;
const HALF = 0.5;
const EIGHT = 8;

const GOALS = [
    { name: 'memory of eight waiting sessions, gateway and database counted in', most: HALF, figure: 'waitingMemory', sessions: EIGHT },
    { name: 'memory of eight linked and idle sessions, gateway and database counted in', most: HALF, figure: 'idleMemory', sessions: EIGHT },
    { name: 'processor time of eight waiting sessions', most: HALF, figure: 'waitingCpuEach', sessions: EIGHT },
    { name: 'processor time of eight linked and idle sessions', most: HALF, figure: 'idleCpuEach', sessions: EIGHT },
    { name: 'first QR of the last of eight started together, cold', most: HALF, figure: 'coldLast', sessions: EIGHT },
    { name: 'the same, warm', most: HALF, figure: 'warmLast', sessions: EIGHT },
    { name: 'first QR of a single session, cold', most: 0.7, figure: 'coldLast', sessions: 1 },
    { name: 'the same, warm', most: 0.7, figure: 'warmLast', sessions: 1 },
];

/** @param worst the worst that the rounds allow, if there were more than one */
function verdict(value, most, worst = value) {
    if (value === null) {
        return 'not measured';
    }
    return value > most ? '**missed**' : worst > most ? 'met by the median, not in each round' : 'met';
}

export function goalTable(measured, { reference, titles }) {
    const others = measured.contestants.filter((contestant) => contestant !== reference);
    const rows = GOALS.map(({ name, most, figure, sessions }) => [name, `≤ ${most} of the reference`, ...others.flatMap((contestant) => {
        const [found, base] = [contestant, reference].map((who) => measured.figure(figure, who, sessions));
        const value = found && base ? found.median / base.median : null;
        return [value === null ? '–' : value.toFixed(2), verdict(value, most, value === null ? null : found.high / base.low)];
    })]);
    rows.push(['QR change on the page → drawn on the canvas, p99', `≤ ${FRAME_MS} ms`, ...others.flatMap((contestant) => {
        const found = measured.latency(contestant, 'drawn');
        return [found ? `${found.p99.toFixed(1)} ms` : '–', verdict(found?.p99 ?? null, FRAME_MS)];
    })]);
    return table(['goal', 'limit', ...others.flatMap((contestant) => [titles[contestant] ?? contestant, ''])], rows);
}
