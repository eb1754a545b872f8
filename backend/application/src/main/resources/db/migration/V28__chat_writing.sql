-- What the bot waits for in a chat: the person's next message answers it. At most one is open, whoever has asked.
create table chat_prompts (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  chat_id bigint not null,
  kind text not null check (char_length(kind) between 1 and 20),
  about text not null default '' check (char_length(about) <= 64),
  state text not null check (state in ('OPEN', 'ANSWERED', 'REPLACED', 'DROPPED', 'EXPIRED')),
  message_id bigint,                              -- of the question; null while it is unknown as what it arrived
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create unique index chat_prompts_open on chat_prompts (chat_id) where state = 'OPEN';
create unique index chat_prompts_of_message on chat_prompts (chat_id, message_id) where message_id is not null;
create index chat_prompts_account on chat_prompts (account_id);
create index chat_prompts_age on chat_prompts (created_at);

-- Questions for a sum that are under way. The table stays for replicas of the version before, and goes in a later one.
insert into chat_prompts (account_id, chat_id, kind, about, state, message_id, expires_at, created_at)
select account_id, chat_id, 'AMOUNT', subject_kind || ':' || subject_id, state, message_id, expires_at, created_at
from payment_questions
on conflict do nothing;

-- Nothing is sent until then, or nothing but what is about payments. What comes due meanwhile is held, not lost.
alter table accounts
  add column paused_until timestamptz,
  add column pause_spares_payments boolean not null default false,
  add check (paused_until is not null or not pause_spares_payments);
