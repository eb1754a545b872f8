-- Kinds of digests beside the urgent loans: the plan of the morning, what is left in the evening, the review of a week.
-- Each is off until somebody asks for it: nobody is written to of whom nothing is known but that they have an account.
alter table accounts
  add column morning_digest boolean not null default false,
  add column morning_digest_at time not null default '08:00',
  add column evening_digest boolean not null default false,
  add column evening_digest_at time not null default '21:00',
  add column weekly_digest boolean not null default false,
  add column weekly_digest_at time not null default '18:00',
  add column weekly_digest_day smallint not null default 7 check (weekly_digest_day between 1 and 7);  -- ISO: 1 is Monday

-- Replicas of the version before know one kind, and would take every waiting row for it. They find that kind, and nothing else,
-- under the names they know; these views can go with a later version.
alter table digest_agenda rename to digest_turns;
alter table digest_turns add column kind text not null default 'URGENT'
  check (kind in ('URGENT', 'MORNING', 'EVENING', 'WEEKLY'));
alter table digest_turns drop constraint digest_agenda_pkey, add primary key (account_id, kind);
create view digest_agenda as select account_id, next_at, since, revision from digest_turns where kind = 'URGENT';
insert into digest_turns (account_id, kind, next_at, since)
select id, kind, null, now() from accounts, unnest(array['MORNING', 'EVENING', 'WEEKLY']) as kind;

alter table digests rename to digest_queue;
alter table digest_queue drop constraint digests_kind_check,
  add constraint digest_queue_kind_check check (kind in ('URGENT', 'MORNING', 'EVENING', 'WEEKLY')),
  add column more integer not null default 0 check (more >= 0);  -- what there was besides and is not listed
create view digests as
  select id, account_id, kind, local_date, slot, slot_at, state, due_at, attempts, fence, lease_owner, lease_until, reason,
    created_at, ended_at, not_before
  from digest_queue where kind = 'URGENT';

alter table digest_parts add column undo_token uuid;             -- takes back the last that was moved by a button under it

alter table digest_payments rename to digest_subjects;
alter table digest_subjects drop constraint digest_payments_subject_kind_check,
  add constraint digest_subjects_subject_kind_check check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN')),
  add column task_id bigint generated always as (case when subject_kind = 'TASK' then subject_id end) stored,
  add foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade;
create index digest_subjects_of_task on digest_subjects (task_id) where task_id is not null;
create view digest_payments as
  select account_id, digest_id, part, position, subject_kind, subject_id
  from digest_subjects where subject_kind in ('INSTALLMENT', 'LOAN');

create or replace function digest_agenda_of_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into digest_turns (account_id, kind, next_at, since)
    select new.id, kind, new.created_at, new.created_at from unnest(array['URGENT', 'MORNING', 'EVENING', 'WEEKLY']) as kind;
  else
    update digest_turns
    set next_at = new.updated_at, revision = revision + 1,
        since = case when old.time_zone is distinct from new.time_zone
                       or old.telegram_chat_id is distinct from new.telegram_chat_id
                       or case kind
                            when 'URGENT' then old.digest_times is distinct from new.digest_times
                            when 'MORNING' then (old.morning_digest, old.morning_digest_at)
                              is distinct from (new.morning_digest, new.morning_digest_at)
                            when 'EVENING' then (old.evening_digest, old.evening_digest_at)
                              is distinct from (new.evening_digest, new.evening_digest_at)
                            else (old.weekly_digest, old.weekly_digest_at, old.weekly_digest_day)
                              is distinct from (new.weekly_digest, new.weekly_digest_at, new.weekly_digest_day) end
                     then new.updated_at else since end
    where account_id = new.id;
  end if;
  return null;
end $$;
drop trigger accounts_digest_agenda on accounts;
create trigger accounts_digest_agenda after update on accounts for each row
  when ((old.digest_times, old.time_zone, old.work_start_hour, old.work_end_hour, old.work_days, old.telegram_chat_id,
         old.morning_digest, old.morning_digest_at, old.evening_digest, old.evening_digest_at, old.weekly_digest,
         old.weekly_digest_at, old.weekly_digest_day)
        is distinct from
        (new.digest_times, new.time_zone, new.work_start_hour, new.work_end_hour, new.work_days, new.telegram_chat_id,
         new.morning_digest, new.morning_digest_at, new.evening_digest, new.evening_digest_at, new.weekly_digest,
         new.weekly_digest_at, new.weekly_digest_day))
  execute function digest_agenda_of_account();
