/** What the kernel says of processes: who belongs to whom, and what each takes. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

const TICKS_PER_SECOND = 100;

function read(file) {
    try {
        return readFileSync(file, 'utf8');
    } catch {
        return null;
    }
}

function pids() {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Fields of /proc/pid/stat after the name, which may hold anything; null for a process that is gone or dead. */
function stat(pid) {
    const text = read(`/proc/${pid}/stat`);
    const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields && fields[0] !== 'Z' && fields[0] !== 'X' ? fields : null;
}

/** These processes and all below them. */
export function family(roots) {
    const children = new Map();
    for (const pid of pids()) {
        const parent = Number(stat(pid)?.[1]);
        children.set(parent, [...(children.get(parent) ?? []), pid]);
    }
    const found = new Set();
    const visit = (pid) => {
        if (!found.has(pid) && stat(pid)) {
            found.add(pid);
            (children.get(pid) ?? []).forEach(visit);
        }
    };
    roots.forEach(visit);
    return [...found];
}

/** Processes with this in their environment, also those that left the family. */
export function marked(mark) {
    return pids().filter((pid) => read(`/proc/${pid}/environ`)?.split('\0').includes(mark) && stat(pid));
}

export function commandLine(pid) {
    return read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? '';
}

/** The name of its program's file, or of what it calls itself where that can't be read. */
export function program(pid) {
    try {
        return path.basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, '');
    } catch {
        return read(`/proc/${pid}/comm`)?.trim() ?? '';
    }
}

/** Proportional set size in bytes: its own memory, and its part of what it shares with others. */
export function pss(pid) {
    const found = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '');
    return found ? Number(found[1]) * 1024 : 0;
}

/** Processor time in milliseconds since it started. */
export function processorTime(pid) {
    const fields = stat(pid);
    return fields ? (Number(fields[11]) + Number(fields[12])) * 1000 / TICKS_PER_SECOND : 0;
}
