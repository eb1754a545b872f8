#!/usr/bin/env bash
# What `make diagnose` and `make ready` share: how a look is told, where settings and the product are found. Read by them, not run.
# shellcheck disable=SC2034 # they read what is set here

worst=0
good() { printf '  ✅ %s\n' "$1"; }
warn() { # what, what to do
  printf '  ⚠️  %s\n     → %s\n' "$1" "$2"
  if ((worst < 1)); then worst=1; fi
}
bad() {
  printf '  ❌ %s\n     → %s\n' "$1" "$2"
  worst=2
}

# The environment wins over .env, as everywhere.
setting() { # name, default
  local value=${!1-}
  if [ -z "$value" ] && [ -r .env ]; then
    value=$(sed -n "s/^[[:space:]]*\(export[[:space:]]\+\)\{0,1\}$1[[:space:]]*=[[:space:]]*//p" .env | tail -n 1 | sed 's/[[:space:]]*$//; s/^"\(.*\)"$/\1/; s/^'"'"'\(.*\)'"'"'$/\1/')
  fi
  printf '%s' "${value:-$2}"
}

in_compose() { command -v docker > /dev/null && [ -n "$(docker compose ps -aq 2> /dev/null)" ]; }

metric() { awk -v name="$1" '$1 == name { printf "%d", $2; exit }' <<< "$metrics"; }

# Where the product is, and how it counts: address, metrics and hints for whoever must act.
find_product() {
  if in_compose; then
    start='docker compose logs --tail 50 backend — последняя строка говорит, чего не хватает.'
    restart='docker compose restart backend'
    restart_redis='docker compose up -d redis'
    database_help='docker compose logs --tail 50 postgres; df -h'
    metrics_help='docker compose up -d backend'
    address=$(setting HTTP_BIND 127.0.0.1:8080)
    case $address in *:*) ;; *) address=127.0.0.1:$address ;; esac
    address=http://$address
    metrics=$(docker compose exec -T backend ask 9000 /q/metrics 2> /dev/null)
  else
    start="make run; журнал — в $(setting DATA_DIR ./data)/logs"
    restart='Остановите (Ctrl-C) и снова make run.'
    restart_redis=$restart
    database_help="Журнал базы — в $(setting DATA_DIR ./data)/logs; место на диске — выше."
    metrics_help="Проверьте MANAGEMENT_PORT ($(setting MANAGEMENT_PORT 9000))."
    address=http://127.0.0.1:$(setting HTTP_PORT 8080)
    metrics=$(curl -sSf -m 8 "http://127.0.0.1:$(setting MANAGEMENT_PORT 9000)/q/metrics" 2> /dev/null)
  fi
}

need_curl() {
  if ! command -v curl > /dev/null; then
    bad 'Нет программы curl.' 'apt install curl'
    exit "$worst"
  fi
}

look_at_machine() {
  echo 'Машина / The machine'
  local folder free
  folder=$(setting DATA_DIR ./data)
  [ -d "$folder" ] || folder=.
  free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
  if ((free < 200)); then
    bad "Осталось ${free} МБ места." "Освободите место: без него останавливается база. / Free some disk space."
  elif ((free < 1024)); then
    warn "Осталось ${free} МБ места." "Освободите место, пока база не остановилась. / Free some disk space soon."
  else
    good "Места на диске: ${free} МБ"
  fi
  if [ -f .env ] && [ -n "$(find .env -perm /044 2> /dev/null)" ]; then
    warn 'Файл .env с паролями читают и другие пользователи.' 'chmod 600 .env'
  fi
  if [ -e .env.before-rotation ]; then
    warn 'Смена секрета была прервана.' 'make rotate SECRET=… с любым из них доведёт её до конца. / A rotation was cut off: the next one finishes it.'
  fi
}
