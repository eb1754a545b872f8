-- Links under which a calendar program reads without signing in. Of the secret in them only the hash is kept.
create table calendar_feeds (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  name text not null default '' check (char_length(name) <= 100),
  content text not null check (content in ('TASKS', 'PAYMENTS', 'ALL')),
  hide_details boolean not null,
  secret_sha256 bytea not null unique check (octet_length(secret_sha256) = 32),
  created_at timestamptz not null,
  last_fetched_at timestamptz,                    -- not each time, but every few minutes at most
  unique (account_id, id)
);
create trigger calendar_feeds_announce after insert or delete on calendar_feeds
  for each row execute function announce_access('feed');

-- What goes on from before the days that a calendar shows.
create index tasks_open_repeating on tasks (account_id, due_date)
  where recurrence is not null and status = 'OPEN' and deleted_at is null;
