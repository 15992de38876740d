/** Markdown tables and lists. */

export function table(head, rows) {
    const lineOf = (cells) => `| ${cells.join(' | ')} |`;
    return [lineOf(head), lineOf(head.map(() => '---')), ...rows.map(lineOf)].join('\n');
}

/** `1.32 (1.28–1.40)`: the median, and the spread of more than one round. */
export function cell(found, { write }) {
    if (found === null) {
        return '–';
    }
    const [median, low, high] = [found.median, found.low, found.high].map(write);
    return low === high ? median : `${median} (${low}–${high})`;
}

/** What was not measured to its end, as a list. */
export function failures(measured) {
    return measured.failures.map(({ contestant, part, sessions, round, error }) =>
        `\n- ${contestant}, ${part}${sessions ? `, ${sessions} sessions` : ''}, round ${round}: ${error}`).join('');
}

export function ratio(found, reference) {
    return found === null || reference === null || reference.median === 0 ? null : found.median / reference.median;
}

/** A row for each number of sessions; each contestant's figure, and its ratio to the reference's. */
export function comparison(measured, name, figure, { reference, titles }) {
    const others = measured.contestants.filter((contestant) => contestant !== reference);
    const head = ['sessions', titles[reference] ?? reference, ...others.flatMap((contestant) => [titles[contestant] ?? contestant, 'ratio'])];
    return table(head, measured.sessions.map((sessions) => {
        const base = measured.figure(name, reference, sessions);
        return [sessions, cell(base, figure), ...others.flatMap((contestant) => {
            const found = measured.figure(name, contestant, sessions);
            const part = ratio(found, base);
            return [cell(found, figure), part === null ? '–' : part.toFixed(2)];
        })];
    }));
}
