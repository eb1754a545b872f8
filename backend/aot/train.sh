#!/usr/bin/env bash
# Writes the AOT cache of the packaged application (JEP 483, 514): what its classes look like once loaded and linked, and
# what was hot. Run by the launcher's --trial, which provides PostgreSQL, Redis and a Bot API server, so that the training
# is a real start and real requests:
#   java … Main --trial backend/aot/train.sh [CACHE]
# The cache fits exactly this JDK and these jars, started as «java -XX:AOTCache=… -jar quarkus-run.jar» in the same folder.
set -euo pipefail
cache=${1:-app.aot}

cd "${APPLICATION_DIR:-$(dirname "$0")/../application/target/quarkus-app}"
HTTP_PORT=$((20000 + RANDOM % 20000))
MANAGEMENT_PORT=$((HTTP_PORT + 1))
PUBLIC_URL="http://localhost:$HTTP_PORT"
# The trial's own application polls the bot already, and there is one poller a bot.
TELEGRAM_MODE=webhook
unset TELEGRAM_BOT_TOKEN
export HTTP_PORT MANAGEMENT_PORT PUBLIC_URL TELEGRAM_MODE

"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:AOTCacheOutput="$cache" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
  -Djava.time.zone.DefaultZoneRulesProvider=app.zapiska.zones.ProductZoneRules -jar quarkus-run.jar > train.log 2>&1 &
application=$!
trap 'kill "$application" 2> /dev/null || true' EXIT

await() { # seconds command…
  local left=$(($1 * 5))
  shift
  until "$@" > /dev/null 2>&1; do
    if ! kill -0 "$application" 2> /dev/null || [ $((left--)) -le 0 ]; then
      cat train.log >&2
      return 1
    fi
    sleep 0.2
  done
}

jar=$(mktemp)
answer=$(mktemp)
api() { # method path [json]
  curl -sS --fail-with-body -o "$answer" -X "$1" "$PUBLIC_URL/api/v1$2" -b "$jar" -c "$jar" \
    -H 'X-Requested-With: zapiska' ${3:+-H 'Content-Type: application/json' -d "$3"} \
    || { cat "$answer" >&2; return 1; }
}

await 60 curl -fsS "$PUBLIC_URL/healthz"
api POST /auth/login "{\"password\":\"$AUTH_PASSWORD\"}"
for _ in $(seq 20); do
  api POST /tasks '{"title":"Разминка","due":"2100-12-31T18:00","reminders":["2100-12-31T12:00"]}'
  api GET '/tasks?filter=open&limit=20'
  api GET /tasks/counts
  api GET /dashboard
  api GET /settings
done
rm -f "$jar" "$answer"

kill -TERM "$application"
trap - EXIT
wait "$application" || true
[ -s "$cache" ] || { cat train.log >&2; exit 1; }
ls -l "$cache"
