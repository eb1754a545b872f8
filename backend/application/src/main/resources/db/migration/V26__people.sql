-- Several accounts: who may not come in for the time being, and who is invited.
alter table accounts
  add column deactivated_at timestamptz,          -- since when it may neither sign in nor be written to; null: active
  add check (role <> 'OWNER' or deactivated_at is null);

-- A used one is deleted: what is here can still be used, or has expired.
create table invitations (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade, -- who invites
  role text not null check (role in ('MEMBER', 'READER')),
  code_sha256 bytea not null unique check (octet_length(code_sha256) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  unique (account_id, id)
);

-- The list of people is the owner's page; it says nothing of anybody's data, so that is all that is announced.
create function announce_person() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  perform pg_notify('zapiska_changes', format('%s:person:%s:0', id, changed.id)) from accounts where role = 'OWNER';
  return null;
end $$;
create trigger accounts_announce_person after insert or delete on accounts
  for each row execute function announce_person();
create trigger accounts_announce_changed_person after update on accounts
  for each row
  when ((old.name, old.role, old.deactivated_at, old.telegram_chat_id, old.telegram_blocked_at)
    is distinct from (new.name, new.role, new.deactivated_at, new.telegram_chat_id, new.telegram_blocked_at))
  execute function announce_person();
create trigger invitations_announce after insert or delete on invitations
  for each row execute function announce_person();

-- An account that is deleted takes its ledger along: by the function below alone, and all of it.
create or replace function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.account_id::text = current_setting('zapiska.deleted_account', true) then
      return old;
    end if;
  end if;
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;

-- The application's role may not delete from the ledger; this deletes everything of one account or nothing.
create function delete_account(of_account bigint) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from accounts where id = of_account and role <> 'OWNER' for update;
  if not found then
    return false;
  end if;
  -- One announcement of a kind instead of one for each thing.
  perform set_config('zapiska.together', 'on', true);
  perform set_config('zapiska.deleted_account', of_account::text, true);
  delete from loan_entries where account_id = of_account;
  delete from accounts where id = of_account;
  perform set_config('zapiska.deleted_account', '', true);
  return true;
end $$;
revoke all on function delete_account(bigint) from public;
grant execute on function delete_account(bigint) to ${appRole};

-- The log as pages, the newest first.
create index audit_log_pages on audit_log (account_id, id desc);
