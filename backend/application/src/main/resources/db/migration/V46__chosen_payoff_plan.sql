-- The payoff plan that an account follows. A row stays when the plan has ended (monthly_budget is null then), so that its version
-- goes on rising and nobody who saw an older one writes over a newer.
create table payoff_plans (
  account_id bigint primary key references accounts on delete cascade,
  version integer not null,
  -- what was chosen
  monthly_budget numeric(14,2) check (monthly_budget > 0 and monthly_budget <= 999999999999.99),
  pay_order text check (pay_order in ('MARGINAL_COST', 'RATE', 'SIZE', 'BY_HAND')),
  by_hand bigint[] check (cardinality(by_hand) <= 1000),      -- first to last; null: no order of the person's own
  first_on date,
  extra numeric(14,2) check (extra >= 0 and extra <= 999999999999.99),
  fee_fixed numeric(14,2) check (fee_fixed >= 0 and fee_fixed <= 999999999999.99),
  fee_percent numeric(5,2) check (fee_percent between 0 and 100),
  chosen_on date,
  after_entry bigint,                                         -- the ledgers' last line then: what comes after it is paid by the plan
  free_then date,                                             -- when all was to be paid, as it was chosen
  -- where it stands
  since date,                                                 -- when its money came last
  money numeric(16,2) check (money >= 0),                     -- what there was of it from that day on
  kept numeric(16,2) check (kept >= 0),                       -- null: nothing was owed, so nothing was kept
  missed numeric(16,2) check (missed >= 0),
  quiet boolean,
  -- how it stood before its money came last; null: it was chosen or brought here since
  last_since date,
  last_money numeric(16,2) check (last_money >= 0),
  last_kept numeric(16,2) check (last_kept >= 0),
  -- what was worked out last
  on_hand numeric(16,2) check (on_hand >= 0),
  ahead numeric(16,2) check (ahead >= 0),                     -- of the next money, what was paid already
  free_on date,                                               -- null: ten years are not enough, or nothing is owed
  short_on date,
  short_by numeric(16,2) check (short_by > 0),
  worked_out_on date,
  next_at timestamptz,                                        -- when the account's next day begins
  check (num_nulls(monthly_budget, pay_order, first_on, extra, fee_fixed, fee_percent, after_entry, chosen_on, since, money,
    missed, quiet, on_hand, ahead, worked_out_on, next_at) in (0, 16)),
  check ((short_on is null) = (short_by is null)),
  check (num_nulls(last_since, last_money, last_kept) in (0, 3)),
  check (monthly_budget is not null or num_nonnulls(by_hand, free_then, free_on, short_on, kept, last_since) = 0)
);
create index payoff_plans_next on payoff_plans (next_at) where next_at is not null;

-- What the plan pays before anything asks for it, on the nearest day on which it does; one payment for each loan. What was asked
-- for on a day that has passed stays as long as it is open, and afterwards as what messages speak of.
create table payoff_payments (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts on delete cascade,
  loan_id bigint not null,
  since date not null,                                        -- the day of the money that it is paid from
  due_date date not null,
  amount numeric(14,2) not null check (amount > 0),
  remaining numeric(14,2) not null check (remaining between 0 and amount),
  after_entry bigint not null,                                -- the ledgers' last line as it was first asked for
  created_at timestamptz not null,
  removed_at timestamptz,                                     -- the plan does not ask for it any more, and it was not paid
  unique (account_id, id),
  unique (account_id, loan_id, since),
  foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade
);
create index payoff_payments_open on payoff_payments (account_id) where removed_at is null and remaining > 0;

-- By the account's number alone: there is one.
create function announce_payoff() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  perform pg_notify('zapiska_changes', format('%s:payoff:0:%s', changed.account_id, changed.version));
  return null;
end $$;
create trigger payoff_plans_announce after insert or update or delete on payoff_plans
  for each row execute function announce_payoff();

-- Replicas of the version before write payments and have no plan follow them. It is worked out anew as soon as a replica of this
-- one looks, which sets next_at itself when it writes the payment.
create function payoff_plans_of_entries() returns trigger language plpgsql as $$
begin
  update payoff_plans set next_at = '-infinity'
  where account_id in (select account_id from fresh) and next_at > '-infinity';
  return null;
end $$;
create trigger loan_entries_payoff after insert on loan_entries referencing new table as fresh
  for each statement execute function payoff_plans_of_entries();

-- These payments are reminded of like all others. A generated column with a foreign key, as the other kinds have one, would write
-- tables anew in which there may be millions of rows, and everybody would wait that long. So nothing is read or written here:
-- triggers do the same by the indexes that are there, and no row from before is of the new kind.
alter table reminders drop constraint reminders_subject_kind,
  add constraint reminders_subject_kind check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN', 'PLANNED')) not valid;
alter table chat_message_subjects drop constraint chat_message_subjects_kind,
  add constraint chat_message_subjects_kind check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN', 'PLANNED')) not valid;
alter table chat_messages drop constraint chat_messages_opened_kind_check,
  add constraint chat_messages_opened_kind_check check (opened_kind in ('TASK', 'INSTALLMENT', 'LOAN', 'PLANNED')) not valid;
alter table digest_subjects drop constraint digest_subjects_subject_kind_check,
  add constraint digest_subjects_subject_kind_check check (subject_kind in ('TASK', 'INSTALLMENT', 'LOAN', 'PLANNED')) not valid;

create function planned_is_there() returns trigger language plpgsql as $$
begin
  perform from payoff_payments where account_id = new.account_id and id = new.subject_id for key share;
  if not found then
    raise foreign_key_violation using message =
      format('%s: violates foreign key: account %s has no planned payment %s', tg_table_name, new.account_id, new.subject_id);
  end if;
  return null;
end $$;
create trigger reminders_planned after insert or update of account_id, subject_kind, subject_id on reminders
  for each row when (new.subject_kind = 'PLANNED') execute function planned_is_there();
create trigger chat_message_subjects_planned after insert or update of account_id, subject_kind, subject_id
  on chat_message_subjects for each row when (new.subject_kind = 'PLANNED') execute function planned_is_there();

create trigger digest_subjects_planned after insert or update of account_id, subject_kind, subject_id
  on digest_subjects for each row when (new.subject_kind = 'PLANNED') execute function planned_is_there();

create function planned_is_gone() returns trigger language plpgsql as $$
begin
  delete from chat_message_subjects s using gone
  where s.account_id = gone.account_id and s.subject_kind = 'PLANNED' and s.subject_id = gone.id;
  delete from digest_subjects s using gone
  where s.account_id = gone.account_id and s.subject_kind = 'PLANNED' and s.subject_id = gone.id;
  delete from reminders r using gone
  where r.account_id = gone.account_id and r.subject_kind = 'PLANNED' and r.subject_id = gone.id;
  return null;
end $$;
create trigger payoff_payments_gone after delete on payoff_payments referencing old table as gone
  for each statement execute function planned_is_gone();
