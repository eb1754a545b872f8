-- What is in the database of this session, as one JSON object in the setting zapiska.manifest: of every table the number of
-- rows and a digest of all values, of every column of money its sum, the objects that guard the data, the sequences. Runs in
-- the snapshot a dump is taken from, and again in what was restored from it. Generated columns are left out: they are computed
-- anew by the restore, and what they contain may differ between versions of PostgreSQL.
do $$
declare
  t record;
  c record;
  counted jsonb;
  next bigint;
  highest bigint;
  tables jsonb := '{}';
  sums jsonb := '{}';
  sequences jsonb := '{}';
  objects jsonb;
  migrated text;
begin
  for t in
    select r.oid, n.nspname || '.' || r.relname as name,
      string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attgenerated = '') as columns,
      string_agg(format('sum(%I)::text', a.attname), ', ' order by a.attnum)
        filter (where a.atttypid = 'numeric'::regtype) as money,
      array_agg(a.attname order by a.attnum) filter (where a.atttypid = 'numeric'::regtype) as money_names
    from pg_class r
    join pg_namespace n on n.oid = r.relnamespace
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.relkind = 'r' and r.relpersistence <> 't' and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    group by r.oid, n.nspname, r.relname order by 2
  loop
    -- The sum of digests does not depend on the order rows are read in; 60 bits of each are summed exactly.
    execute format(
      'select jsonb_build_array(count(*), coalesce(sum((''x'' || substr(md5(row(%s)::text), 1, 15))::bit(60)::bigint::numeric), 0)::text%s) from %s',
      t.columns, coalesce(', ' || t.money, ''), t.oid::regclass) into counted;
    tables := tables || jsonb_build_object(t.name, jsonb_build_object('rows', counted -> 0, 'digest', counted -> 1));
    for i in 1 .. coalesce(cardinality(t.money_names), 0) loop
      sums := sums || jsonb_build_object(t.name || '.' || t.money_names[i], coalesce(counted ->> (i + 1), '0.00'));
    end loop;
  end loop;

  for c in
    select d.objid::regclass as sequence, d.refobjid::regclass as tab, a.attname as col, s.seqincrement as step,
      n.nspname || '.' || r.relname || '.' || a.attname as name
    from pg_depend d
    join pg_sequence s on s.seqrelid = d.objid
    join pg_class r on r.oid = d.refobjid
    join pg_namespace n on n.oid = r.relnamespace
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('i', 'a')
      and n.nspname !~ '^pg_'
  loop
    execute format('select last_value + case when is_called then $1 else 0 end from %s', c.sequence) into next using c.step;
    execute format('select coalesce(max(%I), 0) from %s', c.col, c.tab) into highest;
    sequences := sequences || jsonb_build_object(c.name, jsonb_build_object('next', next, 'highest', highest));
  end loop;

  -- What keeps the data right: without a unique index a message could go out twice, without a grant's absence the ledger
  -- could be changed. Without brackets: PostgreSQL sets them differently when it reads its own words again.
  select coalesce(jsonb_object_agg(o.name, o.definition), '{}') into objects
  from (
    select 'constraint ' || n.nspname || '.' || r.relname || '.' || x.conname, translate(pg_get_constraintdef(x.oid), '() ', '')
      from pg_constraint x join pg_class r on r.oid = x.conrelid join pg_namespace n on n.oid = r.relnamespace
      where x.contype in ('c', 'f', 'p', 'u', 'x') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    union all
    select 'index ' || n.nspname || '.' || r.relname, translate(pg_get_indexdef(r.oid), '() ', '')
      from pg_class r join pg_namespace n on n.oid = r.relnamespace
      where r.relkind = 'i' and n.nspname !~ '^pg_'
    union all
    select 'trigger ' || n.nspname || '.' || r.relname || '.' || g.tgname, translate(pg_get_triggerdef(g.oid), '() ', '')
      from pg_trigger g join pg_class r on r.oid = g.tgrelid join pg_namespace n on n.oid = r.relnamespace
      where not g.tgisinternal and n.nspname !~ '^pg_'
    union all
    select 'function ' || p.oid::regprocedure, md5(pg_get_functiondef(p.oid))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prokind in ('f', 'p') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all
    select 'grants on ' || n.nspname || '.' || r.relname,
        (select string_agg(item::text, ' ' order by item::text) from unnest(r.relacl) as item)
      from pg_class r join pg_namespace n on n.oid = r.relnamespace
      where r.relkind in ('r', 'S') and r.relacl is not null and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
  ) as o (name, definition);

  if to_regclass('public.flyway_schema_history') is not null then
    execute 'select version from public.flyway_schema_history where success and version is not null order by installed_rank desc limit 1'
      into migrated;
  end if;

  perform set_config('zapiska.manifest', jsonb_build_object(
    'format', 'zapiska-backup-1',
    'createdAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'database', current_database(),
    'server', current_setting('server_version_num')::integer,
    'schema', coalesce(migrated, '0'),
    'tables', tables, 'sums', sums, 'sequences', sequences, 'objects', objects)::text, false);
end $$;
