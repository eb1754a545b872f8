-- Words led by the number of the account they are written for, so that a search walks through one person's words however many
-- others there are; the words alone would be found in everybody's tasks first. A word that is cut is longer than any that is
-- asked for. Not declared safe for parallel work: nothing is known of how many rows match, and from a guess the planner would
-- start a second process for each search.
create function own_words(account bigint, words tsvector) returns tsvector language sql immutable strict
return array_to_tsvector(array(
  select cast(account as text) || '/' || left(word, 400) from unnest(tsvector_to_array(words)) as w (word)));

-- What is asked, for these. Words are letters and digits: a quotation mark is none of them.
create function own_search_query(account bigint, asked text) returns tsquery language sql stable strict parallel safe
return cast(regexp_replace(cast(search_query(asked) as text), '''([^'']+)''', '''' || cast(account as text) || '/\1''', 'g')
  as tsquery);

-- What waits to be sorted into the index is read through by each search, everybody's: kept short.
create index tasks_own_search on tasks using gin (own_words(account_id, search)) with (gin_pending_list_limit = 128);
create index subtasks_own_search on subtasks using gin (own_words(account_id, search)) with (gin_pending_list_limit = 128);
-- The planner asks nothing of what it would take a second to work out.
alter index tasks_own_search alter column 1 set statistics 0;
alter index subtasks_own_search alter column 1 set statistics 0;
-- A replica of the version before goes on searching, through the account's rows.
drop index tasks_search;
drop index subtasks_search;

-- What has arrived within a period, for the statistics.
create index reminders_first_sent on reminders (account_id, first_sent_at) where first_sent_at is not null;
