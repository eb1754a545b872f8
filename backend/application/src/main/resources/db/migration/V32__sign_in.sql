-- How a session began. The version before says nothing and knows hardly any other way; what a later one adds is no error here.
alter table sessions add column began_by text not null default 'PASSWORD' check (began_by ~ '^[A-Z_]{1,20}$');

-- Links from the bot that sign in once. Those that no longer do are kept for a day, so that the page can say why.
create table sign_in_links (
  token_sha256 bytea primary key check (octet_length(token_sha256) = 32),
  account_id bigint not null references accounts on delete cascade,
  chat_id bigint not null,                        -- where it was asked for: it ends with that chat's link
  message_id bigint,                              -- once Telegram has told it
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  replaced_at timestamptz,                        -- by a newer one
  told_at timestamptz                             -- when its message was changed to say that it is over
);
create index sign_in_links_of_account on sign_in_links (account_id, created_at);
create index sign_in_links_to_tell on sign_in_links (expires_at) where told_at is null and message_id is not null;

-- What a Mini App has signed in with, until it would be too old anyhow: each counts once.
create table telegram_sign_ins (
  hash bytea primary key check (octet_length(hash) = 32),
  forgotten_at timestamptz not null
);
