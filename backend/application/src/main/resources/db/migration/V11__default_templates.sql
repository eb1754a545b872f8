-- What reminds of a task or a payment when nothing is said about it; null: nothing does. An account begins with «Интенсивные».
alter table accounts
  add column default_task_template_id bigint,
  add column default_payment_template_id bigint;
update accounts a set default_task_template_id = t.id, default_payment_template_id = t.id
from reminder_templates t where t.account_id = a.id and t.system_key = 'intensive';
alter table accounts
  add constraint accounts_default_task_template
    foreign key (id, default_task_template_id) references reminder_templates (account_id, id),
  add constraint accounts_default_payment_template
    foreign key (id, default_payment_template_id) references reminder_templates (account_id, id);

create function choose_default_templates() returns trigger language plpgsql as $$
begin
  update accounts a
  set default_task_template_id = coalesce(a.default_task_template_id, t.id),
      default_payment_template_id = coalesce(a.default_payment_template_id, t.id)
  from reminder_templates t where a.id = new.id and t.account_id = new.id and t.system_key = 'intensive';
  return null;
end $$;
-- By its name after accounts_get_system_templates, which makes them.
create trigger accounts_get_their_default_templates after insert on accounts
  for each row execute function choose_default_templates();

-- A default that is deleted gives way to «Интенсивные», which can't be: silence is chosen, it does not happen. Here, and not in
-- the application, because this sees the choice that another transaction was about to commit.
create function replace_default_template() returns trigger language plpgsql as $$
begin
  update accounts a
  set version = a.version + 1,
      default_task_template_id = case when a.default_task_template_id = old.id then t.id else a.default_task_template_id end,
      default_payment_template_id = case when a.default_payment_template_id = old.id then t.id else a.default_payment_template_id end
  from reminder_templates t
  where a.id = old.account_id and old.id in (a.default_task_template_id, a.default_payment_template_id)
    and t.account_id = old.account_id and t.system_key = 'intensive';
  return old;
end $$;
create trigger reminder_templates_replace_default before delete on reminder_templates
  for each row execute function replace_default_template();
