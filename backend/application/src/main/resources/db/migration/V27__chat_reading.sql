-- Which list of commands Telegram was told last, by any replica: it is told again when the list or the bot has changed.
alter table telegram_bot add column commands_sha256 bytea;

-- What /today, /tasks and /loans have answered: what was there at that moment, in its order, so that nothing is lost or shown
-- twice while pages are turned and tasks change. Short-lived: who asks again gets another.
create table chat_lists (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  kind text not null check (kind in ('TODAY', 'TASKS', 'LOANS')),
  subjects text[] not null,                       -- such as t12: a code of SubjectKey.Kind and an id
  total integer not null,                         -- how many there were, more than are listed perhaps
  page integer not null default 0,                -- which is shown, from 0
  created_at timestamptz not null,
  chat_message_id bigint unique,                  -- none until Telegram has taken the message
  check (page >= 0 and total >= cardinality(subjects)),
  foreign key (account_id, chat_message_id) references chat_messages (account_id, id) on delete cascade
);
create index chat_lists_newest on chat_lists (account_id, kind, id);
create index chat_lists_age on chat_lists (created_at);

-- Who has brought a one-time code, until the account's person says on the page that it was them. Only then has the chat any
-- power, so a stolen link is worth nothing.
create table telegram_link_requests (
  id bigint generated always as identity primary key,
  account_id bigint not null unique references accounts on delete cascade,
  chat_id bigint not null,
  user_id bigint not null,
  name text not null check (char_length(name) between 1 and 200),      -- as Telegram tells it
  username text,
  group_title text,                               -- when the chat is a group
  expires_at timestamptz not null
);
create index telegram_link_requests_age on telegram_link_requests (expires_at);
create trigger telegram_link_requests_announce after insert or delete on telegram_link_requests
  for each row execute function announce_access('settings');
