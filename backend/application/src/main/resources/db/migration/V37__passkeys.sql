-- What a device signs in with instead of a password: the public half of a key that never leaves it, or its owner's key store.
create table passkeys (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  attested bytea not null check (octet_length(attested) between 1 and 4096),  -- attested credential data of WebAuthn, the key in it
  sign_count bigint not null check (sign_count between 0 and 4294967295),     -- of the last use; 0 where the device does not count
  backup_eligible boolean not null,               -- its owner's devices may share it; it never changes
  name text not null check (char_length(name) between 1 and 100),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_of_account on passkeys (account_id, id);
create trigger passkeys_announce after insert or update or delete on passkeys
  for each row execute function announce_access('passkey');

-- What a key store knows the account by: random, so that it tells nobody anything. An older version's accounts get theirs, too.
alter table accounts add column passkey_handle uuid not null default gen_random_uuid();

-- Which key has begun the session: it ends with it.
alter table sessions add column passkey_id bigint references passkeys on delete set null;

-- Challenges that somebody was let in for, or a key was added for; they are signed, so that those nobody answers are kept nowhere.
create table passkey_challenges_used (
  challenge_sha256 bytea primary key check (octet_length(challenge_sha256) = 32),
  forgotten_at timestamptz not null
);
create index passkey_challenges_used_age on passkey_challenges_used (forgotten_at);
