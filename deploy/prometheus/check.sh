#!/bin/sh
# Checks the alert rules, fires each of them, and checks where Alertmanager sends them. Needs promtool and amtool (Debian:
# prometheus, prometheus-alertmanager); without them it is skipped on a person's machine and fails in CI.
set -eu
cd "$(dirname "$0")/.."
for tool in promtool amtool; do
  if ! command -v "$tool" > /dev/null; then
    echo "Пропускаю проверку оповещений: нет $tool. / The alerts are not checked: $tool is missing."
    [ -z "${CI:-}" ] || exit 1
    exit 0
  fi
done
promtool check config --syntax-only prometheus/prometheus.yml
promtool check rules prometheus/rules.yml
promtool test rules prometheus/rules.test.yml
amtool check-config alertmanager/alertmanager.yml
# As the container makes it from .env.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TELEGRAM_BOT_TOKEN=1234567:for_the-check TELEGRAM_CHAT_ID=-1001 ALERTMANAGER=true ALERTMANAGER_TMP=$folder \
  ALERTMANAGER_CONFIG=alertmanager/alertmanager.yml alertmanager/entrypoint.sh
amtool check-config "$folder/alertmanager.yml" > /dev/null
grep -q 'chat_id: -1001$' "$folder/alertmanager.yml" && grep -q '"1234567:for_the-check"' "$folder/alertmanager.yml"
if TELEGRAM_BOT_TOKEN=1234567:x TELEGRAM_CHAT_ID='' ALERTMANAGER=true ALERTMANAGER_TMP=$folder \
  ALERTMANAGER_CONFIG=alertmanager/alertmanager.yml alertmanager/entrypoint.sh 2> /dev/null; then
  echo "Alertmanager starts without a chat to write to" >&2
  exit 1
fi
# Each alert is fired by a test of its name, and its message points to a paragraph that says what to do.
alerts=$(sed -n 's/^ *- alert: //p' prometheus/rules.yml)
for alert in $alerts; do
  grep -q "^  - name: $alert\$" prometheus/rules.test.yml || { echo "No test fires $alert" >&2; exit 1; }
  anchor=$(echo "$alert" | tr '[:upper:]' '[:lower:]')
  grep -q "runbook: docs/alerts.ru.md#$anchor\$" prometheus/rules.yml || { echo "$alert points nowhere" >&2; exit 1; }
  grep -q "^### $alert\$" ../docs/alerts.ru.md || { echo "docs/alerts.ru.md says nothing about $alert" >&2; exit 1; }
done
# `.ci/run` repeats this line.
echo "Alert rules: $(echo "$alerts" | wc -l | tr -d ' '), each fired by promtool"
