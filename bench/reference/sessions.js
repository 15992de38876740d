/** The sessions of the reference: one whatsapp-web.js client, and so one browser, for each. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import whatsapp from 'whatsapp-web.js';
import { ADVISED } from './flags.js';

const { Client, LocalAuth } = whatsapp;

export class Sessions {
    #known = new Map();

    constructor({ dataDir, chromium, chromiumArguments, tell }) {
        this.dataDir = dataDir;
        this.puppeteer = { executablePath: chromium, headless: true, args: [...ADVISED, ...chromiumArguments] };
        this.tell = tell;
        this.file = path.join(dataDir, 'sessions.json');
        mkdirSync(dataDir, { recursive: true });
    }

    all() {
        return [...this.#known.values()].map(({ id, status }) => ({ id, status }));
    }

    /** The last event of each session that is still true. */
    current() {
        return [...this.#known.values()].filter(({ last }) => last).map(({ last }) => last);
    }

    create() {
        const session = { id: randomUUID(), status: 'stopped', client: null, last: null };
        this.#known.set(session.id, session);
        return { id: session.id };
    }

    start(id) {
        const session = this.#known.get(id);
        if (session.client) {
            return;
        }
        const client = new Client({
            authStrategy: new LocalAuth({ clientId: id, dataPath: path.join(this.dataDir, 'auth') }),
            // Pages kept by the library are those of the real WhatsApp; this one comes from the sandbox.
            webVersionCache: { type: 'none' },
            puppeteer: this.puppeteer,
        });
        session.client = client;
        session.status = 'starting';
        this.#save();
        const say = (event, status, data = {}) => {
            session.status = status;
            session.last = { event, data: { sessionId: id, ...data } };
            this.tell(event, session.last.data);
        };
        client.on('qr', (qr) => say('qr', 'scan', { qr }));
        client.on('authenticated', () => say('authenticated', 'authenticated'));
        client.on('ready', () => say('ready', 'ready', { phoneNumber: client.info.wid.user }));
        client.on('disconnected', (reason) => say('disconnected', 'disconnected', { reason }));
        client.on('auth_failure', (message) => say('auth_failure', 'failed', { message }));
        client.initialize().catch((error) => say('failed', 'failed', { message: String(error) }));
    }

    async stop(id) {
        const session = this.#known.get(id);
        const { client } = session;
        Object.assign(session, { client: null, status: 'stopped', last: null });
        this.#save();
        await client?.destroy();
    }

    async remove(id) {
        await this.stop(id);
        this.#known.delete(id);
        this.#save();
        rmSync(path.join(this.dataDir, 'auth', `session-${id}`), { recursive: true, force: true, maxRetries: 5 });
    }

    /** Those that ran when the server was stopped run again. */
    restore() {
        const ids = existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : [];
        ids.forEach((id) => this.#known.set(id, { id, status: 'stopped', client: null, last: null }));
        ids.forEach((id) => this.start(id));
    }

    /** The list on disk stays as it is, for the next start. */
    async stopAll() {
        await Promise.allSettled([...this.#known.values()].map(({ client }) => client?.destroy()));
    }

    #save() {
        const running = [...this.#known.values()].filter(({ client }) => client).map(({ id }) => id);
        writeFileSync(this.file, JSON.stringify(running));
    }
}
