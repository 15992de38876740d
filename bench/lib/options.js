/** The command line: what it may hold, and what it means. */
import { parseArgs } from 'node:util';

const DEFAULTS = { sessions: '1,4,8,16', once: '', rounds: '3', only: '', skip: '', window: '30', settle: '15', changes: '250',
    rotation: '500', heap: '80M', rows: '1500', records: '3000', memory: '8G', subscribers: '1000',
    events: '5000', streams: '25', rate: '100', 'crowd-events': '1000', 'crowd-rate': '10' };
const SWITCHES = ['no-build', 'no-report'];
const PARTS = ['flow', 'latency'];

function number(name, text, least, most) {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
        throw new Error(`--${name} is a whole number from ${least} to ${most}, not ${text}`);
    }
    return value;
}

function words(text) {
    return text.split(',').filter(Boolean);
}

function bytes(name, text) {
    const found = /^(\d+)([KMG]?)$/i.exec(text);
    if (!found) {
        throw new Error(`--${name} is a number with a unit, such as 80M, not ${text}`);
    }
    return Number(found[1]) * 1024 ** ' KMG'.indexOf((found[2] || ' ').toUpperCase());
}

export function readOptions(args) {
    const options = Object.fromEntries([...Object.keys(DEFAULTS), 'native', 'continue'].map((name) => [name, { type: 'string' }]));
    SWITCHES.forEach((name) => {
        options[name] = { type: 'boolean' };
    });
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const given = { ...DEFAULTS, ...values };
    const unknown = words(given.skip).find((part) => !PARTS.includes(part));
    if (unknown) {
        throw new Error(`--skip knows ${PARTS.join(', ')}, not ${unknown}`);
    }
    return {
        positionals,
        sessionsGiven: values.sessions !== undefined,
        sessions: words(given.sessions).map((text) => number('sessions', text, 1, 64)),
        once: words(given.once).map((text) => number('once', text, 1, 64)),
        rounds: number('rounds', given.rounds, 1, 20),
        only: words(given.only),
        skip: words(given.skip),
        window: number('window', given.window, 1, 600),
        settle: number('settle', given.settle, 0, 600),
        changes: number('changes', given.changes, 1, 10_000),
        rotation: number('rotation', given.rotation, 50, 10_000),
        page: { heapBytes: bytes('heap', given.heap), rows: number('rows', given.rows, 0, 100_000),
            records: number('records', given.records, 0, 100_000) },
        memory: bytes('memory', given.memory),
        subscribers: number('subscribers', given.subscribers, 1, 20_000),
        events: number('events', given.events, 1, 1_000_000),
        streams: number('streams', given.streams, 1, 10_000),
        rate: number('rate', given.rate, 1, 10_000),
        crowdEvents: number('crowd-events', given['crowd-events'], 1, 40_000),
        crowdRate: number('crowd-rate', given['crowd-rate'], 1, 10_000),
        native: given.native ?? null,
        continued: given.continue ?? null,
        report: !given['no-report'],
    };
}
