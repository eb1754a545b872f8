-- Where a task stands within its day before anybody moves it: by its time; then, without one, by its importance. What is put
-- in between by hand gets a number in between, and 2^40 of them lie between two minutes.
create function place_by_time(due_time time, importance smallint) returns bigint language sql immutable parallel safe
return (1 + coalesce(
  cast(extract(hour from due_time) as bigint) * 60 + cast(extract(minute from due_time) as bigint),
  1440 + importance)) * 1099511627776;

alter table tasks
  -- Where somebody has put it within its day, and of which due moment that was said: with another one it stands where its
  -- time says again, and by an undone change it is back in its place.
  add column own_place bigint,
  add column own_place_due timestamp,
  -- What a list by days is ordered by; what has no day comes last.
  add column due_day date not null generated always as (coalesce(due_date, date '9999-12-31')) stored,
  add column day_place bigint not null generated always as (
    case when own_place_due = coalesce(due_date + coalesce(due_time, time '24:00'), timestamp 'infinity') then own_place
      else place_by_time(due_time, importance) end) stored,
  add constraint tasks_own_place check ((own_place is null) = (own_place_due is null));

create index tasks_open_by_day on tasks (account_id, due_day, day_place, id) where deleted_at is null and status = 'OPEN';
create index tasks_done_by_day on tasks (account_id, completed_at desc, id) where deleted_at is null and status = 'DONE';

-- As a task's own words.
alter table subtasks add column search tsvector not null generated always as (
  to_tsvector('russian', search_words(title)) || to_tsvector('simple', search_words(title))) stored;
create index subtasks_search on subtasks using gin (search);
