-- The day on which a loan's ceiling is reached is told once: a digest of its own kind, looked at once a day for every account,
-- which ends empty where there is nothing to tell. Unlike the digests of a day it is there unasked: what it tells happens
-- once, and by itself.
alter table accounts add column ceiling_messages boolean not null default true;

-- Replicas of the version before would take the new kind's rows and know none of it. As in V29 they find the kinds they know,
-- and nothing else, under the names they know. This version asks for the kinds it knows by name, so the next kind needs no
-- other names; these views can go with a later version. Those of V29 go now.
drop view digest_agenda, digests, digest_payments;
alter table digest_turns rename to digest_schedule;
alter table digest_queue rename to digest_jobs;
alter table digest_schedule drop constraint digest_turns_kind_check,
  add constraint digest_schedule_kind_check check (kind in ('URGENT', 'MORNING', 'EVENING', 'WEEKLY', 'CEILING'));
alter table digest_jobs drop constraint digest_queue_kind_check,
  add constraint digest_jobs_kind_check check (kind in ('URGENT', 'MORNING', 'EVENING', 'WEEKLY', 'CEILING'));
create view digest_turns as
  select account_id, next_at, since, revision, kind from digest_schedule where kind <> 'CEILING';
create view digest_queue as
  select id, account_id, kind, local_date, slot, slot_at, state, due_at, attempts, fence, lease_owner, lease_until, reason,
    created_at, ended_at, not_before, more, in_vain_since, push_in_vain, mail_in_vain
  from digest_jobs where kind <> 'CEILING';

-- What was reached before is no news.
insert into digest_schedule (account_id, kind, next_at, since) select id, 'CEILING', now(), now() from accounts;

-- One of an account is sent after the other: whether an earlier one has ended is asked with every claim.
create index digest_jobs_unended_ceilings on digest_jobs (account_id, id)
  where kind = 'CEILING' and state in ('WAITING', 'SENDING');

create or replace function digest_agenda_of_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into digest_schedule (account_id, kind, next_at, since)
    select new.id, kind, new.created_at, new.created_at
    from unnest(array['URGENT', 'MORNING', 'EVENING', 'WEEKLY', 'CEILING']) as kind;
  else
    update digest_schedule
    set next_at = new.updated_at, revision = revision + 1,
        since = case when case kind
                            when 'URGENT' then old.digest_times is distinct from new.digest_times
                            when 'MORNING' then (old.morning_digest, old.morning_digest_at)
                              is distinct from (new.morning_digest, new.morning_digest_at)
                            when 'EVENING' then (old.evening_digest, old.evening_digest_at)
                              is distinct from (new.evening_digest, new.evening_digest_at)
                            when 'WEEKLY' then (old.weekly_digest, old.weekly_digest_at, old.weekly_digest_day)
                              is distinct from (new.weekly_digest, new.weekly_digest_at, new.weekly_digest_day)
                            else old.ceiling_messages is distinct from new.ceiling_messages end
                       -- What tells each thing once goes on from what it has told, wherever and to whichever chat.
                       or kind <> 'CEILING' and (
                         old.time_zone is distinct from new.time_zone
                         or old.telegram_chat_id is distinct from new.telegram_chat_id)
                     then new.updated_at else since end
    where account_id = new.id;
  end if;
  return null;
end $$;
drop trigger accounts_digest_agenda on accounts;
create trigger accounts_digest_agenda after update on accounts for each row
  when ((old.digest_times, old.time_zone, old.work_start_hour, old.work_end_hour, old.work_days, old.telegram_chat_id,
         old.morning_digest, old.morning_digest_at, old.evening_digest, old.evening_digest_at, old.weekly_digest,
         old.weekly_digest_at, old.weekly_digest_day, old.ceiling_messages)
        is distinct from
        (new.digest_times, new.time_zone, new.work_start_hour, new.work_end_hour, new.work_days, new.telegram_chat_id,
         new.morning_digest, new.morning_digest_at, new.evening_digest, new.evening_digest_at, new.weekly_digest,
         new.weekly_digest_at, new.weekly_digest_day, new.ceiling_messages))
  execute function digest_agenda_of_account();
