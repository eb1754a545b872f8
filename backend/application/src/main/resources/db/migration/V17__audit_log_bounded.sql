-- How often what an entry says has happened within its hour, and when it last did: whoever asks for foreign ids again and again
-- fills no disk. The application's role still may neither change nor delete what stands here, but through these two functions,
-- which can only count up and only forget what is old or too much.
alter table audit_log
  add column times integer not null default 1 check (times > 0),
  add column last_at timestamptz;
create index audit_log_of_event on audit_log (coalesce(account_id, 0), event, at desc);

-- One entry an hour for an account, event and address, and no more than most a day for an account and event.
create function record_audit(of_account bigint, moment timestamptz, of_event text, of_address text, of_details jsonb, most integer)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  same bigint;
begin
  select id into same from audit_log
  where coalesce(account_id, 0) = coalesce(of_account, 0) and event = of_event and at > moment - interval '1 hour'
    and address = of_address
  order by at desc limit 1;
  if same is null then
    select id into same from audit_log
    where coalesce(account_id, 0) = coalesce(of_account, 0) and event = of_event and at > moment - interval '1 day'
    order by at desc offset greatest(most, 1) - 1 limit 1;
  end if;
  if same is null then
    insert into audit_log (account_id, at, event, address, details) values (of_account, moment, of_event, of_address, of_details);
  else
    update audit_log set times = times + 1, last_at = moment where id = same;
  end if;
end
$$;

-- Nothing of the last 90 days goes by age, and of an account never so much that its newest 10,000 entries are touched.
create function purge_audit(older timestamptz, most integer) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (
    delete from audit_log
    where at < least(older, now() - interval '90 days')
       or id in (
         select id from (
           select id, row_number() over (partition by account_id order by at desc, id desc) as place from audit_log) ranked
         where place > greatest(most, 10000))
    returning 1)
  select count(*) from gone
$$;

revoke all on function record_audit(bigint, timestamptz, text, text, jsonb, integer) from public;
revoke all on function purge_audit(timestamptz, integer) from public;
grant execute on function record_audit(bigint, timestamptz, text, text, jsonb, integer) to ${appRole};
grant execute on function purge_audit(timestamptz, integer) to ${appRole};
