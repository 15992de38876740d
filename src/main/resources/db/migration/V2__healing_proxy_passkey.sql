-- Where a session stands on the ladder by which it is mended.
alter table session add column heal_rung varchar(10);
alter table session add column heal_restarts integer not null default 0;

-- What WhatsApp asks of a passkey while a session waits for one.
alter table session add column passkey text;

-- The way to WhatsApp of a session that has a proxy.
alter table session add column proxy jsonb;
