-- A reminder is a row in a queue table. State and columns are tied by CHECKs, so that a wrong transition fails
-- instead of losing a message. LEASED states (CLAIMED, SENDING) have an owner, a deadline and a fence.
create table reminders (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  task_id bigint not null,
  source text not null check (source in ('TEMPLATE', 'CUSTOM', 'SNOOZE')),
  local_at timestamp not null,                    -- the planned moment as the person sees it: wall time in the account's zone
  planned_at timestamptz not null,                -- the same moment as an instant, before working hours move it
  state text not null check (state in ('SCHEDULED', 'CLAIMED', 'SENDING', 'AWAITING', 'SNOOZED', 'DONE', 'CANCELLED', 'FAILED', 'BLOCKED')),
  resume_state text not null default 'SCHEDULED' check (resume_state in ('SCHEDULED', 'AWAITING', 'SNOOZED')),  -- the waiting state a lease was taken from
  snoozed_until timestamptz,                      -- what the person asked for, before working hours moved it
  due_at timestamptz,                             -- when the engine looks at it next; already inside working hours
  seq integer not null default 0,                 -- the number of the current message; rises on sent and unknown only
  attempts integer not null default 0,            -- tries of the current message
  soft_unknowns integer not null default 0,       -- 5xx answers within the current message
  plain_text boolean not null default false,      -- the next try goes out without formatting, cut
  fence bigint not null default 0,
  lease_owner uuid,
  lease_until timestamptz,
  sent_count integer not null default 0,
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  reason text check (char_length(reason) <= 300), -- why it waits, ended or failed, for people
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade,
  check ((state in ('CLAIMED', 'SENDING')) = (lease_until is not null)),
  check ((lease_owner is null) = (lease_until is null)),
  check ((state in ('SCHEDULED', 'AWAITING', 'SNOOZED', 'CLAIMED', 'SENDING')) = (due_at is not null)),
  check (state not in ('SCHEDULED', 'AWAITING', 'SNOOZED') or resume_state = state),
  check (state <> 'SNOOZED' or snoozed_until is not null),
  check ((sent_count > 0) = (last_sent_at is not null)),
  check ((first_sent_at is null) = (last_sent_at is null))
) with (fillfactor = 80);
create index reminders_due on reminders (due_at, id) where state in ('SCHEDULED', 'AWAITING', 'SNOOZED');
create index reminders_leased on reminders (lease_until) where state in ('CLAIMED', 'SENDING');
create index reminders_of_task on reminders (account_id, task_id, planned_at, id);
create index reminders_by_plan on reminders (account_id, planned_at, id);
create index reminders_blocked on reminders (account_id) where state = 'BLOCKED';
-- Equal instants of one task collapse (R2); what has ended does not stand in the way. Looked at when the transaction ends,
-- because a change of the due moment or of the zone moves several reminders of a task at once, through one another's places.
alter table reminders add constraint reminders_one_per_instant exclude using btree (task_id with =, planned_at with =)
  where (state in ('SCHEDULED', 'SNOOZED', 'AWAITING', 'CLAIMED', 'SENDING', 'BLOCKED')) deferrable initially deferred;

-- The delivery ledger: one row a try, written before the call; the outcome is added once and never changes,
-- but for late evidence, which turns UNKNOWN into SENT.
create table deliveries (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  reminder_id bigint not null,
  seq integer not null,
  try integer not null,
  fence bigint not null,
  owner uuid not null,
  intent_at timestamptz not null,
  outcome text check (outcome in ('SENT', 'REJECTED', 'NOT_SENT', 'UNKNOWN')),
  outcome_at timestamptz,
  chat_id bigint,
  message_id bigint,
  error text check (char_length(error) <= 300),
  foreign key (account_id, reminder_id) references reminders (account_id, id) on delete cascade,
  check ((outcome is null) = (outcome_at is null)),
  check (outcome is distinct from 'SENT' or message_id is not null),
  unique (reminder_id, seq, try)
);
create unique index deliveries_sent_once on deliveries (reminder_id, seq) where outcome = 'SENT';
create unique index deliveries_open_once on deliveries (reminder_id) where outcome is null;
create index deliveries_by_time on deliveries (intent_at);

-- Messages that stand in a chat, and which task each of them speaks for. A task has at most one living message (G3):
-- the unique key moves a task to its newest message, and what the older one lost makes it stale.
-- A stale message is edited or removed by the engine until Telegram agrees with the database.
create table chat_messages (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  chat_id bigint not null,
  message_id bigint not null,
  sent_at timestamptz not null,
  shown text not null default 'REMINDER' check (shown in ('REMINDER', 'SETTLED', 'GONE')),
  stale_since timestamptz,
  revision integer not null default 0,            -- rises whenever it becomes stale: an edit settles only the revision it was made from
  attempts integer not null default 0,
  next_try_at timestamptz,
  lease_until timestamptz,
  unique (account_id, id),
  unique (chat_id, message_id),
  check ((stale_since is null) = (next_try_at is null))
);
create index chat_messages_stale on chat_messages (next_try_at) where next_try_at is not null;

create table chat_message_tasks (
  account_id bigint not null,
  chat_message_id bigint not null,
  task_id bigint not null,
  reminder_id bigint not null,
  seq integer not null,
  primary key (account_id, task_id),
  foreign key (account_id, chat_message_id) references chat_messages (account_id, id) on delete cascade,
  foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade
);
create index chat_message_tasks_of_message on chat_message_tasks (account_id, chat_message_id);

-- Only what a person can notice is announced, not the engine's own leases.
create trigger reminders_announce_new after insert or delete on reminders for each row execute function announce_change('reminder');
create trigger reminders_announce after update on reminders for each row
  when (old.state is distinct from new.state and new.state not in ('CLAIMED', 'SENDING')
        or old.planned_at is distinct from new.planned_at or old.sent_count is distinct from new.sent_count)
  execute function announce_change('reminder');
