# shellcheck shell=bash
# What the scripts that change an installation of docker compose share; read by them, not run.

say() { printf '%s\n' "$*" >&2; }
# A mistake of whoever calls, before anything was changed.
refuse() {
  say "$@"
  exit 2
}

running() { docker compose ps --services --status running 2> /dev/null; }
runs() { grep -qx "$1" <<< "$(running)"; }
backup() { docker compose exec -T backup zapiska-backup "$@"; }

# As backup; but the nightly work may be under way, and ends within minutes.
backup_in_turn() {
  local said tries=${BACKUP_TURNS:-120} status
  said=$(mktemp)
  while :; do
    status=0
    backup "$@" 2> "$said" || status=$?
    if ((status != 0 && tries-- > 0)) && grep -q 'at this moment' "$said"; then sleep 5; continue; fi
    cat "$said" >&2
    rm -f "$said"
    return "$status"
  done
}

# By the socket, where the server asks nobody inside its container for a password; in the database postgres, which is always there.
superuser() { # one statement
  # shellcheck disable=SC2016 # of the container
  docker compose exec -T postgres sh -c 'psql -XqAt -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres' <<< "$1"
}

app_role() { setting DB_USER zapiska_app; }

# While its role may not sign in, no application of this installation sends anything, whoever starts it: a person, a reboot, systemd.
# It is in no backup, so where one is restored the role may.
keep_out() {
  superuser "alter role \"$(app_role)\" nologin; select pg_terminate_backend(pid) from pg_stat_activity where usename = '$(app_role)'" > /dev/null
}
let_in() { superuser "alter role \"$(app_role)\" login"; }
is_kept_out() { [ "$(superuser "select rolcanlogin from pg_roles where rolname = '$(app_role)'")" = f ]; }

await_database() { # without the application's role, which may be kept out
  local waited=0
  until superuser 'select 1' > /dev/null 2>&1; do
    ((waited++ < 120)) || return 1
    sleep 1
  done
}

# What was locked is told to be unhealthy until the next look, and nothing starts beside it.
await_health() { # service
  local waited=0
  until [ "$(docker compose ps --format '{{.Health}}' "$1" 2> /dev/null)" = healthy ]; do
    ((waited++ < 90)) || return 1
    sleep 1
  done
}

# In order, and what only looks at the end: nothing waits for it.
start_all() {
  docker compose up -d --no-deps postgres redis >&2 && await_health postgres &&
    docker compose up -d --wait --wait-timeout 300 postgres redis backend frontend >&2 && docker compose up -d >&2
}
