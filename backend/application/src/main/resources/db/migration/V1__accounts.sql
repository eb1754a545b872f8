-- The application connects as ${appRole}, which owns nothing: what it may do with a table is decided here.
alter default privileges in schema public grant select, insert, update, delete on tables to ${appRole};
alter default privileges in schema public grant usage, select on sequences to ${appRole};

create table accounts (
  id bigint generated always as identity primary key,
  version integer not null default 0,
  login text not null check (login = lower(login) and char_length(login) between 1 and 64),
  name text not null check (char_length(name) between 1 and 100),
  role text not null check (role in ('OWNER', 'MEMBER', 'READER')),
  password_hash text not null,
  -- Settings. Wall-clock settings are meant in time_zone.
  language text not null check (language in ('ru', 'en')),
  time_zone text not null,
  work_start_hour smallint not null check (work_start_hour between 0 and 24),
  work_end_hour smallint not null check (work_end_hour between 0 and 24),
  work_days jsonb not null default '{}',          -- {"6": {"start": 10, "end": 18}, "7": null}: exceptions by ISO weekday, null = a day off
  repeat_minutes_1 integer not null check (repeat_minutes_1 between 1 and 1440),
  repeat_minutes_2 integer not null check (repeat_minutes_2 between 1 and 1440),
  repeat_minutes_3 integer not null check (repeat_minutes_3 between 1 and 1440),
  urgent_days integer not null check (urgent_days between 0 and 60),
  digest_times time[] not null default '{10:00,20:00}',
  snooze_default_minutes integer not null check (snooze_default_minutes between 1 and 43200),
  currency text not null default 'RUB' check (currency ~ '^[A-Z]{3}$'),
  -- Telegram. In a private chat the chat's id is the user's id.
  telegram_chat_id bigint unique,
  telegram_user_id bigint unique,
  telegram_blocked_at timestamptz,
  telegram_blocked_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (telegram_chat_id is not null or (telegram_user_id is null and telegram_blocked_at is null))
);
create unique index accounts_login on accounts (login);
create unique index accounts_one_owner on accounts ((true)) where role = 'OWNER';

create table sessions (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  token_id uuid not null unique,                  -- the JWT's jti
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text not null default '' check (char_length(user_agent) <= 300),
  address text not null default '',               -- masked
  unique (account_id, id)
);
create index sessions_of_account on sessions (account_id, created_at desc);

create table api_tokens (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  scope text not null check (scope in ('READ', 'WRITE')),
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  expires_on date,                                -- the last day it works, in the account's zone
  created_at timestamptz not null,
  last_used_at timestamptz,
  unique (account_id, id)
);
create index api_tokens_of_account on api_tokens (account_id, id);

create table audit_log (
  id bigint generated always as identity primary key,
  account_id bigint references accounts on delete set null,
  at timestamptz not null,
  event text not null,
  address text not null default '',               -- masked
  details jsonb not null default '{}'
);
create index audit_log_of_account on audit_log (account_id, at desc);
revoke update, delete on audit_log from ${appRole};

create table idempotency_keys (
  account_id bigint not null references accounts on delete cascade,
  key text not null check (char_length(key) between 1 and 64),
  request text not null,                          -- method and path
  body_sha256 bytea not null check (octet_length(body_sha256) = 32),
  created_at timestamptz not null,
  lease_until timestamptz,                        -- set while the first request runs
  status integer,
  headers jsonb,
  body bytea,
  primary key (account_id, key),
  check ((status is null) = (lease_until is not null))
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- What changed, for open pages and other replicas: the payload is account:kind:id:version, delivered at commit.
create function announce_change() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  perform pg_notify('zapiska_changes', format('%s:%s:%s:%s', changed.account_id, tg_argv[0], changed.id, changed.version));
  return null;
end $$;

-- The same for what has no version of its own: other replicas forget at once what they keep about the account's access.
create function announce_access() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  perform pg_notify('zapiska_changes', format('%s:%s:%s:0', changed.account_id, tg_argv[0], changed.id));
  return null;
end $$;
create trigger sessions_announce_end after update of revoked_at or delete on sessions
  for each row execute function announce_access('session');
create trigger api_tokens_announce_end after delete on api_tokens
  for each row execute function announce_access('token');

create function announce_account() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  perform pg_notify('zapiska_changes', format('%s:settings:%s:%s', changed.id, changed.id, changed.version));
  return null;
end $$;
create trigger accounts_announce after update or delete on accounts for each row execute function announce_account();
