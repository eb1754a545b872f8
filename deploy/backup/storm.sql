-- What the engine would send first if it were started on this database, in zapiska.storm: reminders, chats, messages. As
-- ReminderQueue and Dispatcher do it: of a subject only the latest due reminder speaks, and more than three for one chat are
-- combined, fifteen to a message. Fails when a message that was sent would be sent once more.
do $$
declare
  subject text := 'task_id';
  reminders bigint := 0;
  chats bigint := 0;
  messages bigint := 0;
begin
  if to_regclass('public.reminders') is not null and to_regclass('public.deliveries') is not null then
    if exists (select 1 from pg_attribute where attrelid = 'public.reminders'::regclass and attname = 'subject_id') then
      subject := 'subject_kind, %1$s.subject_id';
    end if;
    execute format($query$
      with due as (
        select r.account_id from public.reminders r
        where r.state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and r.due_at <= now()
          and not exists (
            select 1 from public.reminders later
            where later.account_id = r.account_id and (later.%s) = (r.%s)
              and (later.planned_at, later.id) > (r.planned_at, r.id)
              and (later.state in ('AWAITING', 'CLAIMED', 'SENDING')
                   or later.state in ('SCHEDULED', 'SNOOZED') and later.due_at <= now()))),
      by_chat as (select account_id, count(*) as n from due group by account_id)
      select coalesce(sum(n), 0), count(*), coalesce(sum(case when n > 3 then ceil(n / 15.0) else n end), 0) from by_chat
      $query$, format(subject, 'later'), format(subject, 'r')) into reminders, chats, messages;
    if exists (select 1 from public.reminders r join public.deliveries d on d.reminder_id = r.id and d.outcome = 'SENT'
               where r.state in ('SCHEDULED', 'AWAITING', 'SNOOZED') and d.seq >= r.seq) then
      raise exception 'a message that was sent would be sent again';
    end if;
  end if;
  perform set_config('zapiska.storm', format('%s %s %s', reminders, chats, messages), false);
end $$;
