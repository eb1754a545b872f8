-- A message whose button was pressed is looked at by the one who pressed it: its correction is an answer, and goes before
-- those that nobody waits for. Any replica may be the one that makes it.
alter table chat_messages add column awaited boolean not null default false;
