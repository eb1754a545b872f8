-- What the owner tells everybody who has an account here. A table of its own beside digest_queue: replicas of the version before
-- claim whatever waits there, and would stumble over a kind that they do not know.
create table announcements (
  id bigint generated always as identity primary key,
  version integer not null default 0,
  text text not null check (char_length(text) between 1 and 4000),
  planned_at timestamptz not null,
  created_at timestamptz not null,
  begun_at timestamptz,                           -- from then on it has a copy for each account of that moment
  stopped_at timestamptz
);
create index announcements_planned on announcements (planned_at) where begun_at is null and stopped_at is null;

-- One row an account, whichever replica came first. SENDING is written before the call; CLAIMED is in hand and not on its way.
create table announcement_copies (
  announcement_id bigint not null references announcements on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  state text not null default 'WAITING'
    check (state in ('WAITING', 'CLAIMED', 'SENDING', 'SENT', 'UNKNOWN', 'NO_CHAT', 'BLOCKED', 'DEACTIVATED', 'FAILED', 'STOPPED')),
  due_at timestamptz not null,                    -- when it is looked at next
  held_until timestamptz,                         -- the end of a pause, or the beginning of working hours
  held_by text check (held_by in ('PAUSE', 'HOURS')),
  attempts integer not null default 0,            -- fruitless ones in a row
  unknowns integer not null default 0,            -- tries that may have arrived
  server_errors integer not null default 0,
  plain_text boolean not null default false,
  fence bigint not null default 0,
  lease_owner uuid,
  lease_until timestamptz,
  error text check (char_length(error) <= 300),
  ended_at timestamptz,
  primary key (announcement_id, account_id),
  check ((state in ('CLAIMED', 'SENDING')) = (lease_until is not null)),
  check ((lease_owner is null) = (lease_until is null)),
  check ((state in ('WAITING', 'CLAIMED', 'SENDING')) = (ended_at is null)),
  check ((held_until is null) = (held_by is null))
);
create index announcement_copies_due on announcement_copies (due_at) where state = 'WAITING';
create index announcement_copies_leased on announcement_copies (lease_until) where state in ('CLAIMED', 'SENDING');
create index announcement_copies_of_account on announcement_copies (account_id);

-- They belong to the installation, as backups do; its owner's pages hear of them.
create function announce_announcement() returns trigger language plpgsql as $$
begin
  perform pg_notify('zapiska_changes', format('%s:announcement:%s:0', id,
      case when tg_table_name = 'announcements' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'announcement_id' end))
    from accounts where role = 'OWNER';
  return null;
end $$;
create trigger announcements_announce after insert or update on announcements
  for each row execute function announce_announcement();
create trigger announcement_copies_announce after update on announcement_copies for each row
  when (old.ended_at is distinct from new.ended_at or old.held_until is distinct from new.held_until)
  execute function announce_announcement();

-- How updates come, when somebody has chosen it on the page: it holds for as long as TELEGRAM_MODE stays what it was then.
-- And what Telegram said last about it, asked by one replica for all.
alter table telegram_bot
  add column updates text check (updates in ('POLLING', 'WEBHOOK')),
  add column updates_instead_of text check (updates_instead_of in ('POLLING', 'WEBHOOK')),
  add column webhook_url text check (char_length(webhook_url) <= 2000),      -- empty: none is set; null: not known
  add column webhook_pending integer,
  add column webhook_error text check (char_length(webhook_error) <= 300),
  add column webhook_error_at timestamptz,
  add column webhook_asked_at timestamptz,
  add column webhook_look_until timestamptz,
  add constraint telegram_bot_chosen_updates check ((updates is null) = (updates_instead_of is null)),
  add constraint telegram_bot_asked check ((webhook_url is null) = (webhook_asked_at is null));
