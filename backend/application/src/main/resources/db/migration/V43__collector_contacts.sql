-- When a lender's or a collector's people have called, written or come. What was written down outlasts the loan.
create table collector_contacts (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  loan_id bigint,
  contacted_at timestamptz not null,
  kind text not null check (kind in ('CALL', 'ROBOT_CALL', 'MESSAGE', 'MEETING', 'LETTER')),
  who text not null check (char_length(who) <= 200),
  phone text not null check (char_length(phone) <= 50),
  note text not null check (char_length(note) <= 2000),
  created_at timestamptz not null,
  unique (account_id, id),
  foreign key (account_id, loan_id) references loans (account_id, id) on delete set null (loan_id)
);
create index collector_contacts_by_time on collector_contacts (account_id, contacted_at, id);
create index collector_contacts_of_loan on collector_contacts (account_id, loan_id) where loan_id is not null;
create trigger collector_contacts_announce after insert or update or delete on collector_contacts
  for each row execute function announce_change('contact');

alter table import_rows drop constraint import_rows_kind_check,
  add constraint import_rows_kind_check check (kind in ('TEMPLATE', 'CATEGORY', 'TASK', 'LOAN', 'CONTACT'));
