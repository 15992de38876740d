/** The sections that come from the scale run and from the variants. */
import { FIGURES, MEMORY, PERCENT } from './figures.js';
import { Measured } from './result.js';
import { line } from './stats.js';
import { cell, failures, table } from './table.js';

const GIGABYTE = 2 ** 30;

function further({ steps }, read) {
    return line(steps.map((step) => ({ x: step.sessions, y: read(step) })));
}

/** What some of the clients never heard is in no time. Of what all have heard, the first is left out and counted here too. */
function lost({ contestant, subscribers: { incomplete } }, titles) {
    return incomplete > 1 ? `\n${titles[contestant] ?? contestant}: ${incomplete - 1} more did not reach all of them, or not before the end.\n` : '';
}

/** Parts that were not measured to their end. */
function missing(data) {
    const failed = data.rows.flatMap((row) => ['growth', 'crowd', 'rest'].filter((part) => row[`${part}Error`])
        .map((part) => `- ${row.contestant}, ${part}: ${row[`${part}Error`]}`));
    return failed.length === 0 ? '' : `\nFailed:\n\n${failed.join('\n')}\n`;
}

export function scaleSection(data, plots, { titles }) {
    const grown = data.rows.filter(({ steps }) => steps?.length > 1);
    const cost = table(['', 'up to', 'each further session, MB', 'without any, MB', 'fit of the line', 'each further, % of a core', `would fit into ${data.options.memory / GIGABYTE} GB`],
        grown.map((row) => {
            const memory = further(row, (step) => step.memory.total);
            const cpu = further(row, (step) => step.cpu.total);
            return [titles[row.contestant] ?? row.contestant, Math.max(...row.steps.map(({ sessions }) => sessions)), MEMORY.write(memory.slope),
                MEMORY.write(memory.start), memory.fit.toFixed(3), PERCENT.write(cpu.slope),
                Math.floor((data.options.memory - memory.start) / memory.slope)];
        }));
    const crowds = data.rows.filter(({ subscribers }) => subscribers);
    const crowd = crowds.length === 0 ? '' : `
### Many subscribers

${crowds[0].subscribers.count} WebSocket clients that all hear of one session, ${crowds[0].subscribers.lastMs.length} QR changes: milliseconds from the change on the page
until the last of them has it. The clients run on the same cores as the gateway.

${table(['', 'first client, p50', 'last client, p50', 'last client, p99'], crowds.map(({ contestant, subscribers }) => [titles[contestant] ?? contestant,
        ...[subscribers.first.p50, subscribers.last.p50, subscribers.last.p99].map((ms) => ms.toFixed(0))]))}
${crowds.map((row) => lost(row, titles)).join('')}`;
    const calls = data.rows.filter(({ rest }) => rest);
    const rest = calls.length === 0 ? '' : `
### REST while eight sessions start

\`GET /api/sessions\` twenty times a second from the order to start until the last QR, in a service that has answered 200
calls before; milliseconds.${calls.some(({ restAgain }) => restAgain) ? ' The first eight sessions of a service, and eight once more.' : ''}

${table(['', '', 'calls', 'p50', 'p99', 'longest'], calls.flatMap(({ contestant, rest: first, restAgain }) => [['the first', first], ['again', restAgain]]
        .filter(([, found]) => found).map(([which, found]) => [titles[contestant] ?? contestant, which, found.count,
            ...[found.p50, found.p99, found.most].map((ms) => ms.toFixed(1))])))}
`;
    const opened = calls.flatMap(({ contestant, rest: first, restAgain }) => [['the first', first], ['again', restAgain]]
        .filter(([, found]) => found?.firstQrMs).map(([which, { firstQrMs: times }]) => [titles[contestant] ?? contestant, which,
            ...[Math.min(...times), times.reduce((sum, ms) => sum + ms, 0) / times.length, Math.max(...times)].map((ms) => (ms / 1000).toFixed(2))]));
    const turns = opened.length === 0 ? '' : `
When these eight had their first QR, in seconds from the order, while the calls above were answered:

${table(['', '', 'the first of them', 'mean', 'the last'], opened)}
`;
    const picture = (name, text) => (plots[name] ? `![${text}](benchmarks/${name})\n\n` : '');
    return `
## Scale on one machine

Sessions that are linked and idle, added a few at a time to one service; each step is measured ${data.options.settle ?? 0} s after the last of its
sessions was linked. How many would fit is read off the line, not tried: memory gives out first.
${missing(data)}
${picture('scale-memory.svg', 'Memory with each further session')}${picture('scale-processor.svg', 'Processor time with each further session')}${grown.length > 0 ? cost : ''}
${crowd}${rest}${turns}`;
}

export function variantsSection(data) {
    const measured = new Measured(data);
    const [sessions] = measured.sessions;
    const names = ['idleMemory', 'idleCpuEach', 'waitingMemory', 'waitingCpuEach', 'coldLast'];
    const base = names.map((name) => measured.figure(name, 'base', sessions));
    const changes = measured.latencies.some(({ latency }) => latency) ? `
QR change on the page → canvas, p50 / p99 in milliseconds:

${table(['', 'page → subscriber', 'page → canvas'], measured.contestants.map((contestant) => [contestant, ...['received', 'drawn']
        .map((step) => measured.latency(contestant, step)).map((found) => (found ? `${found.p50.toFixed(1)} / ${found.p99.toFixed(1)}` : '–'))]))}
` : '';
    return `
## Lighter pages

Each measure alone against Pindai without it, ${sessions} sessions, ${data.options.rounds} rounds: the median, and how much more or less that is.

${table(['', 'memory idle, MB', 'core idle, % each', 'memory waiting, MB', 'core waiting, % each', 'last first QR, s'], measured.contestants
        .map((contestant) => [contestant, ...names.map((name, index) => {
            const found = measured.figure(name, contestant, sessions);
            const change = found && base[index] ? 100 * (found.median / base[index].median - 1) : null;
            const text = cell(found, FIGURES[name]);
            return contestant === 'base' || change === null ? text : `${text}, ${change > 0 ? '+' : ''}${change.toFixed(1)} %`;
        })]))}
${changes}${failures(measured)}`;
}
