create table loans (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null default 0,
  org_name text not null check (char_length(org_name) between 1 and 200),
  website text not null default '' check (char_length(website) <= 2000),
  loan_date date not null,
  due_date date,
  -- The upper bound keeps NaN out, which numeric takes for greater than every number.
  amount_borrowed numeric(14,2) not null check (amount_borrowed > 0 and amount_borrowed <= 999999999999.99),
  amount_due numeric(14,2) check (amount_due > 0 and amount_due <= 999999999999.99),
  risky_org boolean not null default false,
  notes text not null default '' check (char_length(notes) <= 10000),
  payment_methods text not null default '' check (char_length(payment_methods) <= 2000),
  reminder_template_id bigint,
  deleted_at timestamptz,                         -- deleted loans can be restored, and their ledger stays
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Small letters, ё as е, as the product writes them: what PostgreSQL makes of capital Cyrillic depends on its locale. The
  -- name is for the order of lists, in byte order, which is that of the alphabet; the other for looking for any part of it.
  org_folded text collate "C" not null default '',
  search_folded text not null default '',
  unique (account_id, id),
  foreign key (account_id, reminder_template_id) references reminder_templates (account_id, id) on delete set null (reminder_template_id),
  check (due_date >= loan_date)
);
create index loans_of_template on loans (account_id, reminder_template_id) where reminder_template_id is not null;

create table installments (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  loan_id bigint not null,
  due_date date not null,
  amount numeric(14,2) not null check (amount > 0 and amount <= 999999999999.99),
  removed_at timestamptz,                         -- taken out of the schedule; the ledger may still name it
  created_at timestamptz not null,
  unique (account_id, id),
  unique (account_id, loan_id, id),
  foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade
);
create index installments_of_loan on installments (account_id, loan_id, due_date, id) where removed_at is null;

-- The ledger. Debt is what is planned less the sum of it; nothing in it is ever changed or removed (L3).
create table loan_entries (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  loan_id bigint not null,
  installment_id bigint,
  kind text not null check (kind in ('PAYMENT', 'REVERSAL', 'CORRECTION')),
  amount numeric(14,2) not null check (amount between -999999999999.99 and 999999999999.99 and amount <> 0),  -- signed: a reversal takes away
  paid_on date not null,
  reversal_of bigint,
  source text not null check (source in ('WEB', 'TELEGRAM', 'API')),
  actor text not null check (char_length(actor) between 1 and 200),     -- who, as the account or the token was called then
  note text not null default '' check (char_length(note) <= 500),
  created_at timestamptz not null,
  unique (account_id, id),
  unique (account_id, loan_id, id),
  unique (reversal_of),                           -- an entry is reversed once
  foreign key (account_id, loan_id) references loans (account_id, id),
  foreign key (account_id, loan_id, installment_id) references installments (account_id, loan_id, id),
  foreign key (account_id, loan_id, reversal_of) references loan_entries (account_id, loan_id, id),
  check ((kind = 'REVERSAL') = (reversal_of is not null)),
  check (kind <> 'PAYMENT' or amount > 0)
);
create index loan_entries_of_loan on loan_entries (account_id, loan_id, id);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'restrict_violation';
end $$;
create trigger loan_entries_append_only before update or delete on loan_entries
  for each row execute function ledger_is_append_only();
create trigger loan_entries_not_truncated before truncate on loan_entries
  for each statement execute function ledger_is_append_only();
revoke update, delete, truncate on loan_entries from ${appRole};

create trigger loans_announce after insert or update or delete on loans for each row execute function announce_change('loan');
