#!/bin/sh
# Alertmanager reads no environment: puts the bot's token and the owner's chat into a copy of the configuration.
# With TELEGRAM_API_URL another Bot API server is used, as by the backend.
set -eu
umask 077
: "${TELEGRAM_BOT_TOKEN:?put the token of your bot into .env}"
case $TELEGRAM_BOT_TOKEN in
  *[!0-9A-Za-z:_-]*) echo "TELEGRAM_BOT_TOKEN does not look like a token of @BotFather" >&2; exit 1 ;;
esac
case ${TELEGRAM_CHAT_ID:-} in
  '' | *[!0-9-]*)
    echo "TELEGRAM_CHAT_ID is not a number: put the owner's chat into .env, without it there is nobody to alert" >&2
    exit 1 ;;
esac
folder=${ALERTMANAGER_TMP:-/tmp}
# By a file: everybody on the machine can read command lines.
printf '%s\n' "s|^\( *chat_id:\).*|\1 $TELEGRAM_CHAT_ID|" "s|api_url: .*|api_url: ${TELEGRAM_API_URL:-https://api.telegram.org}|" \
  "s|bot_token: .*|bot_token: \"$TELEGRAM_BOT_TOKEN\"|" > "$folder/settings.sed"
sed -f "$folder/settings.sed" "${ALERTMANAGER_CONFIG:-/etc/alertmanager/alertmanager.yml}" > "$folder/alertmanager.yml"
exec "${ALERTMANAGER:-alertmanager}" --config.file="$folder/alertmanager.yml" "$@"
