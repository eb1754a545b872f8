-- Adds one row to every table of a restored database, so that a sequence out of step, a broken trigger or a missing function
-- shows. The row is a copy of one that is there, with a new number; where nothing is there, one of harmless values. A copy
-- can't satisfy every rule of uniqueness, and harmless values not every CHECK, so the rule in the way is taken away, unless it
-- is the one about the number. To be run in a transaction that is rolled back.
set constraints all immediate;
do $$
declare
  t record;
  columns text;
  copied text;
  harmless text;
  number_column name;
  has_rows boolean;
  attempts integer;
  rule text;
  about_the_number boolean;
begin
  for t in
    select r.oid, r.oid::regclass as tab, n.nspname as schema from pg_class r join pg_namespace n on n.oid = r.relnamespace
    where r.relkind = 'r' and r.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    order by r.relname
  loop
    select string_agg(quote_ident(attname), ', ' order by attnum) filter (where attidentity = ''),
      -- What a row says of others by its own number, another number can't say.
      string_agg(case when exists (
          select 1 from pg_constraint k join pg_attribute n on n.attrelid = k.conrelid and n.attnum = any (k.conkey)
          where k.contype = 'f' and k.conrelid = t.oid and a.attnum = any (k.conkey) and n.attidentity <> '')
        then 'null' else quote_ident(attname) end, ', ' order by attnum) filter (where attidentity = ''),
      max(attname::text) filter (where attidentity <> ''),
      string_agg(case
        when not attnotnull then 'null'
        when typcategory = 'N' then '1' when typcategory = 'B' then 'false'
        when typcategory = 'D' then format('now()::%s', format_type(atttypid, null))
        when typcategory = 'A' then format('''{}''::%s', format_type(atttypid, null))
        when atttypid in ('json'::regtype, 'jsonb'::regtype) then '''{}'''
        when atttypid = 'uuid'::regtype then 'gen_random_uuid()'
        when atttypid = 'bytea'::regtype then '''\x''::bytea'
        when typcategory = 'T' then '''1 second''::interval'
        else '''1''' end, ', ' order by attnum) filter (where attidentity = '')
      into columns, copied, number_column, harmless
      from pg_attribute a join pg_type y on y.oid = a.atttypid
      where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('select exists (select 1 from %s)', t.tab) into has_rows;
    attempts := 0;
    loop
      begin
        if has_rows then
          execute format('insert into %s (%s) select %s from %s limit 1', t.tab, columns, copied, t.tab);
        else
          execute format('insert into %s (%s) values (%s)', t.tab, columns, harmless);
        end if;
        exit;
      exception
        when unique_violation or exclusion_violation or check_violation or foreign_key_violation then
          get stacked diagnostics rule = constraint_name;
          select exists (
              select 1 from pg_index i join pg_class x on x.oid = i.indexrelid
              join pg_attribute a on a.attrelid = t.oid and a.attnum = any (i.indkey::smallint[])
              where i.indrelid = t.oid and x.relname = rule and a.attname = number_column)
            into about_the_number;
          attempts := attempts + 1;
          if about_the_number or attempts > 40 or (has_rows and sqlstate in ('23514', '23503')) then
            raise exception 'no row can be added to %: %', t.tab, sqlerrm;
          end if;
          -- A rule of another table may have refused what a trigger did there; only rules of this one are ours to remove.
          if exists (select 1 from pg_constraint where conrelid = t.oid and conname = rule) then
            execute format('alter table %s drop constraint %I cascade', t.tab, rule);
          elsif exists (select 1 from pg_index i join pg_class x on x.oid = i.indexrelid
                        where i.indrelid = t.oid and x.relname = rule) then
            execute format('drop index %I.%I', t.schema, rule);
          else
            raise exception 'no row can be added to %: %', t.tab, sqlerrm;
          end if;
        when others then
          raise exception 'no row can be added to %: %', t.tab, sqlerrm;
      end;
    end loop;
  end loop;
end $$;
