#!/usr/bin/env bash
# Runs a command with nginx in front of the running product: BASE_URL is nginx's address then. The launcher's --trial runs
# the browser tests so, and every page is seen through the configuration of production.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
BASE_URL=$PUBLIC_URL
if ! command -v nginx > /dev/null; then
  [ -z "${CI:-}" ] || { echo "nginx is missing" >&2; exit 1; }
  echo "Без nginx: тесты идут прямо к приложению. / No nginx here: the tests go straight to the application."
else
  folder=$(mktemp -d)
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
  "$here/local.sh" "$folder" "127.0.0.1:$port" "$FRONTEND_DIR" "127.0.0.1:$HTTP_PORT" > "$folder.log" 2>&1 &
  nginx=$!
  trap 'kill "$nginx" 2> /dev/null; wait "$nginx" 2> /dev/null; rm -rf "$folder" "$folder.log"' EXIT
  BASE_URL=http://localhost:$port
  for _ in $(seq 100); do
    curl -fsS -o /dev/null "$BASE_URL/" 2> /dev/null && break
    kill -0 "$nginx" || { cat "$folder.log" >&2; exit 1; }
    sleep 0.1
  done
  curl -fsS -o /dev/null "$BASE_URL/" || { cat "$folder.log" >&2; exit 1; }
fi
export BASE_URL
"$@"
