-- Who is signed in to the pages. The cookie's token is never stored, only a digest by which its row is found; key_proof ties the
-- row to the key that it was made with, and can't be computed without the token. scopes: of people without a key.
create table sign_in (
    id           uuid primary key,
    token_hash   bytea not null unique,
    key_proof    bytea,
    tenant       varchar(64) not null,
    kind         varchar(20) not null,
    caller_id    varchar(255) not null,
    name         varchar(255) not null,
    scopes       varchar(20)[] not null,
    address      varchar(64) not null,
    agent        varchar(200),
    end_session  varchar(2000),
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    ends_at      timestamptz not null,
    ended_at     timestamptz
);
create index sign_in_caller on sign_in (tenant, kind, caller_id) where ended_at is null;
create index sign_in_ended on sign_in (ended_at) where ended_at is not null;
