create table reminder_templates (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  system_key text check (system_key in ('day-before', 'day-before-and-same-day', 'intensive', 'very-intensive', 'same-day')),
  name text not null check (char_length(name) between 1 and 100),
  description text not null default '' check (char_length(description) <= 500),
  rules text not null check (jsonb_typeof(rules::jsonb) = 'array'),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id),
  unique (account_id, system_key)
);

create function add_system_templates() returns trigger language plpgsql as $$
begin
  insert into reminder_templates (account_id, system_key, name, description, rules, created_at, updated_at)
  select new.id, t.key, t.name, t.description, t.rules, new.created_at, new.created_at
  from (values
    (1, 'day-before', 'За 1 день до срока', 'Одно напоминание за 24 часа до срока',
      '[{"kind":"before","minutes":1440}]'),
    (2, 'day-before-and-same-day', 'За день и в день', 'За 24 часа до срока и утром в день срока',
      '[{"kind":"before","minutes":1440},{"kind":"onDay","daysBefore":0,"time":"09:00"}]'),
    (3, 'intensive', 'Интенсивные', 'За 1 день, за 1 час и в момент срока',
      '[{"kind":"before","minutes":1440},{"kind":"before","minutes":60},{"kind":"before","minutes":0}]'),
    (4, 'very-intensive', 'Очень интенсивные', 'За 2 дня, за 1 день, за 3 часа, за 1 час и в момент срока',
      '[{"kind":"before","minutes":2880},{"kind":"before","minutes":1440},{"kind":"before","minutes":180},{"kind":"before","minutes":60},{"kind":"before","minutes":0}]'),
    (5, 'same-day', 'Только в день дедлайна', 'Одно напоминание утром в день срока',
      '[{"kind":"onDay","daysBefore":0,"time":"09:00"}]')
  ) as t (place, key, name, description, rules)
  order by t.place;
  return null;
end $$;
create trigger accounts_get_system_templates after insert on accounts for each row execute function add_system_templates();

create table task_categories (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  name text not null check (char_length(name) between 1 and 100),
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  icon text not null default '' check (char_length(icon) <= 50),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, id)
);
create unique index task_categories_name on task_categories (account_id, lower(name));

-- Bare words, cut the same way in what is stored and in what is asked. Punctuation only separates: left to itself the
-- parser takes "24-7" for a negative number and "отчёт.pdf" for a host, so that neither is found by its parts. ё is е.
create function search_words(value text) returns text language sql immutable strict parallel safe
return translate(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g'), 'ёЁ', 'еЕ');

-- What is asked, for the search column: every word by its stem, the last one, still being typed, also by its beginning.
-- The Russian configuration stems Latin words as English. Null when there is no word in it. The setting silences the
-- notice about words too common to be indexed, which would go to the log with every such search.
create function search_query(asked text) returns tsquery language sql stable strict parallel safe
set client_min_messages = warning
return (
  select to_tsquery('russian', array_to_string(words[:cardinality(words) - 1], ' & '))
      && (to_tsquery('russian', words[cardinality(words)]) || to_tsquery('simple', words[cardinality(words)] || ':*'))
  from (select string_to_array(btrim(search_words(asked)), ' ')) as asked_for (words)
  where cardinality(words) > 0);

create table tasks (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  title text not null check (char_length(title) between 1 and 200),
  description text not null default '' check (char_length(description) <= 10000),
  status text not null check (status in ('OPEN', 'DONE')),
  importance smallint not null check (importance between 1 and 3),
  -- The due moment is wall time in the account's zone: it moves with the zone, never with the server.
  due_date date,
  due_time time,
  -- Where the due moment ends: a date-only one ends with its day (T5); none sorts last.
  due_end timestamp not null generated always as (coalesce(due_date + coalesce(due_time, time '24:00'), timestamp 'infinity')) stored,
  duration_minutes integer check (duration_minutes between 1 and 10080),
  category_id bigint,
  recurrence text check (char_length(recurrence) <= 500),
  recur_from text not null default 'DUE' check (recur_from in ('DUE', 'COMPLETION')),
  paused_until date,
  reminder_template_id bigint,
  completed_at timestamptz,
  deleted_at timestamptz,                         -- deleted tasks can be restored; purged after 30 days
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search tsvector not null generated always as (
    to_tsvector('russian', search_words(title || ' ' || description)) ||
    to_tsvector('simple', search_words(title || ' ' || description))) stored,
  unique (account_id, id),
  foreign key (account_id, category_id) references task_categories (account_id, id) on delete set null (category_id),
  foreign key (account_id, reminder_template_id) references reminder_templates (account_id, id) on delete set null (reminder_template_id),
  check (due_date is not null or due_time is null),
  check (due_date is not null or duration_minutes is null),
  check ((status = 'DONE') = (completed_at is not null))
);
create index tasks_by_importance on tasks (account_id, importance, due_end, id) where deleted_at is null;
create index tasks_open_by_importance on tasks (account_id, importance, due_end, id) where deleted_at is null and status = 'OPEN';
create index tasks_by_due on tasks (account_id, due_end, id) where deleted_at is null;
create index tasks_open_by_due on tasks (account_id, due_end, id) where deleted_at is null and status = 'OPEN';
create index tasks_by_creation on tasks (account_id, created_at desc, id desc) where deleted_at is null;
create index tasks_of_category on tasks (account_id, category_id, importance, due_end, id) where deleted_at is null;
create index tasks_of_template on tasks (account_id, reminder_template_id) where reminder_template_id is not null;
create index tasks_deleted on tasks (deleted_at) where deleted_at is not null;
create index tasks_search on tasks using gin (search);

create table subtasks (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  task_id bigint not null,
  title text not null check (char_length(title) between 1 and 200),
  completed boolean not null default false,
  position integer not null check (position >= 0),
  created_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade
);
create index subtasks_of_task on subtasks (account_id, task_id, position, id);

create trigger tasks_announce after insert or update or delete on tasks for each row execute function announce_change('task');
create trigger task_categories_announce after insert or update or delete on task_categories for each row execute function announce_change('category');
create trigger reminder_templates_announce after insert or update or delete on reminder_templates for each row execute function announce_change('template');
