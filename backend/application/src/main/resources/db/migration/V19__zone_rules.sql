-- By which version of the rules of time zones everybody's reminders were planned last, such as 2026f; no row before the first
-- start that asks. A country that changes its clocks moves what is planned already, too: 09:00 of the wall must stay 09:00.
create table zone_rules (
  single boolean primary key default true check (single),
  version text not null
);
grant select, insert, update on zone_rules to ${appRole};
