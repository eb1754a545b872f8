-- A payment that moved the date of what it was made for, by an agreement with the lender: what was planned before and after it.
-- It stands as long as the payment does: taking that back takes the agreement back, too.
alter table loan_entries
  add column due_before date,
  add column due_after date,
  add column planned_before numeric(14,2) check (planned_before > 0 and planned_before <= 999999999999.99),  -- null: the sum borrowed was
  add column planned_after numeric(14,2) check (planned_after > 0 and planned_after <= 999999999999.99),
  add column fee numeric(14,2) check (fee >= 0 and fee <= amount),                                            -- of amount, for moving it
  add check ((due_before is null) = (due_after is null) and (due_after is null) = (planned_after is null)
    and (planned_after is null) = (fee is null) and (planned_before is null or due_before is not null)),
  add check (due_after is null or kind = 'PAYMENT' and due_after > due_before);
