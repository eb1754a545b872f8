-- An announcement goes by the second channel when Telegram does not reach the person. Replicas of the version before write none
-- of these columns and need none: what they claim goes by Telegram or ends, as it did.
alter table announcement_copies
  add column not_before timestamptz,                     -- due since due_at, and not looked at before this moment
  add column in_vain_since timestamptz,                  -- since when Telegram has not brought it
  add column push_in_vain integer not null default 0,    -- tries; one whose answer was lost counts for several
  add column mail_in_vain integer not null default 0,
  add column exhausted boolean not null default false,   -- it may have arrived by Telegram, where it is not tried any more
  add column channel text not null default 'TELEGRAM'    -- of the last try
    check (channel in ('TELEGRAM', 'PUSH', 'MAIL'));
