-- Where a lender takes transfers. What is not known is empty. A row stays when it is emptied, so that its version goes on
-- rising and nobody who saw an older one writes over a newer.
create table loan_requisites (
  loan_id bigint primary key,
  account_id bigint not null references accounts on delete cascade,
  version integer not null,
  name text not null check (char_length(name) <= 160),
  account text not null check (char_length(account) <= 20),
  bank text not null check (char_length(bank) <= 160),
  bic text not null check (char_length(bic) <= 9),
  correspondent_account text not null check (char_length(correspondent_account) <= 20),
  inn text not null check (char_length(inn) <= 12),
  kpp text not null check (char_length(kpp) <= 9),
  purpose text not null check (char_length(purpose) <= 210),
  sbp_link text not null check (char_length(sbp_link) <= 500),
  updated_at timestamptz not null,
  foreign key (account_id, loan_id) references loans (account_id, id) on delete cascade
);
create index loan_requisites_of_account on loan_requisites (account_id, loan_id);

-- By the loan's number, under which they are read.
create function announce_requisites() returns trigger language plpgsql as $$
declare
  changed record;
begin
  changed := case when tg_op = 'DELETE' then old else new end;
  if current_setting('zapiska.together', true) = 'on' then
    perform pg_notify('zapiska_changes', format('%s:requisites:0:0', changed.account_id));
  else
    perform pg_notify('zapiska_changes', format('%s:requisites:%s:%s', changed.account_id, changed.loan_id, changed.version));
  end if;
  return null;
end $$;
create trigger loan_requisites_announce after insert or update or delete on loan_requisites
  for each row execute function announce_requisites();
