-- Who did what to which session, from where, and what came of it. Nothing here refers to other tables: rows outlive what they
-- are about. caller_*: null for whoever nobody knows. status: null where the caller went before the answer.
create table audit (
    id          uuid primary key,
    at          timestamptz not null,
    tenant      text not null,
    caller_kind varchar(20),
    caller_id   varchar(200),
    caller_name varchar(200),
    action      varchar(100) not null,
    session_id  uuid,
    target      varchar(64),
    address     varchar(64),
    user_agent  varchar(200),
    status      integer,
    code        varchar(100),
    times       integer not null,
    request_id  varchar(64) not null
);
create index audit_tenant on audit (tenant, at desc, id desc);
create index audit_session on audit (tenant, session_id, at desc, id desc) where session_id is not null;
create index audit_age on audit (at);

-- Rows are added and, once they are older than a moment that the transaction names, removed. Nothing else is done to them by
-- accident. Whoever owns the table can take the triggers away, see docs/audit.md.
create function audit_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < nullif(current_setting('pindai.audit_remove_before', true), '')::timestamptz then
        return old;
    end if;
    raise exception 'The audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_rows before update or delete on audit for each row execute function audit_append_only();

create function audit_not_emptied() returns trigger language plpgsql as $$
begin
    raise exception 'The audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_all before truncate on audit for each statement execute function audit_not_emptied();
