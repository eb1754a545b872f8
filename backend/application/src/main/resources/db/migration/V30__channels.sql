-- A message goes by Telegram, or by the second channel when Telegram does not reach the person; the ledger says by which and
-- why. A number is sent once, whatever the channel: deliveries_sent_once and deliveries_open_once know none.
alter table deliveries
  add column channel text not null default 'TELEGRAM' check (channel in ('TELEGRAM', 'PUSH')),
  add column channel_reason text check (channel_reason in ('NOT_LINKED', 'BLOCKED', 'AWAY')),
  drop constraint deliveries_check1,
  add constraint deliveries_sent_has_message
    check (outcome is distinct from 'SENT' or message_id is not null or channel <> 'TELEGRAM'),
  add constraint deliveries_reason_of_channel check ((channel = 'TELEGRAM') = (channel_reason is null));

alter table accounts
  add column second_channel_minutes integer not null default 10 check (second_channel_minutes between 1 and 1440),
  add column push_details boolean not null default true;          -- false: a push message names no task, lender or sum

-- The browsers that take messages when Telegram does not. What the push service is told to send to is a secret of the browser.
create table push_subscriptions (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  endpoint text not null check (char_length(endpoint) <= 1000),
  endpoint_sha256 bytea not null unique check (octet_length(endpoint_sha256) = 32),
  p256dh bytea not null check (octet_length(p256dh) = 65),
  auth bytea not null check (octet_length(auth) = 16),
  server_key bytea not null check (octet_length(server_key) = 65),  -- whose messages it takes: ours at the time
  user_agent text not null check (char_length(user_agent) <= 200),
  created_at timestamptz not null,
  last_sent_at timestamptz,
  refusals integer not null default 0                               -- in a row, 400 or 403
);
create index push_subscriptions_of_account on push_subscriptions (account_id, id);
create trigger push_subscriptions_announce after insert or delete on push_subscriptions
  for each row execute function announce_access('channel');
