#!/usr/bin/env bash
# Runs nginx of this machine with the configuration of the image, in the foreground. Only where it listens and where the
# backends are differs. For tests; production runs the image.
#   local.sh FOLDER LISTEN PAGE BACKEND…
#     FOLDER   an empty one, for what nginx writes
#     LISTEN   an address such as 127.0.0.1:8443, or with TLS:CERTIFICATE:KEY behind a space
#     PAGE     the built page
#     BACKEND  addresses such as 127.0.0.1:8080
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 listen=$2 page=$3
shift 3

mkdir -p "$folder"/{conf,run,acme}
cp "$here"/*.conf "$folder/conf/"
cp "${NGINX_MIME_TYPES:-/etc/nginx/mime.types}" "$folder/conf/mime.types"
cp -R "$here/pages" "$folder/pages"
cp -R "$page" "$folder/html"
if [[ $listen == *" TLS:"* ]]; then
  IFS=: read -r _ certificate key <<< "${listen#* }"
  printf 'listen %s ssl http2;\nssl_certificate %s;\nssl_certificate_key %s;\ninclude tls.conf;\n' \
    "${listen%% *}" "$certificate" "$key" > "$folder/conf/listen.conf"
else
  printf 'listen %s;\n' "$listen" > "$folder/conf/listen.conf"
fi
{
  echo 'upstream backend {'
  printf '  server %s max_fails=2 fail_timeout=5s;\n' "$@"
  echo '}'
} > "$folder/conf/upstream.conf"
"$here/entrypoint.sh" --real-ip > "$folder/conf/real-ip.conf"
# As root nginx gives its workers to somebody who must be able to read and write there.
chmod -R a+rwX "$folder"
exec nginx -p "$folder" -c conf/nginx.conf -g 'daemon off;'
