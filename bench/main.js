/** Reads the command line and ends everything that was started, also when it is interrupted. */
import { compare } from './commands/compare.js';
import { readOptions } from './lib/options.js';
import { Owner } from './lib/owner.js';
import { say } from './lib/say.js';
import { train } from './lib/training.js';

const COMMANDS = {
    compare,
    scale: async (...given) => (await import('./commands/scale.js')).scale(...given),
    variants: async (...given) => (await import('./commands/variants.js')).variants(...given),
    events: async (...given) => (await import('./commands/events.js')).events(...given),
    start: async (...given) => (await import('./commands/start.js')).start(...given),
    report: async (...given) => (await import('./report/document.js')).report(...given),
};
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const owner = new Owner();
for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, async () => {
        say('Interrupted: ending what was started');
        await owner.close();
        process.exit(code);
    });
}

try {
    const [first, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--no-build');
    const named = first !== undefined && !first.startsWith('-');
    const command = COMMANDS[named ? first : 'compare'];
    if (!command) {
        throw new Error(`Unknown command ${first}: see bench/run --help`);
    }
    const options = readOptions(named ? rest : [first, ...rest].filter((argument) => argument !== undefined));
    if (command !== COMMANDS.report && (!options.native || command === COMMANDS.start)) {
        await train(owner, options);
    }
    const result = await command(owner, options);
    if (result && options.report && !result.isWhole) {
        say('The documents stay as they are: a comparison for them has the reference, all parts, and 1 and 8 sessions');
    } else if (result && options.report) {
        await COMMANDS.report(owner, { ...options, positionals: [result.file] });
    }
} catch (error) {
    if (owner.ending) {
        say('What was measured to its end is kept: a comparison goes on with --continue');
    } else {
        console.error(`[bench] ERROR: ${error.message}`);
        process.exitCode = 1;
    }
    if (process.env.BENCH_DEBUG) {
        console.error(error);
    }
} finally {
    await owner.close();
}
process.exit();
