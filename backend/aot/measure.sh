#!/usr/bin/env bash
# Start-up time (process start to the first 200 of /healthz) and memory of the packaged application, without and with its AOT
# cache, in turn, as whole processes. Run by the launcher's --trial after train.sh:
#   java … Main --trial backend/aot/measure.sh [ROUNDS]
set -euo pipefail
rounds=${1:-5}
cd "${APPLICATION_DIR:-$(dirname "$0")/../application/target/quarkus-app}"
[ -s app.aot ] || { echo "No app.aot: run train.sh first." >&2; exit 1; }
unset TELEGRAM_BOT_TOKEN
export TELEGRAM_MODE=webhook

once() { # label java-option
  HTTP_PORT=$((20000 + RANDOM % 20000)) MANAGEMENT_PORT=$((40001 + RANDOM % 20000))
  export HTTP_PORT MANAGEMENT_PORT PUBLIC_URL="http://localhost:$HTTP_PORT"
  local began ready rss
  began=$(date +%s%N)
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" "$2" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xmx384m -Djava.time.zone.DefaultZoneRulesProvider=app.zapiska.zones.ProductZoneRules -jar quarkus-run.jar > measure.log 2>&1 &
  local process=$!
  until curl -fsS -o /dev/null "$PUBLIC_URL/healthz" 2> /dev/null; do
    kill -0 $process || { cat measure.log >&2; exit 1; }
    sleep 0.02
  done
  ready=$(date +%s%N)
  rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' /proc/$process/status)
  kill -TERM $process
  wait $process || true
  echo "$1 $(((ready - began) / 1000000)) $rss" | tee -a measure.txt
}

rm -f measure.txt
for _ in $(seq "$rounds"); do
  once plain -XX:AOTMode=off
  once cached -XX:AOTCache=app.aot
done
for kind in plain cached; do
  for column in 2 3; do
    awk -v k=$kind -v c=$column '$1 == k { print $c }' measure.txt | sort -n \
      | awk -v k=$kind -v c=$column '{ v[NR] = $1 } END { printf "%-6s %s min %d, median %d, max %d\n", k, c == 2 ? "ms to ready" : "MiB resident", v[1], v[int((NR + 1) / 2)], v[NR] }'
  done
done
