-- The transaction that appended an event. By it a client of many sessions says in a few bytes what it has, see
-- dev.pindai.event.Snapshot. Events from before this column count as had by everybody.
alter table event add column tx bigint not null default 0;
create index event_tx on event (tx, session_id, seq);
-- Retention looks for the oldest.
create index event_at on event (at);

-- Up to where retention has removed events of a stream, and who had appended the last of those. Not a part of event_stream:
-- whoever appends waits for a row there, but never for retention.
create table event_removed (
    session_id uuid primary key,
    seq        bigint not null,
    tx         bigint not null
);

-- What holds for the log as a whole; one row.
create table event_log (
    only_row   boolean primary key default true check (only_row),
    -- Added to PostgreSQL's numbers of transactions. It begins with the time, in milliseconds, so that numbers of an earlier
    -- database are never taken for ones of this; it is raised when a dump is restored on a server that has counted less far.
    shift      bigint not null,
    -- The newest transaction whose events were removed together with their stream.
    removed_tx bigint not null default 0
);
insert into event_log (shift) values (cast(extract(epoch from now()) * 1000 as bigint));
