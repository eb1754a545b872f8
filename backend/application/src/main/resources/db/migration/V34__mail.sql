-- Mail is the other second channel. A number still goes by one channel only; the ledger says by which, why, and since when
-- Telegram did not bring it.
alter table deliveries
  drop constraint deliveries_channel_check,
  add constraint deliveries_channel_check check (channel in ('TELEGRAM', 'PUSH', 'MAIL')),
  add column channel_since timestamptz;

-- One address of an account, and the one that is to take its place once its owner has opened the letter that was sent there.
create table mail_addresses (
  id bigint generated always as identity primary key,
  account_id bigint not null unique references accounts on delete cascade,
  address text check (char_length(address) between 6 and 254),
  confirmed_at timestamptz,
  last_sent_at timestamptz,
  refused_at timestamptz,                    -- the mail server takes no letter for it, for good; set: nothing is sent there
  refusal text check (char_length(refusal) <= 40),
  pending text check (char_length(pending) between 6 and 254),
  pending_sha256 bytea unique check (octet_length(pending_sha256) = 32),
  pending_until timestamptz,
  check (address is not null or pending is not null),
  check ((address is null) = (confirmed_at is null)),
  check ((refused_at is null) = (refusal is null) and (refused_at is null or address is not null)),
  check ((pending is null) = (pending_sha256 is null) and (pending is null) = (pending_until is null))
);
create trigger mail_addresses_announce
  after insert or delete or update of address, confirmed_at, refused_at, pending on mail_addresses
  for each row execute function announce_access('channel');

-- One row: whether this installation sends mail at all, and since when its mail server takes nothing.
create table mail_server (
  one boolean primary key default true check (one),
  configured boolean not null default false,
  failing_since timestamptz,
  error text check (char_length(error) <= 200)
);
insert into mail_server default values;
