-- Payments are reminded of like tasks. A reminder is about one subject, told by its kind and id; the engine asks for nothing
-- else. The generated columns carry the foreign keys, so that a row can't point into another account or at nothing.
alter table reminders add column subject_kind text, add column subject_id bigint;
update reminders set subject_kind = 'TASK', subject_id = task_id;
alter table reminders drop constraint reminders_one_per_instant;
drop index reminders_of_task;
alter table reminders drop column task_id;
alter table reminders
  alter column subject_kind set not null,
  alter column subject_id set not null,
  add constraint reminders_subject_kind check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN')),
  add column task_id bigint generated always as (case when subject_kind = 'TASK' then subject_id end) stored,
  add column installment_id bigint generated always as (case when subject_kind = 'INSTALLMENT' then subject_id end) stored,
  add column loan_id bigint generated always as (case when subject_kind = 'LOAN' then subject_id end) stored,
  add foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade,
  add foreign key (account_id, installment_id) references installments (account_id, id) on delete cascade,
  add foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade;
create index reminders_of_subject on reminders (account_id, subject_kind, subject_id, planned_at, id);
create index reminders_snoozed on reminders (account_id) where snoozed_until is not null;
-- What a deletion of the subject looks for.
create index reminders_of_task on reminders (account_id, task_id) where task_id is not null;
create index reminders_of_installment on reminders (account_id, installment_id) where installment_id is not null;
create index reminders_of_loan on reminders (account_id, loan_id) where loan_id is not null;
-- As before for tasks: equal instants of one subject collapse; what has ended does not stand in the way. Looked at when the
-- transaction ends, because several reminders of a subject may move through one another's places at once.
alter table reminders add constraint reminders_one_per_instant
  exclude using btree (subject_kind with =, subject_id with =, planned_at with =)
  where (state in ('SCHEDULED', 'SNOOZED', 'AWAITING', 'CLAIMED', 'SENDING', 'BLOCKED')) deferrable initially deferred;

-- Other features keep messages in the chats, too; each family has a kind and writes its own texts.
alter table chat_messages add column kind text not null default 'REMINDER' check (kind ~ '^[A-Z_]{1,20}$');

alter table chat_message_tasks rename to chat_message_subjects;
alter table chat_message_subjects add column subject_kind text, add column subject_id bigint;
update chat_message_subjects set subject_kind = 'TASK', subject_id = task_id;
alter table chat_message_subjects drop constraint chat_message_tasks_pkey;
alter table chat_message_subjects drop column task_id;
alter table chat_message_subjects
  alter column subject_kind set not null,
  alter column subject_id set not null,
  add constraint chat_message_subjects_kind check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN')),
  add column task_id bigint generated always as (case when subject_kind = 'TASK' then subject_id end) stored,
  add column installment_id bigint generated always as (case when subject_kind = 'INSTALLMENT' then subject_id end) stored,
  add column loan_id bigint generated always as (case when subject_kind = 'LOAN' then subject_id end) stored,
  add primary key (account_id, subject_kind, subject_id),
  add foreign key (account_id, task_id) references tasks (account_id, id) on delete cascade,
  add foreign key (account_id, installment_id) references installments (account_id, id) on delete cascade,
  add foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade;
alter index chat_message_tasks_of_message rename to chat_message_subjects_of_message;
create index chat_message_subjects_of_task on chat_message_subjects (account_id, task_id) where task_id is not null;
create index chat_message_subjects_of_installment on chat_message_subjects (account_id, installment_id) where installment_id is not null;
create index chat_message_subjects_of_loan on chat_message_subjects (account_id, loan_id) where loan_id is not null;
