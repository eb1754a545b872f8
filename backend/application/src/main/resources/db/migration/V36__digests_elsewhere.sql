-- A digest goes by the second channel when Telegram does not reach the person. Replicas of the version before write none of
-- these columns and need none: what they claim goes by Telegram or ends, as it did.
alter table digest_queue
  add column in_vain_since timestamptz,                  -- since when Telegram has not brought what comes next of it
  add column push_in_vain integer not null default 0,    -- tries; one whose answer was lost counts for several
  add column mail_in_vain integer not null default 0;

-- By which channel the last try of a part went, why not by Telegram, and since when that had not brought it.
alter table digest_parts
  add column channel text not null default 'TELEGRAM' check (channel in ('TELEGRAM', 'PUSH', 'MAIL')),
  add column channel_reason text check (channel_reason in ('NOT_LINKED', 'BLOCKED', 'AWAY')),
  add column channel_since timestamptz,
  add column exhausted boolean not null default false,   -- it may have arrived by Telegram, where it is not tried any more
  add constraint digest_parts_reason_of_channel check ((channel = 'TELEGRAM') = (channel_reason is null));
