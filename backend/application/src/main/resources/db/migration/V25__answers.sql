-- When the person first reacted to a reminder that had reached them: completed or paid, snoozed, moved the date, deleted. What
-- ends without them, because a later reminder took over or a template changed, stays without an answer.
alter table reminders add column answered_at timestamptz,
  add constraint reminders_answer_to_something check (answered_at is null or first_sent_at is not null) not valid;
-- As far as it can be told afterwards: of one that was snoozed and has spoken again since, the first answer is not known.
update reminders set answered_at = greatest(updated_at, first_sent_at)
where first_sent_at is not null
  and (state in ('DONE', 'CANCELLED') and reason in ('COMPLETED', 'SNOOZED', 'DELETED', 'REDATED') or state = 'SNOOZED');
-- What was done within a period, for the statistics.
create index tasks_done on tasks (account_id, completed_at) where status = 'DONE' and deleted_at is null;
