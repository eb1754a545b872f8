-- Export and import. Every account has a name of its own for the ids in its archives, so that an archive, or a later one of
-- the same account, is recognised wherever it is imported.
alter table accounts add column archive_source uuid not null default gen_random_uuid() unique;

-- One row an import. The one at work has a deadline, which its process keeps moving; one whose process died ends when it has
-- passed. What is written is written portion by portion together with import_rows, so an import that stopped half-way is
-- simply made again.
create table imports (
  id bigint generated always as identity primary key,
  version integer not null default 0,
  account_id bigint not null references accounts on delete cascade,
  kind text not null check (kind in ('ARCHIVE', 'ORIGINAL')),
  dry_run boolean not null,
  state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  step text check (step in ('READING', 'CHECKING', 'WRITING')),
  rows_done bigint not null default 0 check (rows_done >= 0),  -- of the present step
  rows_total bigint check (rows_total >= 0),      -- where it is known
  report jsonb,                                   -- what became of what, for people; written when it ends
  error text check (error in ('INVALID', 'UNREACHABLE', 'NOT_THE_ORIGINAL', 'CHOOSE_PERSON', 'STOPPED', 'INTERNAL')),
  requested_at timestamptz not null,
  finished_at timestamptz,
  lease_until timestamptz,
  unique (account_id, id),
  check ((state = 'RUNNING') = (lease_until is not null)),
  check ((state = 'RUNNING') = (finished_at is null)),
  check ((state = 'RUNNING') = (step is not null)),
  check ((state = 'FAILED') = (error is not null))
);
create unique index imports_one_at_work on imports (account_id) where state = 'RUNNING';
create index imports_leased on imports (lease_until) where lease_until is not null;
create trigger imports_announce_new after insert on imports for each row execute function announce_change('transfer');
create trigger imports_announce after update on imports for each row when (old.version <> new.version)
  execute function announce_change('transfer');
revoke delete on imports from ${appRole};

-- What came from where: source names the account or the database, source_id is the id there and id the one here. Rows outlast
-- what they point at: a thing deleted since does not come back with the next import.
create table import_rows (
  account_id bigint not null references accounts on delete cascade,
  source text not null check (char_length(source) between 1 and 100),
  kind text not null check (kind in ('TEMPLATE', 'CATEGORY', 'TASK', 'LOAN')),
  source_id bigint not null,
  id bigint not null,
  primary key (account_id, source, kind, source_id)
);
revoke update, delete on import_rows from ${appRole};
