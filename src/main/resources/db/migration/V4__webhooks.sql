-- Who is told of events by HTTP. session_id: made with this session, and removed with it. Empty arrays stand for all.
create table webhook (
    id              uuid primary key,
    session_id      uuid,
    url             varchar(2000) not null,
    host            varchar(300) not null,
    sessions        uuid[] not null,
    events          varchar(40)[] not null,
    secret          varchar(256) not null,
    headers         jsonb not null,
    retries         jsonb not null,
    timeout_seconds integer,
    enabled         boolean not null,
    disabled_reason varchar(20),
    disabled_detail varchar(500),
    disabled_at     timestamptz,
    dead_in_a_row   integer not null default 0,
    created_at      timestamptz not null
);
create index webhook_session on webhook (session_id) where session_id is not null;

-- Up to where each stream was read for webhooks.
create table webhook_position (
    session_id uuid primary key,
    seq        bigint not null
);
insert into webhook_position select session_id, last_seq from event_stream;

-- An event that is to be told to a webhook, and what came of it. What the event says stays in the log.
create table webhook_delivery (
    id               uuid primary key,
    number           bigint generated always as identity,
    webhook_id       uuid not null references webhook on delete cascade,
    session_id       uuid not null,
    seq              bigint not null,
    event            varchar(40) not null,
    event_at         timestamptz not null,
    status           varchar(10) not null,
    queued_at        timestamptz not null,
    tries            integer not null default 0,
    tries_before     integer not null default 0,
    tried_at         timestamptz,
    next_at          timestamptz,
    reason           varchar(20),
    detail           varchar(500),
    latency_ms       integer,
    request_headers  jsonb,
    response_status  integer,
    response_headers jsonb,
    response_body    varchar(4096),
    unique (webhook_id, session_id, seq)
);
create unique index webhook_delivery_list on webhook_delivery (webhook_id, number);
create index webhook_delivery_pending on webhook_delivery (webhook_id, session_id, seq) include (queued_at)
    where status = 'PENDING';
create index webhook_delivery_dead on webhook_delivery (webhook_id, number) where status = 'DEAD';
create index webhook_delivery_age on webhook_delivery (status, coalesce(tried_at, queued_at)) where status <> 'PENDING';

-- One row for each webhook and session: when the oldest pending delivery of the two is due, or null where none is pending.
-- Whoever has claimed the row sends it; the others wait their turn, which keeps their order.
create table webhook_queue (
    webhook_id    uuid not null references webhook on delete cascade,
    session_id    uuid not null,
    next_at       timestamptz,
    claimed_by    uuid,
    claimed_until timestamptz,
    primary key (webhook_id, session_id)
);
create index webhook_queue_due on webhook_queue (webhook_id, next_at) where next_at is not null;
create index webhook_queue_claimed on webhook_queue (claimed_by) where claimed_by is not null;
