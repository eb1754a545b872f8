-- A chat of several people, such as a family's, where named people may look at what an account has and press its buttons.
-- No reminder goes there: those stay with the account's own chat.
create table telegram_groups (
  id bigint generated always as identity primary key,
  account_id bigint not null unique references accounts on delete cascade,
  chat_id bigint not null unique check (chat_id < 0),
  title text not null check (char_length(title) between 1 and 200),    -- as Telegram told it
  linked_at timestamptz not null
);

-- Who has pressed or written there, and whom the account's person has named.
create table telegram_group_people (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade references telegram_groups (account_id) on delete cascade,
  user_id bigint not null,
  name text not null check (char_length(name) between 1 and 200),      -- as Telegram tells it
  username text,
  seen_at timestamptz not null,
  allowed_at timestamptz,                         -- since when they may act; null: seen, and no more
  unique (account_id, user_id)
);

-- A one-time code that waits to be brought, then who has brought it, until the account's person says that it is their group.
create table telegram_group_links (
  id bigint generated always as identity primary key,
  account_id bigint not null unique references accounts on delete cascade,
  code_sha256 bytea unique check (octet_length(code_sha256) = 32),     -- null once it is used
  chat_id bigint,
  user_id bigint,
  name text check (char_length(name) between 1 and 200),
  username text,
  title text check (char_length(title) between 1 and 200),
  expires_at timestamptz not null,
  check ((code_sha256 is null) = (chat_id is not null)),
  check ((chat_id is null) = (user_id is null) and (chat_id is null) = (name is null) and (chat_id is null) = (title is null))
);
create index telegram_group_links_age on telegram_group_links (expires_at);

create trigger telegram_groups_announce after insert or update or delete on telegram_groups
  for each row execute function announce_access('settings');
create trigger telegram_group_people_announce after insert or delete on telegram_group_people
  for each row execute function announce_access('settings');
create trigger telegram_group_people_announce_changed after update on telegram_group_people for each row
  when ((old.name, old.username, old.allowed_at) is distinct from (new.name, new.username, new.allowed_at))
  execute function announce_access('settings');
create trigger telegram_group_links_announce after insert or update or delete on telegram_group_links
  for each row execute function announce_access('settings');
