/** The section that comes from the events run. */
import { quantile, summary } from './stats.js';
import { cell, ratio, table } from './table.js';

const count = { write: (value) => value.toFixed(0) };
const milliseconds = { write: (ms) => ms.toFixed(ms < 100 ? 1 : 0) };
const thousands = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

function speeds(rows, { subscribers, events, crowdEvents }) {
    const of = (part, name, figure = 'perSecond') => summary(rows.filter((row) => row.part === part).map((row) => row[name]?.[figure]));
    const base = of('inserts', 'insert');
    const shown = [
        ['plain insert loop', base],
        ['append to the log, nobody listens', of('inserts', 'append')],
        [`append → webhook's receiver, ${thousands(events)} events`, of('webhook', 'burst')],
        [`append → each of ${thousands(subscribers)} WebSocket clients, ${thousands(crowdEvents)} events`, of('crowd', 'burst')],
    ];
    const frames = of('crowd', 'burst', 'framesPerSecond');
    return `${table(['', 'events per second', 'ratio to the plain inserts'], shown.map(([name, found]) => [name, cell(found, count),
        ratio(found, base)?.toFixed(2) ?? '–']))}
${frames ? `\nThe clients together had ${cell(frames, count)} frames per second: ${ratio(frames, base)?.toFixed(0) ?? '–'} for each plain insert.\n` : ''}`;
}

/** All events of all rounds. */
function latency(rows, part, path) {
    const found = rows.filter((row) => row.part === part && row[path]).flatMap((row) => row[path].lastMs);
    return found.length === 0 ? '–' : [0.5, 0.99].map((quarter) => milliseconds.write(quantile(found, quarter))).join(' / ');
}

function latencies(rows, { subscribers, rate, crowdRate }) {
    return table(['', 'events per second', 'committed by Pindai', 'committed by another process'], [
        ['webhook\'s receiver', rate, 'webhook'],
        [`the last of ${thousands(subscribers)} WebSocket clients`, crowdRate, 'crowd'],
    ].map(([name, speed, part]) => [name, speed, latency(rows, part, 'own'), latency(rows, part, 'foreign')]));
}

function failures(rows) {
    return rows.filter(({ error }) => error).map(({ part, round, error }) => `- ${part}, round ${round}: ${error}`).join('\n');
}

export function eventsSection({ data, name }) {
    const { rows, options, machine, properties } = data;
    const { server } = rows.find((row) => row.server) ?? {};
    const failed = failures(rows);
    return `
## From the log to those who listen

Measured on ${data.startedAt.slice(0, 10)}, ${options.rounds} rounds, PostgreSQL${server ? ` ${server.version}` : ''}, Pindai and those who listen on the same ${machine.cores} cores;
medians over the rounds, with the spread in brackets. Each value by itself is in [${name}](benchmarks/${name}).

${speeds(rows, options)}
Each insert is a commit of its own over one connection, and waits for the disk${server ? ` (\`fsync\` ${server.fsync}, \`synchronous_commit\` ${server.synchronous_commit})` : ''}. The plain
table has the log's columns and its key. An append is the log's own statement, done by another process for ${options.streams} sessions in
turn; Pindai has to look for what others commit (\`pindai.live.look-interval\` ${properties['pindai.live.look-interval']}, \`pindai.webhook.sweep-interval\`
${properties['pindai.webhook.sweep-interval']}). The time goes from the first append to the last event at the receiver, or at every client. For the clients
\`pindai.live.queue\` is ${properties['pindai.live.queue']}, as the loop is faster than they are; all else is as it comes. The receiver and the clients are processes
of their own, and only count.

From the append until it is there, p50 / p99 in milliseconds, while there are few events:

${latencies(rows, options)}

Pindai's own are new sessions, made over REST. Those of another process wait until Pindai looks, at most a second.
${failed ? `\nWhat failed:\n\n${failed}\n` : ''}`;
}
