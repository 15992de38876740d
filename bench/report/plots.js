/** The pictures of the document. */
import { lineChart } from './plot.js';

const STEPS = 200;

function overSessions(measured, titles, name, title, yTitle, unit) {
    return lineChart({ title, yTitle, xTitle: 'sessions', xTicks: measured.sessions, series: measured.contestants.map((contestant) => ({
        name: titles[contestant] ?? contestant,
        points: measured.sessions.map((sessions) => ({ sessions, found: measured.figure(name, contestant, sessions) }))
            .filter(({ found }) => found)
            .map(({ sessions, found }) => ({ x: sessions, y: found.median / unit, low: found.low / unit, high: found.high / unit })),
    })).filter(({ points }) => points.length > 0) });
}

/** How many percent of the changes were on the canvas after so many milliseconds. */
function drawnWithin(measured, titles) {
    const series = measured.contestants.map((contestant) => ({ contestant, found: measured.latency(contestant, 'drawn') }))
        .filter(({ found }) => found)
        .map(({ contestant, found }) => {
            const sorted = [...found.values].sort((a, b) => a - b);
            return { name: titles[contestant] ?? contestant, points: Array.from({ length: STEPS + 1 }, (_, step) => ({
                x: sorted[Math.min(sorted.length - 1, Math.floor(step / STEPS * sorted.length))], y: 100 * step / STEPS })) };
        });
    const most = Math.max(...series.map(({ points }) => points[Math.floor(STEPS * 0.99)].x), 16);
    series.forEach((one) => {
        one.points = one.points.filter(({ x }) => x <= most * 1.1);
    });
    return lineChart({ title: 'From a QR change on the page to the canvas', yTitle: '% of the changes drawn', xTitle: 'milliseconds',
        xMost: most, yMost: 100, marks: false, series });
}

/** File name → SVG; only what was measured. */
export function comparisonPlots(measured, titles) {
    const plots = {};
    if (measured.flows.some(({ idle }) => idle)) {
        plots['first-qr.svg'] = overSessions(measured, titles, 'coldLast', 'First QR of the last session, all started together, cold', 'seconds', 1000);
        plots['memory.svg'] = overSessions(measured, titles, 'idleMemory', 'Memory, linked and idle', 'MB (PSS), everything counted', 2 ** 20);
        plots['processor.svg'] = overSessions(measured, titles, 'idleCpuEach', 'Processor time of each session, linked and idle', '% of a core', 1);
    }
    if (measured.latencies.some(({ latency }) => latency)) {
        plots['latency.svg'] = drawnWithin(measured, titles);
    }
    return plots;
}

/** Memory with each further session of one Pindai. */
export function scalePlots(rows, titles) {
    const contestants = [...new Set(rows.map(({ contestant }) => contestant))];
    const chart = (title, yTitle, read) => lineChart({ title, yTitle, xTitle: 'sessions', series: contestants.map((contestant) => ({
        name: titles[contestant] ?? contestant,
        points: rows.filter((row) => row.contestant === contestant)
            .flatMap(({ steps }) => steps.map((step) => ({ x: step.sessions, y: read(step) }))),
    })) });
    return rows.some(({ steps }) => steps?.length > 1) ? {
        'scale-memory.svg': chart('Memory with each further session', 'MB (PSS), everything counted', ({ memory }) => memory.total / 2 ** 20),
        'scale-processor.svg': chart('Processor time with each further session', '% of a core', ({ cpu }) => cpu.total),
    } : {};
}
