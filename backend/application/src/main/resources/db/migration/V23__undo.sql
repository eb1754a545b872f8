-- What was done last, and how to take it back as a whole: for ten minutes, from any device of the account. What it was before
-- lies in the items: numbers, moments and states, no words. A taken or late one stays for a while, so that it can be said why.
create table undo_actions (
  token uuid primary key default gen_random_uuid(),
  account_id bigint not null references accounts on delete cascade,
  kind text not null check (kind in ('TASK', 'LOAN')),
  action text not null check (char_length(action) between 1 and 20),
  items jsonb not null,
  count integer not null check (count > 0),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  taken_at timestamptz
);
create index undo_actions_open on undo_actions (account_id, made_at desc) where taken_at is null;
create index undo_actions_age on undo_actions (expires_at);

-- A transaction that changes hundreds of things says of each kind once that it has changed. PostgreSQL delivers equal
-- announcements of one transaction once, so they only have to be made equal: the id 0 is several.
create or replace function announce_change() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  if current_setting('zapiska.together', true) = 'on' then
    perform pg_notify('zapiska_changes', format('%s:%s:0:0', changed.account_id, tg_argv[0]));
  else
    perform pg_notify('zapiska_changes', format('%s:%s:%s:%s', changed.account_id, tg_argv[0], changed.id, changed.version));
  end if;
  return null;
end $$;
