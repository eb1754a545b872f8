-- For whoever has the server and has lost the owner's password or phone: a link by which the owner sets a new password within an
-- hour; using it switches the second step off, too. Run by `make new-password`; the one row that comes back is the link's code.
with link as materialized (
  select encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex') as code
), owner as (
  select id from accounts where role = 'OWNER'
), noted as (
  insert into audit_log (account_id, at, event, details)
  select id, now(), 'password-reset-created', '{"removesSecondFactor": true, "from": "server"}' from owner
), made as (
  insert into password_resets (account_id, code_sha256, removes_second_factor, created_at, expires_at)
  select owner.id, sha256(convert_to(link.code, 'UTF8')), true, now(), now() + interval '1 hour' from owner, link
  on conflict (account_id) do update set code_sha256 = excluded.code_sha256, removes_second_factor = true,
    created_at = excluded.created_at, expires_at = excluded.expires_at
  returning 1
)
select link.code from link, made
