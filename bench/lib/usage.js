/** Memory and processor time of a contestant: of all its processes, and by the part that each plays. */
import { pause } from './clock.js';
import { commandLine, processorTime, program, pss } from './processes.js';

export const ROLES = ['gateway', 'driver', 'database', 'browser'];
const SAMPLES = 3;
const BETWEEN_MS = 1_000;

/** @param gateway pid of the service itself */
export function role(pid, gateway) {
    if (pid === gateway) {
        return 'gateway';
    }
    const name = program(pid);
    return name.startsWith('postgres') ? 'database' : name.startsWith('chrom') || name === 'headless_shell' ? 'browser' : 'driver';
}

function kind(pid) {
    return program(pid).includes('crashpad') ? 'crashpad' : /--type=([a-z-]+)/.exec(commandLine(pid))?.[1] ?? 'main';
}

function memoryOnce({ gateway, pids }) {
    const sum = { total: 0, gateway: 0, driver: 0, database: 0, browser: 0 };
    const browser = {};
    for (const pid of pids()) {
        const bytes = pss(pid);
        const part = role(pid, gateway());
        sum[part] += bytes;
        sum.total += bytes;
        if (part === 'browser') {
            const one = browser[kind(pid)] ??= { count: 0, bytes: 0 };
            one.count++;
            one.bytes += bytes;
        }
    }
    return { ...sum, kinds: browser };
}

/** Bytes (PSS) by part: the sample in the middle of three. */
export async function memory(processes) {
    const samples = [];
    for (let number = 0; number < SAMPLES; number++) {
        samples.push(memoryOnce(processes));
        await pause(BETWEEN_MS);
    }
    return samples.sort((a, b) => a.total - b.total)[Math.floor(SAMPLES / 2)];
}

/** Percent of one core by part, over so many seconds. A process that ends meanwhile is not counted. */
export async function processor({ gateway, pids }, seconds) {
    const before = new Map(pids().map((pid) => [pid, processorTime(pid)]));
    const begin = performance.now();
    await pause(seconds * 1000);
    const took = performance.now() - begin;
    const sum = { total: 0, gateway: 0, driver: 0, database: 0, browser: 0 };
    for (const pid of pids()) {
        const percent = 100 * Math.max(0, processorTime(pid) - (before.get(pid) ?? 0)) / took;
        sum[role(pid, gateway())] += percent;
        sum.total += percent;
    }
    return sum;
}
