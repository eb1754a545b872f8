-- A task that repeats is one row for each occurrence, of which the next is made in the transaction that ends the one before.
alter table tasks
  -- The first one of the series; null for itself. It may have been purged, so nothing is referenced.
  add column series_id bigint,
  -- The occurrence that this one came after: at most one comes after each, whoever tries.
  add column follows_id bigint,
  -- Where day of the month, phase and time of the rule come from, and the how many of the series that was.
  add column series_start_date date,
  add column series_start_time time,
  add column series_start_number integer check (series_start_number >= 1),
  -- The rule's own date that this occurrence stands for. The due date can be moved by hand, this can't.
  add column slot_date date,
  add column slot_time time,
  -- What the next one is made from where it differs from this one, and the moments to remind at, counted from the due moment.
  add column usual text check (jsonb_typeof(usual::jsonb) = 'object'),
  -- What came after this one; null as long as nothing is decided. Older replicas, which know of no series, leave it so.
  add column continuation text check (continuation in ('FOLLOWED', 'COUNT', 'UNTIL', 'CALENDAR', 'STOPPED')),
  add constraint tasks_follow_one foreign key (account_id, follows_id) references tasks (account_id, id)
    on delete set null (follows_id),
  add constraint tasks_of_a_rule check (recurrence is null
    or series_start_date is not null and series_start_number is not null and slot_date is not null);

create unique index tasks_followed_once on tasks (account_id, follows_id) where follows_id is not null;
create index tasks_of_series on tasks (account_id, series_id) where series_id is not null;
-- Ended by somebody who did not make the next one; looked for every second, and nearly always empty.
create index tasks_not_continued on tasks (id)
  where recurrence is not null and continuation is null and (status = 'DONE' or deleted_at is not null);
