-- An address by which somebody without a key links the account of one session. Its token is nowhere, only the hash of it.
create table scan_link (
    id         uuid primary key,
    session_id uuid not null references session on delete cascade,
    token_hash bytea not null unique,
    label      varchar(80),
    locale     varchar(5),
    return_url varchar(2000),
    uses       integer not null,
    used       integer not null default 0,
    used_at    timestamptz,
    -- How often its page started the session, and was given a pairing code.
    starts     integer not null default 0,
    codes      integer not null default 0,
    -- The session's start that its page showed last, and since when: whose account is linked by it.
    seen_epoch bigint,
    seen_at    timestamptz,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index scan_link_session on scan_link (session_id, id);
create index scan_link_expiry on scan_link (expires_at);
