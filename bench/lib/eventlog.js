/** Writes events by SQL, one row and one commit each over one connection, as another instance on the same database would. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { now } from './clock.js';

const TYPE = 'authenticated';

/** The log's columns and its key, without its other indexes. In a schema of its own: Pindai wants to begin with an empty one. */
const PLAIN_TABLE = `
    create schema bench;
    create table bench.plain (session_id uuid not null, seq bigint not null, type varchar(40) not null, at timestamptz not null,
      data jsonb not null, tx bigint not null, primary key (session_id, seq))`;

const PLAIN = `
    insert into bench.plain (session_id, seq, type, at, data, tx) values ($1, $2, $3, clock_timestamp(), cast($4 as jsonb), 0)`;

/** The statement of dev.pindai.event.EventLog, but for the time, which the server's clock gives. */
const APPEND = `
    with stream as (
      update event_stream set
        last_seq = last_seq + 1,
        status_seq = case when $2 then last_seq + 1 else status_seq end,
        qr_seq = case when $3 then last_seq + 1 else qr_seq end,
        ended = $4
      where session_id = $1 returning last_seq, tenant)
    insert into event (session_id, seq, type, at, data, tx)
    select $1, last_seq, $5, clock_timestamp(), cast($6 as jsonb), cast(cast(pg_current_xact_id() as text) as bigint) + shift
    from stream, event_log
    returning seq, tx, (select tenant from stream) as tenant, case when $7 then set_config('synchronous_commit', 'off', true) end`;

const BEGIN = `
    insert into event_stream (session_id, tenant, last_seq) select id, 'default', 0 from unnest($1::uuid[]) as id
    on conflict do nothing`;

export class EventLog {
    #client;
    #streams;
    #written = 0;
    #begun = false;
    #before = Promise.resolve();

    static async open(owner, { url }, streams) {
        const address = new URL(url.replace(/^jdbc:/, ''));
        const client = new pg.Client({ host: address.hostname, port: Number(address.port), database: address.pathname.slice(1),
            user: 'postgres', password: 'postgres' });
        // Without a listener the end of the server would be ours.
        client.on('error', (error) => console.error(`the connection to PostgreSQL: ${error.message}`));
        await client.connect();
        owner.own('the connection to PostgreSQL', () => client.end());
        return new EventLog(client, Array.from({ length: streams }, () => randomUUID()));
    }

    constructor(client, streams) {
        this.#client = client;
        this.#streams = streams;
    }

    createPlainTable() {
        return this.#client.query(PLAIN_TABLE);
    }

    /** What decides how fast a commit is. */
    async server() {
        const { rows: [row] } = await this.#client.query(`select current_setting('server_version') as version,
            current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit`);
        return row;
    }

    /** Rows into the plain table. */
    insert(count) {
        return this.#each(count, () => this.#run('plain', PLAIN, (id, number) => [id, number, TYPE, JSON.stringify({ sessionId: id })]));
    }

    /** Events into the log. */
    append(count) {
        return this.#each(count, () => this.appendOne());
    }

    appendOne() {
        if (!this.#begun) {
            this.#begun = true;
            this.#before = this.#before.then(() => this.#client.query(BEGIN, [this.#streams]));
        }
        return this.#run('append', APPEND, (id) => [id, false, false, false, TYPE, JSON.stringify({ sessionId: id }), false]);
    }

    /** The streams have their turns, and whoever comes too early waits for those before. */
    #run(name, text, values) {
        const number = this.#written++;
        const query = { name, text, values: values(this.#streams[number % this.#streams.length], number) };
        const mine = this.#before.then(() => this.#client.query(query));
        this.#before = mine.catch(() => {});
        return mine;
    }

    async #each(count, write) {
        const beganAt = now();
        for (let number = 0; number < count; number++) {
            await write();
        }
        return { beganAt, perSecond: count / (now() - beganAt) * 1000 };
    }
}
