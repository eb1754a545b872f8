-- What somebody wrote to the bot and may want as a task, until they say so: at most one open in a chat.
create table typed_tasks (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  chat_id bigint not null,
  state text not null check (state in ('OPEN', 'SAVED', 'CANCELLED', 'REPLACED')),
  title text not null check (char_length(title) between 1 and 200),
  due_date date,
  due_time time,
  duration_minutes integer,
  recurrence text,                                -- an RRULE
  importance smallint not null check (importance between 1 and 3),
  category_id bigint references task_categories on delete set null,
  silent boolean not null,                        -- no reminders are wanted
  template_id bigint references reminder_templates on delete set null,
  created_at timestamptz not null,
  check (due_time is null or due_date is not null),
  check (recurrence is null or due_date is not null),
  check (not silent or template_id is null)
);
create unique index typed_tasks_open on typed_tasks (chat_id) where state = 'OPEN';
create index typed_tasks_account on typed_tasks (account_id);
create index typed_tasks_category on typed_tasks (category_id) where category_id is not null;
create index typed_tasks_template on typed_tasks (template_id) where template_id is not null;
create index typed_tasks_age on typed_tasks (created_at);
