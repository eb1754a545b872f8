-- How zapiska.manifest (what was found) differs from zapiska.expected (what was dumped): a line for each difference, none when
-- all is there.
with both_sides as (
  select current_setting('zapiska.expected')::jsonb as expected, current_setting('zapiska.manifest')::jsonb as found),
tables as (
  select t.key as name, t.value as expected, found -> 'tables' -> t.key as found
  from both_sides, jsonb_each(expected -> 'tables') as t),
sums as (
  select s.key as name, s.value as expected, found -> 'sums' -> s.key as found
  from both_sides, jsonb_each_text(expected -> 'sums') as s),
objects as (
  select o.key as name, o.value as expected, found -> 'objects' ->> o.key as found,
    -- Another major version may write the same definition in other words.
    (expected -> 'server')::integer / 10000 = (found -> 'server')::integer / 10000 as same_words
  from both_sides, jsonb_each_text(expected -> 'objects') as o)
select format('table %s is missing', name) from tables where found is null
union all
select format('table %s has %s rows instead of %s', name, found -> 'rows', expected -> 'rows')
  from tables where found -> 'rows' <> expected -> 'rows'
union all
select format('table %s has as many rows, but other values in them', name)
  from tables where found -> 'rows' = expected -> 'rows' and found -> 'digest' <> expected -> 'digest'
union all
select format('the sum of %s is %s instead of %s', name, found #>> '{}', expected)
  from sums where found is not null and (found #>> '{}')::numeric <> expected::numeric
union all
select format('%s is missing', name) from objects where found is null
union all
select format('%s is not what it was: %s instead of %s', name, found, expected)
  from objects where found is not null and same_words and found <> expected
union all
select format('sequence of %s would give %s, but %s is taken', s.key, s.value -> 'next', s.value -> 'highest')
  from both_sides, jsonb_each(found -> 'sequences') as s
  where (s.value -> 'next')::bigint <= (s.value -> 'highest')::bigint;
