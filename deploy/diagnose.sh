#!/usr/bin/env bash
# Says what is wrong and what to do about it: `make diagnose`, for make run and for docker compose.
# Ends with 0 when all is well, 1 when something should be looked at, 2 when reminders do not go out or the page is away.
# Changes nothing, and prints no secret.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
# shellcheck source-path=SCRIPTDIR source=looks.sh
. deploy/looks.sh

# Compose puts variables in the place of $ where there are no single quotes; a password is then another one, and nobody says so.
look_at_dollars() {
  local names
  [ -r .env ] || return 0
  names=$(awk -v quote="'" '/^[ \t]*(export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=/ {
    name = value = $0
    sub(/[ \t]*=.*/, "", name); sub(/^[ \t]*(export[ \t]+)?/, "", name); sub(/^[^=]*=[ \t]*/, "", value)
    if (index(value, quote) != 1 && index(value, "$")) print name }' .env | paste -sd ' ' -)
  [ -z "$names" ] || warn "Знак \$ в .env без одинарных кавычек: $names." \
    "docker compose подставит на его место переменную. Возьмите значение в одинарные кавычки: '…', затем docker compose up -d. / Put such values into single quotes."
}

look_at_containers() {
  echo 'Контейнеры / Containers'
  local name state health seen=
  while IFS=$'\t' read -r name state health; do
    [ -n "$name" ] || continue
    seen=1
    if [ "$state" != running ]; then
      bad "$name: $state" "docker compose logs --tail 50 $name; docker compose up -d $name"
    elif [ "$health" = unhealthy ]; then
      bad "$name: нездоров" "docker compose logs --tail 50 $name"
    else
      good "$name"
    fi
  done < <(docker compose ps -a --format '{{.Service}}\t{{.State}}\t{{.Health}}' 2> /dev/null)
  [ -n "$seen" ] || bad 'Контейнеров нет.' 'docker compose up -d'
}

state_of() { # name of a check
  sed -n "s/.*\"$1\":\"\([a-z]*\)\".*/\1/p" <<< "$health"
}

look_at_health() { # address
  echo "Приложение / The application: $1"
  health=$(curl -sS -m 8 "$1/healthz" 2> /dev/null)
  if ! grep -q '"checks"' <<< "$health"; then
    bad 'Не отвечает.' "$start"
    return
  fi
  case $(state_of database) in
    ok) good 'База отвечает' ;;
    *) bad 'База не отвечает.' "$database_help" ;;
  esac
  case $(state_of engine) in
    ok) good 'Рассылка работает' ;;
    *) bad 'Рассылка стоит: напоминания не отправляются.' "$restart" ;;
  esac
  case $(state_of telegram) in
    ok) good 'Telegram на связи' ;;
    *) bad 'Telegram недоступен или не принимает токен.' 'См. ниже / see below.' ;;
  esac
  case $(state_of redis) in
    ok) good 'Redis отвечает' ;;
    *) warn 'Redis не отвечает; ничего не потеряно.' "$restart_redis" ;;
  esac
}

look_at_telegram() {
  echo 'Telegram'
  local token api answer
  token=$(setting TELEGRAM_BOT_TOKEN '')
  api=$(setting TELEGRAM_API_URL https://api.telegram.org)
  if [ -z "$token" ]; then
    good 'Токена нет: работает учебный чат / no token: the practice chat is used'
    return
  fi
  # By standard input: arguments are seen by everybody on the machine.
  answer=$(printf 'url = "%s/bot%s/getMe"\n' "${api%/}" "$token" | curl -sS -m 15 -K - 2> /dev/null)
  case $answer in
    *'"ok":true'*) good 'Токен действителен' ;;
    *'"error_code":401'* | *'"error_code":404'*)
      bad 'Telegram не принимает токен.' 'Возьмите новый у @BotFather (/token), впишите в .env, перезапустите. / Get a new token.' ;;
    *) bad "До $api не достучаться." 'Проверьте сеть, DNS и брандмауэр; или укажите свой TELEGRAM_API_URL. / Check the network.' ;;
  esac
  if [ -z "$(setting TELEGRAM_CHAT_ID '')" ]; then
    warn 'TELEGRAM_CHAT_ID не задан.' 'Привяжите чат в настройках или впишите номер в .env. / Link the chat.'
  fi
}

look_at_zone_data() {
  local found
  found=$(sed -n 's/^zapiska_zone_data_outdated{version="\([0-9a-z]*\)"} \([01]\)\..*/\1 \2/p' <<< "$metrics" | head -n 1)
  case $found in
    *' 0') good "Правила часовых поясов: ${found% *}" ;;
    *' 1') warn "Правила часовых поясов ${found% *} устарели: у системы или базы есть новее." \
      'Обновите программу: docs/operation.md, «Часовые пояса». / Update: see “Time zones” there.' ;;
  esac
}

look_at_queue() {
  echo 'Очередь / The queue'
  if [ -z "$metrics" ]; then
    warn 'Метрики не читаются.' "$metrics_help"
    return
  fi
  local age failed blocked backup now
  age=$(metric zapiska_reminders_queue_age_seconds)
  failed=$(metric 'zapiska_reminders_by_state{state="failed"}')
  blocked=$(metric zapiska_chats_blocked)
  if ((${age:-0} > 120)); then
    bad "Напоминание ждёт отправки ${age} с." 'Сначала устраните то, что выше; затем docs/alerts.ru.md#queuelate.'
  else
    good 'Опоздавших напоминаний нет'
  fi
  ((${failed:-0} == 0)) || warn "Не отправлено за сутки: $failed." 'Страница задачи говорит, почему. / The page says why.'
  ((${blocked:-0} == 0)) || warn "Бота заблокировали чатов: $blocked." 'Пусть нажмут «Запустить» в чате с ботом. / Press Start in the chat.'
  look_at_zone_data
  backup=$(metric zapiska_backup_last_success_seconds)
  now=$(date +%s)
  if [ -n "$backup" ] && ((backup > 0)); then
    if ((now - backup > 26 * 3600)); then
      bad 'Свежей резервной копии нет больше 26 часов.' 'make backup; make backups'
    else
      good 'Свежая резервная копия есть'
    fi
  fi
}

main() {
  need_curl
  look_at_machine
  local address health='' metrics start restart restart_redis database_help metrics_help
  find_product
  if in_compose; then
    look_at_dollars
    look_at_containers
  fi
  look_at_health "$address"
  look_at_telegram
  if [ -n "$health" ]; then look_at_queue; fi
  echo
  case $worst in
    0) echo 'Всё в порядке. / All is well.' ;;
    1) echo 'Работает, но требует внимания: ⚠️. / It works, but needs attention: see the warnings.' ;;
    2) echo 'Нужно вмешаться: см. ❌. / Something has to be done.' ;;
  esac
  exit "$worst"
}

main
