-- Updates already handled: Telegram repeats them and may jump back, so a unique key, never the maximum. Purged after 48 h.
create table telegram_updates (
  update_id bigint primary key,
  received_at timestamptz not null
);
create index telegram_updates_age on telegram_updates (received_at);

-- One row: what all replicas must know about the bot.
create table telegram_bot (
  id smallint primary key default 1 check (id = 1),
  state text not null default 'UNKNOWN' check (state in ('UNKNOWN', 'OK', 'TOKEN_REJECTED', 'UNREACHABLE')),
  state_since timestamptz,
  token_sha256 bytea,                             -- which token the state is about: a new one starts afresh
  username text,
  gate_until timestamptz,                         -- 429: nobody sends before
  poller uuid,                                    -- the replica that polls for updates
  poller_until timestamptz,
  check ((poller is null) = (poller_until is null))
);
insert into telegram_bot default values;

create table telegram_link_codes (
  code_sha256 bytea primary key check (octet_length(code_sha256) = 32),
  account_id bigint not null references accounts on delete cascade,
  expires_at timestamptz not null
);
create unique index telegram_link_codes_of_account on telegram_link_codes (account_id);
revoke delete, insert on telegram_bot from ${appRole};
