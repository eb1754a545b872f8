-- By which version of the rules of time zones an account's reminders were planned last, such as 2026f. A country that changes
-- its clocks moves what is planned already, too: 09:00 of the wall must stay 09:00.
alter table accounts add column zone_rules text not null default '';
