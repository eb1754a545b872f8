-- Work on backups: asked for here by people and by the clock, done by the backup worker (deploy/backup), which alone has the
-- tools and the keys. A RUNNING row has an owner and a deadline; one whose worker died ends when the deadline has passed.
create table backups (
  id bigint generated always as identity primary key,
  version integer not null default 0,
  kind text not null check (kind in ('SCHEDULED', 'MANUAL', 'PROOF')),
  state text not null check (state in ('REQUESTED', 'RUNNING', 'DONE', 'FAILED')),
  name text check (name ~ '^zapiska-[0-9]{8}T[0-9]{6}Z\.age$'),       -- of the file; a proof names the file it is about
  step text check (step in ('DUMPING', 'VERIFYING', 'UPLOADING', 'PRUNING', 'RESTORING', 'COMPARING')),
  bytes_done bigint check (bytes_done >= 0),      -- of the present step
  bytes_total bigint check (bytes_total >= 0),    -- known, or guessed from the backup before
  size bigint check (size > 0),                   -- of the encrypted file
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),  -- of the encrypted file
  on_disk boolean not null default false,         -- the file stands in the worker's folder
  remote text not null default 'NONE' check (remote in ('NONE', 'STORED', 'FAILED', 'PRUNED')),
  remote_tried_at timestamptz,
  row_count bigint check (row_count >= 0),        -- rows in it, of all tables
  ledger numeric(20,2),                           -- sum of the ledger in it
  requested_by bigint references accounts on delete set null,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  error text check (error in ('DATABASE_UNREACHABLE', 'DUMP_FAILED', 'DISK_FULL', 'DAMAGED', 'REMOTE_FAILED', 'NOT_RESTORABLE',
    'DIFFERENT', 'MISSING', 'CONFIGURATION', 'STOPPED', 'WORKER_GONE')),
  error_detail text check (char_length(error_detail) <= 500),         -- what the tools said, for whoever repairs it
  lease_owner uuid,
  lease_until timestamptz,
  check ((state = 'RUNNING') = (lease_until is not null)),
  check ((lease_owner is null) = (lease_until is null)),
  check ((state in ('DONE', 'FAILED')) = (finished_at is not null)),
  check (state <> 'FAILED' or error is not null),
  check (state <> 'DONE' or name is not null),
  check (kind = 'PROOF' or state <> 'DONE' or (size is not null and sha256 is not null))
);
create unique index backups_name on backups (name) where kind <> 'PROOF';
-- One at a time, whoever the workers are; and who asks twice is asked for once.
create unique index backups_one_at_work on backups ((true)) where state = 'RUNNING';
create unique index backups_one_waiting on backups (kind) where state = 'REQUESTED';
create index backups_finished on backups (finished_at desc) where finished_at is not null;
revoke delete on backups from ${appRole};

-- Ends what a dead worker has left at work. Called by workers and by the product, so that it ends even when no worker comes back.
create function end_abandoned_backups() returns bigint language sql as $$
  with ended as (
    update backups set state = 'FAILED', error = 'WORKER_GONE', finished_at = now(), step = null, bytes_done = null,
      bytes_total = null, lease_owner = null, lease_until = null, version = version + 1
    where state = 'RUNNING' and lease_until < now() returning 1)
  select count(*) from ended
$$;

-- Backups belong to the installation; its owner hears of them.
create function announce_backup() returns trigger language plpgsql as $$
begin
  perform pg_notify('zapiska_changes', format('%s:backup:%s:%s', id, new.id, new.version)) from accounts where role = 'OWNER';
  return null;
end $$;
create trigger backups_announce after insert or update on backups for each row execute function announce_backup();

-- One row: what the owner was told last about backups in trouble, so that no replica says it again too soon.
create table backup_watch (
  id smallint primary key default 1 check (id = 1),
  since timestamptz not null default now(),       -- from when on a first backup is waited for
  told text[] not null default '{}',              -- the troubles; empty when all is well
  told_at timestamptz,
  lease_until timestamptz,                        -- a replica is about to tell
  check ((told_at is null) = (told = '{}'))
);
insert into backup_watch default values;
revoke insert, delete on backup_watch from ${appRole};
