-- Who owns what. What was there before there were tenants belongs to the one named default.
alter table session add column tenant varchar(64) not null default 'default';
alter table session alter column tenant drop default;
create index session_tenant on session (tenant, id);
-- One account is held by one session of a tenant. Of other tenants' sessions nothing is to be found out by linking one.
drop index session_wid;
create unique index session_wid on session (tenant, wid) where wid is not null;

-- Outlives its session, and so the tenant of a session's events is here.
alter table event_stream add column tenant varchar(64) not null default 'default';
alter table event_stream alter column tenant drop default;
create index event_stream_tenant on event_stream (tenant) where not ended;

-- The newest transaction whose events were removed together with their stream, for each tenant.
create table event_vanished (
    tenant varchar(64) primary key,
    tx     bigint not null
);
insert into event_vanished select 'default', removed_tx from event_log where removed_tx > 0;
alter table event_log drop column removed_tx;

alter table webhook add column tenant varchar(64) not null default 'default';
alter table webhook alter column tenant drop default;
create index webhook_tenant on webhook (tenant, id);
-- Whether QR strings and pairing codes are sent to it: whoever set its address may control sessions.
alter table webhook add column tells_codes boolean not null default true;
alter table webhook alter column tells_codes drop default;

-- A key of the API. Its text is shown once and never stored; a key with 256 random bits needs no slow hash. Empty arrays stand
-- for all. previous_*: the text before the last rotation, which counts for a while.
create table api_key (
    id             uuid primary key,
    tenant         varchar(64) not null,
    name           varchar(100) not null,
    prefix         varchar(12) not null unique,
    hash           bytea not null,
    previous_hash  bytea,
    previous_until timestamptz,
    scopes         varchar(20)[] not null,
    sessions       uuid[] not null,
    addresses      varchar(50)[] not null,
    expires_at     timestamptz,
    created_at     timestamptz not null,
    last_used_at   timestamptz,
    revoked_at     timestamptz
);
create index api_key_tenant on api_key (tenant, id);
