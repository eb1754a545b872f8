-- When each account's urgent-loans message is looked at next. Written by the trigger below and by whoever has looked, so that
-- a tick reads the few accounts whose moment has come and not all of them.
create table digest_agenda (
  account_id bigint primary key references accounts on delete cascade,
  next_at timestamptz,                            -- null: the settings name no moment at all
  since timestamptz not null,                     -- moments before it had passed when they were chosen: nothing is sent for them
  revision integer not null default 0             -- rises with the settings: who looked at older ones changes nothing
);
create index digest_agenda_next on digest_agenda (next_at) where next_at is not null;

create function digest_agenda_of_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into digest_agenda (account_id, next_at, since) values (new.id, new.created_at, new.created_at);
  else
    update digest_agenda
    set next_at = new.updated_at, revision = revision + 1,
        since = case when (old.digest_times, old.time_zone) is distinct from (new.digest_times, new.time_zone)
                       or old.telegram_chat_id is distinct from new.telegram_chat_id
                     then new.updated_at else since end
    where account_id = new.id;
  end if;
  return null;
end $$;
create trigger accounts_digest_agenda_new after insert on accounts
  for each row execute function digest_agenda_of_account();
create trigger accounts_digest_agenda after update on accounts for each row
  when ((old.digest_times, old.time_zone, old.work_start_hour, old.work_end_hour, old.work_days, old.telegram_chat_id)
        is distinct from
        (new.digest_times, new.time_zone, new.work_start_hour, new.work_end_hour, new.work_days, new.telegram_chat_id))
  execute function digest_agenda_of_account();
insert into digest_agenda (account_id, next_at, since) select id, now(), now() from accounts;

-- One row a slot of an account's day, whichever replica came first: the unique key is what makes a second message impossible.
create table digests (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  kind text not null check (kind in ('URGENT')),
  local_date date not null,                       -- the slot as the person chose it: wall time in the account's zone
  slot time not null,
  slot_at timestamptz not null,                   -- the same as an instant, moved into working hours of its day
  state text not null check (state in ('WAITING', 'SENDING', 'SENT', 'EMPTY', 'MISSED', 'BLOCKED', 'NO_CHAT', 'FAILED')),
  due_at timestamptz,                             -- when it is looked at next
  attempts integer not null default 0,            -- fruitless ones in a row
  fence bigint not null default 0,
  lease_owner uuid,
  lease_until timestamptz,
  reason text check (char_length(reason) <= 300), -- why it waits or was not sent, for people
  created_at timestamptz not null,
  ended_at timestamptz,
  unique (account_id, kind, local_date, slot),
  unique (account_id, id),
  check ((state = 'SENDING') = (lease_until is not null)),
  check ((lease_owner is null) = (lease_until is null)),
  check ((state in ('WAITING', 'SENDING')) = (due_at is not null)),
  check ((state in ('WAITING', 'SENDING')) = (ended_at is null))
);
create index digests_due on digests (due_at, id) where state = 'WAITING';
create index digests_leased on digests (lease_until) where state = 'SENDING';
create index digests_age on digests (created_at);

-- Its messages. What each shows is settled before the first one leaves, so that a crash between two of them neither drops a
-- loan nor shows one twice. SENDING is written before the call.
create table digest_parts (
  account_id bigint not null,
  digest_id bigint not null,
  number integer not null check (number > 0),
  state text not null default 'WAITING' check (state in ('WAITING', 'SENDING', 'SENT', 'SKIPPED', 'UNKNOWN', 'FAILED')),
  unknowns integer not null default 0,            -- tries that may have arrived
  server_errors integer not null default 0,       -- 5xx answers: probably not arrived
  plain_text boolean not null default false,      -- the next try goes out without formatting, cut
  error text check (char_length(error) <= 300),
  revision integer not null default 0,            -- rises when a loan changes that it shows: a message on its way is then stale
  primary key (digest_id, number),
  unique (account_id, digest_id, number),
  foreign key (account_id, digest_id) references digests (account_id, id) on delete cascade
);

create table digest_payments (
  account_id bigint not null,
  digest_id bigint not null,
  part integer not null,
  position integer not null check (position > 0), -- within the whole message
  subject_kind text not null check (subject_kind in ('INSTALLMENT', 'LOAN')),
  subject_id bigint not null,
  installment_id bigint generated always as (case when subject_kind = 'INSTALLMENT' then subject_id end) stored,
  loan_id bigint generated always as (case when subject_kind = 'LOAN' then subject_id end) stored,
  primary key (digest_id, position),
  unique (digest_id, subject_kind, subject_id),
  foreign key (account_id, digest_id, part) references digest_parts (account_id, digest_id, number) on delete cascade,
  foreign key (account_id, installment_id) references installments (account_id, id) on delete cascade,
  foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade
);
create index digest_payments_of_subject on digest_payments (account_id, subject_kind, subject_id);
create index digest_payments_of_part on digest_payments (digest_id, part, position);

-- Which messages of a chat show which part; several when an answer of Telegram's was lost and the part was sent again.
create table digest_messages (
  account_id bigint not null,
  chat_message_id bigint primary key,
  digest_id bigint not null,
  part integer not null,
  chat_id bigint not null,
  message_id bigint not null,
  unique (chat_id, message_id),
  foreign key (account_id, chat_message_id) references chat_messages (account_id, id) on delete cascade,
  foreign key (account_id, digest_id, part) references digest_parts (account_id, digest_id, number) on delete cascade
);
create index digest_messages_of_part on digest_messages (digest_id, part);

-- «Другая сумма»: the question and its fate. An account has one open question at a time.
create table payment_questions (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  chat_id bigint not null,
  subject_kind text not null check (subject_kind in ('INSTALLMENT', 'LOAN')),
  subject_id bigint not null,
  installment_id bigint generated always as (case when subject_kind = 'INSTALLMENT' then subject_id end) stored,
  loan_id bigint generated always as (case when subject_kind = 'LOAN' then subject_id end) stored,
  state text not null check (state in ('OPEN', 'ANSWERED', 'REPLACED', 'DROPPED')),
  message_id bigint,                              -- of the question; null while it is unknown as what it arrived
  expires_at timestamptz not null,
  created_at timestamptz not null,
  foreign key (account_id, installment_id) references installments (account_id, id) on delete cascade,
  foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade
);
create unique index payment_questions_open on payment_questions (account_id) where state = 'OPEN';
create unique index payment_questions_of_message on payment_questions (chat_id, message_id) where message_id is not null;
create index payment_questions_age on payment_questions (created_at);
