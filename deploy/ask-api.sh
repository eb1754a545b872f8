# shellcheck shell=bash
# How scripts ask the running notebook as its owner; to be sourced.
#   PUBLIC_URL   where the notebook answers (http://localhost:8080)
#   ZAPISKA_TOKEN  a personal token of the owner's that may write; without it the password is asked for (or AUTH_PASSWORD)
#   LOGIN        the owner's name to sign in with (owner)
# Nothing secret is given to another program on its command line, where everybody on the machine can read it.

api=${PUBLIC_URL:-http://localhost:${HTTP_PORT:-8080}}/api/v1
cookies=$(umask 077 && mktemp)

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# A text as JSON writes it.
quoted() {
  local text=${1//\\/\\\\}
  text=${text//\"/\\\"}
  printf '"%s"' "$text"
}

# ask METHOD PATH [JSON]: the answer, and on the last line its status.
ask() {
  local data=()
  [ $# -lt 3 ] || data=(--data-binary @-)
  {
    printf 'header = "X-Requested-With: zapiska"\n'
    [ -z "${ZAPISKA_TOKEN:-}" ] || printf 'header = "Authorization: Bearer %s"\n' "$ZAPISKA_TOKEN"
  } > "$cookies.conf"
  printf '%s' "${3:-}" | curl --silent --show-error --max-time 60 --config "$cookies.conf" \
    --cookie "$cookies" --cookie-jar "$cookies" --header 'Content-Type: application/json' \
    --request "$1" "${data[@]}" --write-out '\n%{http_code}' "$api$2" || fail "Записная книжка не отвечает: $api"
}

# member NAME: of the JSON object on standard input, a text or a number.
member() {
  sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

# expect STATUS METHOD PATH [JSON]: the answer without its status, or the end of it all with what it says.
expect() {
  local wanted=$1 answer
  shift
  answer=$(ask "$@") || exit 1
  [ "${answer##*$'\n'}" = "$wanted" ] || fail "$(printf '%s' "${answer%$'\n'*}" | member detail) (${answer##*$'\n'})"
  printf '%s' "${answer%$'\n'*}"
}

trap 'rm -f "$cookies" "$cookies.conf"' EXIT
umask 077

sign_in() {
  if [ -z "${ZAPISKA_TOKEN:-}" ]; then
    if [ -z "${AUTH_PASSWORD:-}" ]; then
      read -r -s -p 'Пароль / Password: ' AUTH_PASSWORD
      printf '\n' >&2
    fi
    # The owner's name to sign in with never changes; it is needed as soon as there are other accounts.
    login=$(quoted "${LOGIN:-owner}")
    expect 200 POST /auth/login "{\"login\":$login,\"password\":$(quoted "$AUTH_PASSWORD")}" > /dev/null
  fi
}
