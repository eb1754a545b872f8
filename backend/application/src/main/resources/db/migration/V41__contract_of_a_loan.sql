-- What the contract of a loan says, as far as somebody typed it in. Nothing is asked for: a loan without a rate stays as it was.
-- That money comes after the contract is not checked here: replicas of the version before move loan_date and know no received_on.
alter table loans
  add column contract_number text check (char_length(contract_number) between 1 and 100),
  add column daily_rate numeric(6,4) check (daily_rate >= 0 and daily_rate <= 10),              -- per cent of a day
  add column full_cost numeric(8,3) check (full_cost >= 0 and full_cost <= 10000),              -- ПСК, per cent of a year
  add column services_paid numeric(14,2) check (services_paid > 0 and services_paid <= 999999999999.99),
  add column lender_kind text
    check (lender_kind in ('MICROFINANCE', 'MICROCREDIT', 'BANK', 'COOPERATIVE', 'PAWNSHOP', 'PERSON')),
  add column promo_rate numeric(6,4) check (promo_rate >= 0 and promo_rate <= 10),
  add column promo_lost_on_day integer check (promo_lost_on_day between 1 and 365),             -- of a delay
  add column penalty_kind text check (penalty_kind in ('NONE', 'YEARLY', 'DAILY')),
  add column penalty_rate numeric(8,4) check (penalty_rate >= 0 and penalty_rate <= 1000),      -- of a year or of a day, as the kind says
  add column short_loan boolean,                                                                -- 353-ФЗ ст. 6.2, as its first page says
  add column collateral boolean,
  add column received_on date,                                                                  -- null: on the day of the contract
  add check ((promo_rate is null) = (promo_lost_on_day is null)),
  add check (penalty_rate is null or coalesce(penalty_kind in ('YEARLY', 'DAILY'), false));
