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
