/** A PostgreSQL for one of the parties: durable, as in production, and removed with its folder. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import { program } from './processes.js';

const START_WITHIN_MS = 120_000;
const LAUNCHER = fileURLToPath(new URL('../../src/test/java/dev/pindai/testsupport/PostgresServer.java', import.meta.url));

export class Postgres {
    /**
     * @param folder where its data goes
     * @param binaries where its programs go; not the same for who measures and who is measured, so that they share none
     */
    static async start(owner, { folder, binaries }) {
        const launcher = new Child({ name: 'PostgreSQL', command: process.env.BENCH_OWN_JAVA, log: path.join(folder, 'launcher.log'),
            args: ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-Djava.util.logging.manager=org.jboss.logmanager.LogManager', LAUNCHER,
                binaries, path.join(folder, 'postgres'), 'keep'],
            env: { CLASSPATH: process.env.BENCH_CLASSPATH } });
        owner.own('PostgreSQL', () => launcher.stop({ signal: null }));
        const url = await launcher.line((line) => line.startsWith('jdbc:'), START_WITHIN_MS);
        return new Postgres(launcher, url);
    }

    constructor(launcher, url) {
        this.launcher = launcher;
        this.url = url;
    }

    get properties() {
        return { 'quarkus.datasource.jdbc.url': this.url, 'quarkus.datasource.username': 'postgres',
            'quarkus.datasource.password': 'postgres' };
    }

    /** The server's own processes, without what starts them: it has left the family of that. */
    pids() {
        return this.launcher.pids().filter((pid) => program(pid).startsWith('postgres'));
    }
}
