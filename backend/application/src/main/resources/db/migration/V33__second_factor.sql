-- The second step of signing in with a password. A row means that it is on.
create table second_factors (
  account_id bigint primary key references accounts on delete cascade,
  secret bytea not null check (octet_length(secret) between 29 and 200),  -- sealed: of use with JWT_SIGNING_KEY only
  last_step bigint not null,                      -- of the code that was accepted last: it and older ones are refused
  created_at timestamptz not null
);

-- For when the phone is lost, each once. They are random enough that a plain hash tells nothing.
create table recovery_codes (
  account_id bigint not null references second_factors on delete cascade,
  code_sha256 bytea not null check (octet_length(code_sha256) = 32),
  used_at timestamptz,
  primary key (account_id, code_sha256)
);

-- A link by which a person sets a new password without the old one; one of an account at a time, and deleted when used.
create table password_resets (
  account_id bigint primary key references accounts on delete cascade,
  code_sha256 bytea not null unique check (octet_length(code_sha256) = 32),
  removes_second_factor boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create function announce_second_factor() returns trigger language plpgsql as $$
begin
  perform pg_notify('zapiska_changes',
    format('%s:factor:0:0', case when tg_op = 'DELETE' then old.account_id else new.account_id end));
  return null;
end $$;
create trigger second_factors_announce after insert or delete on second_factors
  for each row execute function announce_second_factor();
create trigger recovery_codes_announce after insert or update or delete on recovery_codes
  for each row execute function announce_second_factor();

-- The owner's list says who has a second step and whose link is open.
create function announce_access_of_person() returns trigger language plpgsql as $$
begin
  perform pg_notify('zapiska_changes',
    format('%s:person:%s:0', id, case when tg_op = 'DELETE' then old.account_id else new.account_id end))
  from accounts where role = 'OWNER';
  return null;
end $$;
create trigger second_factors_announce_person after insert or delete on second_factors
  for each row execute function announce_access_of_person();
create trigger password_resets_announce_person after insert or update or delete on password_resets
  for each row execute function announce_access_of_person();
