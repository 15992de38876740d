/** One service to which linked sessions are added: memory and processor time with each number of them. */
import { now, pause } from '../lib/clock.js';
import { say } from '../lib/say.js';
import { memory, processor } from '../lib/usage.js';

const WITHIN_MS = 180_000;

async function add(contestant, sandbox, count) {
    const ids = await contestant.create(count);
    const begin = now();
    const codes = contestant.heard.each('qr', ids, begin, WITHIN_MS);
    codes.catch(() => {});
    for (const id of ids) {
        await contestant.begin(id);
    }
    await codes;
    const ready = contestant.heard.each('ready', ids, begin, WITHIN_MS);
    ready.catch(() => {});
    for (const id of ids) {
        await sandbox.scan(() => contestant.heard.qr(id));
    }
    await ready;
    contestant.heard.clear();
}

export async function growth(contestant, sandbox, options, note) {
    await contestant.prepare();
    await contestant.start();
    await contestant.subscribe();
    const steps = [];
    for (const sessions of options.sessions) {
        await add(contestant, sandbox, sessions - (steps.at(-1)?.sessions ?? 0));
        await pause(options.settle * 1000);
        const cpu = await processor(contestant.processes(), Math.min(options.window, 20));
        steps.push({ sessions, cpu, memory: await memory(contestant.processes()) });
        say(`${sessions} sessions: ${(steps.at(-1).memory.total / 2 ** 20).toFixed(0)} MB, ${cpu.total.toFixed(1)} % of a core`);
        note('steps', steps);
    }
}
