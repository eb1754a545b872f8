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
# What docs/operation.md says to each alert is where the message points to.
sed -n 's/^ *runbook: docs\/operation.md#//p' prometheus/rules.yml | while read -r anchor; do
  grep -qi "^### *$anchor\$" ../docs/operation.md || { echo "docs/operation.md says nothing about $anchor" >&2; exit 1; }
done
