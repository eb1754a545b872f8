#!/usr/bin/env bash
# Walks what must be true before anybody trusts this installation with their debts: `make ready`, for docker compose and make run.
# `make diagnose` says what is wrong now; this says what would go wrong one night and nobody would hear of it.
#   ALERT=1    also sends a trial alert and waits until it has gone out
# Ends with 0 when all is there, 1 when something may wait, 2 when it should not be relied upon yet. Prints no secret.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
# shellcheck source-path=SCRIPTDIR source=looks.sh
. deploy/looks.sh

DAY=86400

ago() { # seconds since 1970 → hours since
  printf '%d' $((($(date +%s) - $1) / 3600))
}

look_at_settings() {
  echo 'Настройки / Settings'
  if [ -z "$(setting TELEGRAM_BOT_TOKEN '')" ]; then
    bad 'Токена бота нет: напоминания остаются в учебном чате, в Telegram не придёт ничего.' \
      'Получите токен у @BotFather и впишите TELEGRAM_BOT_TOKEN в .env. / Put a token of @BotFather into .env.'
  else
    good 'Токен бота задан'
    if [ -z "$(setting TELEGRAM_CHAT_ID '')" ]; then
      warn 'TELEGRAM_CHAT_ID не задан: оповещениям о сбоях некуда прийти.' \
        'Впишите номер своего чата (@userinfobot) в .env. / Put the number of your chat into .env.'
    else
      good 'Чат владельца задан'
    fi
  fi
}

look_at_watcher() {
  echo 'Наблюдатель снаружи / The watcher outside'
  if [ -z "$(setting DEAD_MAN_URL '')" ]; then
    warn 'DEAD_MAN_URL не задан: если остановится весь сервер, об этом никто не скажет.' \
      'Заведите проверку в сервисе наблюдения и впишите её адрес: docs/operation.md. / Set a watcher outside.'
  elif (($(metric zapiska_dead_man_last_success_seconds) + 0 < $(date +%s) - 900)); then
    bad 'Наблюдатель снаружи (DEAD_MAN_URL) не отвечает больше 15 минут.' 'Откройте этот адрес на сервере (curl -sS …): отвечает ли он. / Does it answer here?'
  else
    good 'Наблюдатель снаружи слышит программу'
  fi
}

