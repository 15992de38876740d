/** What every measurement needs: the sandbox, a folder to work in, and an owner who ends it all. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Pindai } from '../contestants/pindai.js';
import { Reference } from '../contestants/reference.js';
import { Sandbox } from './sandbox.js';

/** The times of the real page; syncing takes as long as whatsapp-web.js needs to listen for its end. */
const REAL_TIMES = { firstQrTtlMs: 60_000, nextQrTtlMs: 20_000, maxRefs: 6, syncMs: 1_500, resumeMs: 3_000 };
/** Where no session is started there is no page to open. */
const NO_SANDBOX = { chromiumArguments: [], settings: async () => {} };
const KINDS = { pindai: Pindai, reference: Reference };

export class World {
    static async open(owner, options, { pages = true } = {}) {
        mkdirSync(process.env.BENCH_WORK, { recursive: true });
        const folder = mkdtempSync(path.join(process.env.BENCH_WORK, 'run-'));
        const sandbox = pages ? await Sandbox.start(owner, path.join(folder, 'sandbox')) : NO_SANDBOX;
        return new World(folder, sandbox, owner, options);
    }

    #count = 0;

    constructor(folder, sandbox, owner, options) {
        this.folder = folder;
        this.sandbox = sandbox;
        this.owner = owner;
        this.options = options;
    }

    /**
     * Runs the work with a contestant of this variant on a fresh folder, which is removed if all went well. Nothing of the
     * contestant is left running, however it ends.
     */
    async with(variant, work, settings = {}) {
        const folder = path.join(this.folder, `${++this.#count}-${variant.name}`);
        const owner = this.owner.part(variant.name);
        const contestant = new KINDS[variant.kind](variant, { folder, sandbox: this.sandbox, owner });
        try {
            await this.sandbox.settings({ ...REAL_TIMES, ...this.options.page, ...settings });
            await work(contestant, owner);
        } finally {
            await owner.close();
        }
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
}
