/** Where a result was measured: machine, versions, and who else was at work there. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from './processes.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function says(command, args, pattern = /.*/) {
    try {
        const text = execFileSync(command, args, { encoding: 'utf8', timeout: 20_000, cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
        return pattern.exec(text)?.[0].trim() ?? null;
    } catch {
        return null;
    }
}

function library(name) {
    return JSON.parse(readFileSync(path.join(ROOT, 'bench', 'node_modules', name, 'package.json'), 'utf8')).version;
}

function system() {
    return /^PRETTY_NAME="(.*)"/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.type();
}

/** Newer than the sources, or the figures are those of something else. */
function packagedAt() {
    return statSync(path.join(ROOT, 'target', 'quarkus-app', 'quarkus-run.jar')).mtime.toISOString();
}

/** Chromium and Java processes on this machine; before a run, these are strangers. */
export function strangers() {
    const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(program);
    return { chromium: names.filter((name) => name.startsWith('chrom')).length, java: names.filter((name) => name === 'java').length,
        load: os.loadavg()[0] };
}

export function machine() {
    const [cpu] = os.cpus();
    return {
        system: system(), kernel: os.release(), processor: cpu.model, cores: os.cpus().length, memoryBytes: os.totalmem(),
        root: process.getuid() === 0,
        versions: {
            pindai: `${says('git', ['rev-parse', '--short', 'HEAD'])}${says('git', ['status', '--porcelain', 'src'], /\S/) ? ' and changes' : ''}`,
            packaged: packagedAt(),
            java: says(process.env.BENCH_JAVA, ['--version'], /.*/),
            node: process.version,
            chromium: says(process.env.BENCH_CHROMIUM, ['--version', '--no-sandbox'], /[\d.]+/),
            'whatsapp-web.js': library('whatsapp-web.js'), puppeteer: library('puppeteer-core'), express: library('express'),
            'socket.io': library('socket.io'), qrcode: library('qrcode'), pg: library('pg'),
        },
        strangers: strangers(),
    };
}
