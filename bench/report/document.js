/** Writes docs/benchmarks.md and its pictures from results; keeps those results beside them. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CONTESTANTS, REFERENCE } from '../contestants/list.js';
import { say } from '../lib/say.js';
import { eventsSection } from './events.js';
import { goalTable } from './goals.js';
import { scaleSection, variantsSection } from './more.js';
import { comparisonPlots, scalePlots } from './plots.js';
import { Measured } from './result.js';
import { comparisonSections } from './sections.js';
import { failures, table } from './table.js';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));
const COMMANDS = ['compare', 'scale', 'variants', 'events'];
const words = (name) => readFileSync(fileURLToPath(new URL(`text/${name}.md`, import.meta.url)), 'utf8').trim();

/** Keeps a result as the only one of its command. */
function keep(file, folder) {
    const { command, startedAt } = JSON.parse(readFileSync(file, 'utf8'));
    const name = `${startedAt.slice(0, 10)}-${command}.json`;
    mkdirSync(folder, { recursive: true });
    readdirSync(folder).filter((other) => other.endsWith(`-${command}.json`) && other !== name)
        .forEach((other) => rmSync(path.join(folder, other)));
    if (path.resolve(file) !== path.join(folder, name)) {
        copyFileSync(file, path.join(folder, name));
    }
}

function kept(command, folder) {
    const name = existsSync(folder) && readdirSync(folder).filter((file) => file.endsWith(`-${command}.json`)).sort().at(-1);
    return name ? { name, data: JSON.parse(readFileSync(path.join(folder, name), 'utf8')) } : null;
}

function machineTable({ machine }) {
    const rows = [['processor', `${machine.processor}, ${machine.cores} cores`], ['memory', `${(machine.memoryBytes / 2 ** 30).toFixed(0)} GB`],
        ['system', `${machine.system}, Linux ${machine.kernel}`], ...Object.entries(machine.versions)];
    return table(['', ''], rows.map(([name, value]) => [name, value ?? '?']));
}

/** Where QR changes were timed in fewer rounds than the rest. */
function rounds(measured) {
    const timed = new Set(measured.latencies.filter(({ latency }) => latency).map(({ round }) => round)).size;
    return timed > 0 && timed < measured.data.options.rounds ? ` QR changes were timed in ${timed === 1 ? 'one round' : `${timed} rounds`}.` : '';
}

function interrupted({ continuedAt }) {
    return !continuedAt ? '' : continuedAt.length === 1 ? ', interrupted once' : `, interrupted ${continuedAt.length} times`;
}

/** The command that measures the same again. */
function again({ command, options }) {
    const flags = { sessions: options.sessions, once: options.once, rounds: options.rounds, settle: options.settle, window: options.window,
        changes: options.changes, skip: options.skip };
    return ['bench/run', ...(command === 'compare' ? [] : [command]), ...Object.entries(flags)
        .filter(([, value]) => value !== undefined && value !== null && value?.length !== 0)
        .map(([name, value]) => `--${name} ${value}`)].join(' ');
}

/** What stands before the other sections, and what they need of it. */
function comparison({ data, name }, measured, plots, look) {
    const failed = failures(measured).trim();
    return [
        `Measured on ${data.startedAt.slice(0, 10)}, ${data.options.rounds} round${data.options.rounds === 1 ? '' : 's'}${data.options.once?.length > 0
            ? ` (${data.options.once.join(' and ')} sessions: one)` : ''}${interrupted(data)}; ${data.options.rounds === 1 ? 'each figure was measured once' : 'figures are medians over the rounds, with the spread in brackets'}. `
        + `Each value by itself is in [${name}](benchmarks/${name}).${rounds(measured)}`,
        `Measured by \`${again({ ...data, options: { ...data.options, skip: [] } })}\`.`,
        '## Goals', goalTable(measured, look), words('conclusions'),
        comparisonSections(measured, plots, look).trim(), failed && `## What failed\n\n${failed}`,
    ];
}

/** @param file a result to keep first, if there is one */
export function write(docs, file) {
    const folder = path.join(docs, 'benchmarks');
    if (file) {
        keep(file, folder);
    }
    const found = Object.fromEntries(COMMANDS.map((command) => [command, kept(command, folder)]));
    const first = COMMANDS.map((command) => found[command]).find(Boolean);
    if (!first) {
        throw new Error('no result is kept in docs/benchmarks: run bench/run first');
    }
    const measured = found.compare && new Measured(found.compare.data);
    const look = { reference: REFERENCE, titles: Object.fromEntries(CONTESTANTS.map((one) => [one.name, one.title])) };
    const plots = { ...(measured ? comparisonPlots(measured, look.titles) : {}),
        ...(found.scale ? scalePlots(found.scale.data.rows.filter(({ steps }) => steps?.length > 1), look.titles) : {}) };
    readdirSync(folder).filter((other) => other.endsWith('.svg')).forEach((other) => rmSync(path.join(folder, other)));
    Object.entries(plots).forEach(([picture, svg]) => writeFileSync(path.join(folder, picture), svg));
    writeFileSync(path.join(docs, 'benchmarks.md'), `${[
        '# Benchmarks', measured ? `${words('comparison')}\n${words('intro')}` : words('intro'),
        ...(measured ? comparison(found.compare, measured, plots, look) : []),
        found.scale ? scaleSection(found.scale.data, plots, look).trim() : '',
        found.variants ? variantsSection(found.variants.data).trim() : '',
        found.events ? eventsSection(found.events).trim() : '',
        '## Machine and versions', machineTable(first.data), measured ? words('method') : '',
    ].filter(Boolean).join('\n\n')}\n`);
    say(`Written: ${path.join(docs, 'benchmarks.md')}`);
}

export function report(owner, { positionals: [file] }) {
    write(DOCS, file);
}
