-- A message that could not leave at its moment stays due since that moment: who counts how late it is need not know how often
-- it was put back. When it may be tried again stands beside.
alter table reminders add column not_before timestamptz;
alter table digests add column not_before timestamptz;
