-- A message for several subjects has one button a subject; pressing it shows that subject's own buttons in the same message.
-- Which one is shown is part of what the message says, so it lies with the message: any replica that corrects it, after any
-- restart, writes the same. A hint and no reference: when the subject has gone, the message shows its list again.
alter table chat_messages
  add column opened_kind text check (opened_kind in ('TASK', 'INSTALLMENT', 'LOAN')),
  add column opened_id bigint,
  add check ((opened_kind is null) = (opened_id is null));
