-- A session: one WhatsApp account, linked or to be linked.
create table session (
    id            uuid primary key,
    name          varchar(100) not null,
    metadata      jsonb not null default '{}',
    status        varchar(20) not null,
    desired       varchar(10) not null,
    reason        varchar(30),
    reason_detail varchar(500),
    epoch         bigint not null default 0,
    linked        boolean not null default false,
    logging_out   boolean not null default false,
    wid           varchar(64),
    push_name     varchar(200),
    qr_attempt    integer not null default 0,
    first_qr_at   timestamptz,
    deadline_kind varchar(20),
    deadline_at   timestamptz,
    created_at    timestamptz not null,
    started_at    timestamptz,
    status_since  timestamptz not null
);
-- One account is held by one session.
create unique index session_wid on session (wid) where wid is not null;
create index session_deadline on session (deadline_at) where deadline_at is not null;

-- The end of each session's stream; its row lock orders the numbers.
create table event_stream (
    session_id uuid primary key,
    last_seq   bigint not null,
    status_seq bigint,
    qr_seq     bigint,
    ended      boolean not null default false
);

-- What happened, numbered per session without gaps. Outlives its session until retention removes it.
create table event (
    session_id uuid not null,
    seq        bigint not null,
    type       varchar(40) not null,
    at         timestamptz not null,
    data       jsonb not null,
    primary key (session_id, seq)
);