look_at_address() {
  local url host port plain
  url=$(setting PUBLIC_URL "http://localhost:$(setting HTTP_PORT 8080)")
  echo "Адрес / The address: $url"
  host=${url#*://}
  host=${host%%/*}
  case $url in
    https://*) port=443 ;;
    *)
      case $host in
        localhost | localhost:* | 127.0.0.1 | 127.0.0.1:*)
          warn 'Страница открывается только на этой машине.' \
            'Так можно жить с ботом; для телефона нужен https: docs/operation.md, «TLS». / For a phone, https is needed.' ;;
        *)
          bad 'Без https пароль и долги идут по сети открытым текстом.' 'docs/operation.md, «TLS».' ;;
      esac
      return ;;
  esac
  case $host in *:*) port=${host##*:} host=${host%:*} ;; esac
  if ! curl -sSf -o /dev/null -m 15 "$url/healthz" 2> /dev/null; then
    bad 'По этому адресу программа отсюда не отвечает, или сертификату нельзя верить.' \
      "curl -v $url/healthz скажет, что именно: имя, порт, сертификат."
    return
  fi
  good 'Отвечает, сертификату верят'
  if ! command -v openssl > /dev/null; then
    warn 'Срок сертификата не посмотреть: нет программы openssl.' 'apt install openssl'
  elif openssl s_client -connect "$host:$port" -servername "$host" < /dev/null 2> /dev/null \
    | openssl x509 -noout -checkend $((14 * DAY)) > /dev/null 2>&1; then
    good 'Сертификат действует ещё больше двух недель'
  else
    warn 'Сертификат кончается раньше чем через две недели.' \
      'Он продлевается сам за месяц до конца, значит, продление не работает: docker compose --profile tls logs certbot. / Renewal fails.'
  fi
  if curl -sS -o /dev/null -D - -m 15 "$url/" 2> /dev/null | grep -qi '^strict-transport-security:'; then
    good 'Браузеры запомнят, что сюда — только по https'
  else
    warn 'Нет Strict-Transport-Security.' 'Ваш прокси должен передавать X-Forwarded-Proto: docs/operation.md, «TLS».'
  fi
  if [ "$port" = 443 ]; then
    plain=$(curl -sS -o /dev/null -m 15 -w '%{redirect_url}' "http://$host/" 2> /dev/null)
    case $plain in
      https://*) good 'http ведёт на https' ;;
      *) warn "http://$host не ведёт на https." 'Откройте порт 80 (HTTP_BIND=80) или настройте прокси.' ;;
    esac
  fi
}

look_at_updates() {
  echo 'Нажатия и сообщения / Presses and messages'
  local failed
  failed=$(awk '$1 == "zapiska_telegram_webhook_error_age_seconds" && $2 ~ /^[0-9]/ { printf "%d", $2; exit }' <<< "$metrics")
  if [ -n "$failed" ] && ((failed < 600)); then
    bad "Telegram не достучался до webhook $failed с назад." 'make telegram-updates скажет, что ответили; polling работает без webhook.'
  elif (($(metric zapiska_telegram_webhook_mismatch) + 0 == 1)); then
    bad 'У бота чужой webhook: тем же токеном пользуется ещё кто-то.' 'Остановите другую программу или смените токен у @BotFather.'
  elif (($(metric zapiska_telegram_updates_pending) + 0 > 20)); then
    bad 'Нажатия ждут у Telegram: кнопки не действуют.' 'make telegram-updates'
  else
    good 'Доходят до программы'
  fi
}

look_at_copies() {
  echo 'Резервные копии / Backups'
  local made proved
  made=$(metric zapiska_backup_last_success_seconds)
  proved=$(metric zapiska_backup_last_proof_seconds)
  if [ -z "$(setting BACKUP_KEY '')" ]; then
    warn 'BACKUP_KEY не задан.' 'docs/backups.md: без ключа, который хранится не здесь, копию не открыть после потери сервера.'
  else
    good 'Ключ копий задан'
  fi
  if ((${made:-0} == 0)); then
    bad 'Ни одной копии ещё нет.' 'make backup'
  elif (($(ago "$made") > 26)); then
    bad "Последней копии $(ago "$made") ч." 'make backup; make backups'
  else
    good "Свежая копия: $(ago "$made") ч назад"
  fi
  if ((${proved:-0} == 0)); then
    bad 'Ни одна копия не проверена восстановлением: это ещё не копия.' 'make backup-prove'
  elif (($(ago "$proved") > 50)); then
    warn "Копию не проверяли восстановлением $(ago "$proved") ч." 'make backup-prove'
  else
    good "Копия проверена восстановлением: $(ago "$proved") ч назад"
  fi
  if (($(metric zapiska_backup_off_site) + 0 == 1)); then
    good 'Копия лежит и в другом месте'
  else
    warn 'Копии лежат только на этой машине.' 'BACKUP_REMOTE в .env: docs/backups.md. / Keep them elsewhere, too.'
  fi
}

alertmanager() { docker compose exec -T alertmanager "$@" 2> /dev/null; }

# Of the counts of what went out by Telegram: «notifications» or «notifications_failed».
sent_alerts() {
  alertmanager wget -q -O - http://127.0.0.1:9093/metrics \
    | awk -v name="alertmanager_$1_total" 'index($1, name "{") == 1 && /integration="telegram"/ { sum += $2 } END { printf "%d", sum }'
}

look_at_alerts() {
  echo 'Оповещения о сбоях / Alerts'
  if ! in_compose; then
    warn 'При make run их нет: они есть в docker compose с профилем monitoring.' \
      'Хватит и DEAD_MAN_URL, если вы готовы смотреть «Состояние» сами.'
    return
  fi
  if ! alertmanager wget -q -O /dev/null http://127.0.0.1:9093/-/healthy; then
    warn 'Оповещения не запущены.' 'docker compose --profile monitoring up -d'
    return
  fi
  good 'Alertmanager работает'
  if [ -z "${ALERT:-}" ]; then
    warn 'Дойдёт ли оповещение до чата, не проверено.' 'make ready ALERT=1 пришлёт пробное. / It sends a trial alert.'
    return
  fi
  local before failed waited=0
  before=$(sent_alerts notifications)
  failed=$(sent_alerts notifications_failed)
  if ! alertmanager amtool --alertmanager.url=http://127.0.0.1:9093 alert add ReadyTrial severity=warning \
    --annotation=summary='Пробное оповещение' \
    --annotation=description='Его послала команда make ready. Если вы это читаете, оповещения доходят.' \
    --annotation=runbook='ничего' > /dev/null; then
    bad 'Пробное оповещение не принято.' 'docker compose logs --tail 50 alertmanager'
    return
  fi
  # It is held for half a minute, to be told together with others.
  while (($(sent_alerts notifications) <= before && waited < ${READY_ALERT_SECONDS:-60})); do
    sleep 2
    waited=$((waited + 2))
  done
  if (($(sent_alerts notifications) <= before)); then
    bad 'Пробное оповещение не ушло.' 'docker compose logs --tail 50 alertmanager'
  elif (($(sent_alerts notifications_failed) > failed)); then
    bad 'Telegram не принял пробное оповещение.' 'Проверьте TELEGRAM_CHAT_ID и то, что бот не заблокирован; docker compose logs --tail 50 alertmanager'
  else
    good 'Пробное оповещение ушло в чат владельца: посмотрите, пришло ли'
  fi
}

look_at_clock() {
  echo 'Часы / The clock'
  local theirs ours off
  theirs=$(curl -sS -o /dev/null -D - -m 15 "$(setting TELEGRAM_API_URL https://api.telegram.org)/" 2> /dev/null | tr -d '\r' | sed -n 's/^[Dd]ate: //p' | tail -n 1)
  ours=$(date +%s)
  if [ -z "$theirs" ] || ! theirs=$(date -d "$theirs" +%s 2> /dev/null); then
    warn 'Сверить часы не с чем: Telegram не ответил.' 'timedatectl'
    return
  fi
  off=$((ours - theirs))
  if ((off > 30 || off < -30)); then
    bad "Часы этой машины расходятся с Telegram на ${off#-} с: напоминания придут не вовремя." 'timedatectl set-ntp true'
  else
    good 'Часы идут верно'
  fi
}

look_at_reboot() {
  in_compose && command -v systemctl > /dev/null || return 0
  echo 'После перезагрузки / After a reboot'
  if systemctl is-enabled --quiet docker 2> /dev/null; then
    good 'Docker запустится сам и поднимет всё'
  else
    bad 'Docker сам не запустится: после перезагрузки напоминаний не будет.' 'systemctl enable docker'
  fi
}

main() {
  need_curl
  find_product
  look_at_machine
  look_at_clock
  look_at_settings
  look_at_address
  if [ -z "$metrics" ]; then
    echo 'Программа / The application'
    bad 'Не работает или не отвечает: о копиях и нажатиях сказать нечего.' "make diagnose; $metrics_help"
  else
    look_at_watcher
    look_at_updates
    look_at_copies
  fi
  look_at_alerts
  look_at_reboot
  echo
  case $worst in
    0) echo 'Всё готово. / Ready.' ;;
    1) echo 'Работать можно; ⚠️ — что стоит доделать. / Usable; the warnings are worth an hour.' ;;
    2) echo 'Полагаться рано: см. ❌. / Not to be relied upon yet.' ;;
  esac
  exit "$worst"
}

main
