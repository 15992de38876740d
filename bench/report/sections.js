/** The sections of the document that come from a comparison. */
import { FIGURES, LATENCY, MEMORY, PERCENT } from './figures.js';
import { cell, comparison, table } from './table.js';

const PARTS = ['gateway', 'driver', 'database', 'browser', 'total'];

const pictureOf = (plots, name, text) => (plots[name] ? `![${text}](benchmarks/${name})\n` : '');

function byPart(measured, what, { write }, { titles }) {
    const rows = measured.sessions.flatMap((sessions) => measured.contestants.flatMap((contestant) => ['waiting', 'idle'].map((state) => {
        const parts = measured.parts(contestant, sessions, state, what);
        return parts && [sessions, titles[contestant] ?? contestant, state === 'idle' ? 'linked, idle' : 'waiting for the scan',
            ...PARTS.map((part) => write(parts[part]))];
    }))).filter(Boolean);
    return table(['sessions', 'contestant', 'state', ...PARTS], rows);
}

function alone(measured, { titles }) {
    const names = ['aloneStart', 'aloneMemory', 'aloneGateway', 'aloneCpu'];
    return table(['', 'start to first healthy answer, s', 'memory with its database, MB', 'memory without, MB', '% of a core while it comes up'],
        measured.contestants.map((contestant) => [titles[contestant] ?? contestant,
            ...names.map((name) => cell(measured.figure(name, contestant), FIGURES[name]))]));
}

function latencies(measured, { titles }) {
    const step = (contestant, name) => {
        const found = measured.latency(contestant, name);
        return found ? [found.p50, found.p99].map(LATENCY.write).join(' / ') : '–';
    };
    return table(['', 'changes', 'never drawn', 'page → subscriber', 'page → canvas', 'subscriber → canvas'], measured.contestants
        .filter((contestant) => measured.latency(contestant, 'received'))
        .map((contestant) => [titles[contestant] ?? contestant, measured.latency(contestant, 'drawn')?.count ?? 0,
            measured.latency(contestant, 'drawn')?.lost ?? '–', ...['received', 'drawn', 'onward'].map((name) => step(contestant, name))]));
}

export function comparisonSections(measured, plots, look) {
    const of = (name, figure = FIGURES[name]) => comparison(measured, name, figure, look);
    const flows = measured.flows.length > 0 ? `## First QR

From the order to start until the QR is at a subscriber, in seconds: the last of so many sessions started together.
Cold: the first start in a service that has just come up. Warm: new sessions in the same service after it was restarted with the
others, and those were removed.

${pictureOf(plots, 'first-qr.svg', 'First QR of the last session')}
Cold:

${of('coldLast')}

Warm:

${of('warmLast')}

Their mean, cold:

${of('coldMean')}

The first one of them, cold:

${of('coldFirst')}

## Memory

PSS of all processes of a contestant in MB, its gateway and its database counted in. Linked and idle:

${pictureOf(plots, 'memory.svg', 'Memory, linked and idle')}
${of('idleMemory')}

Waiting for the scan, with a QR on each page:

${of('waitingMemory')}

What each part takes (medians):

${byPart(measured, 'memory', MEMORY, look)}

## Processor time

Percent of one core for each session, counted over ${measured.data.options.window} s, from ${measured.data.options.settle ?? 0} s after the last of them was there. The kernel counts in steps
of 10 ms: a tenth of a percent of one core is three of them, so that ratios of small figures say little. Linked and idle:

${pictureOf(plots, 'processor.svg', 'Processor time of each session')}
${of('idleCpuEach')}

Waiting for the scan. The first code lasts 60 s, each further one 20 s, so that few changes fall into the window:

${of('waitingCpuEach')}

What each part takes, of all sessions together (medians):

${byPart(measured, 'cpu', PERCENT, look)}

## Scan and restart

From the phone's scan to \`ready\` at a subscriber, one session after the other, in seconds (mean of the sessions). Of this the
simulated page itself takes 1.5 s for syncing.

${of('scanReady')}

From the start of the stopped service until the last session is ready again, in seconds. Of this the simulated page itself takes
3 s for syncing.

${of('restartReady')}

## The gateway alone

Without any session; the last column is the time from 5 to 15 s after the start.

${alone(measured, look)}
` : '';
    const changes = measured.latencies.length > 0 ? `
## From a QR change to the eye

p50 / p99 in milliseconds, from the moment in which a library on the page could read the new code; the canvas is that of the
contestant's own page in a Chromium on the same machine. The first code of each page is left out: while it comes, all else starts.

${pictureOf(plots, 'latency.svg', 'From a QR change to the canvas')}
${latencies(measured, look)}
` : '';
    return flows + changes;
}
