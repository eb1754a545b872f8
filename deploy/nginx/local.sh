#!/usr/bin/env bash
# Runs nginx of this machine as the image does, by the image's own entrypoint, in the foreground. Only where it listens and
# where the backends are differs. For tests; production runs the image.
#   local.sh FOLDER LISTEN PAGE BACKEND…
#     FOLDER   an empty one, for what nginx writes
#     LISTEN   an address such as 127.0.0.1:8443; TLS:CERTIFICATE:KEY:PLAIN behind a space has it do TLS there, and plain HTTP
#              at the address PLAIN, as soon as there is such a certificate
#     PAGE     the built page
#     BACKEND  addresses such as 127.0.0.1:8080
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 listen=${2%% *} page=$3
tls=${2#"$listen"}
shift 3
IFS=: read -r _ certificate key plain <<< "$tls:"
plain=${plain%:}

mkdir -p "$folder"/{source,run,acme}
cp "$here"/*.conf "$folder/source/"
cp "${NGINX_MIME_TYPES:-/etc/nginx/mime.types}" "$folder/source/mime.types"
cp -R "$here/pages" "$folder/pages"
cp -R "$page" "$folder/html"
# The lines of production with other addresses; a machine may know IPv6 and have no loopback of it.
if [ -n "$tls" ]; then secure=$listen; else secure=127.0.0.1:1 plain=$listen; fi
sed -i -E -e "s/^listen 8080;/listen $plain;/; s/^listen \[::\]:8080;/listen [::1]:${plain##*:};/" \
  -e "s/^listen 8443 /listen $secure /; s/^listen \[::\]:8443 /listen [::1]:${secure##*:} /" "$folder"/source/listen*.conf
# Several may run at once: nobody looks at their metrics unless PROXY_METRICS says where.
rm -f "$folder/run/metrics.sock"
sed -i -E "s|^listen 9113;|listen ${PROXY_METRICS:-unix:$folder/run/metrics.sock};|" "$folder/source/listen.metrics.conf"
if [ -e /proc/net/if_inet6 ] && ! grep -q '^0*1 ' /proc/net/if_inet6; then
  sed -i '/^listen \[/d' "$folder"/source/listen*.conf
fi
# Debian's nginx says it in the old way.
sed -i -e '/^http2 on;/d' -e 's/ ssl;/ ssl http2;/' -e "s|^ssl_certificate .*|ssl_certificate ${certificate:-none};|" \
  -e "s|^ssl_certificate_key .*|ssl_certificate_key ${key:-none};|" "$folder/source/listen.tls.conf"
{
  echo 'include resolver.conf;'
  echo 'upstream backend {'
  printf '  server %s max_fails=0;\n' "$@"
  echo '}'
} > "$folder/source/upstream.conf"
# As root nginx gives its workers to somebody who must be able to read and write there.
chmod -R a+rwX "$folder"
export PROXY_HOME=$folder PROXY_SOURCE=$folder/source PROXY_CERTIFICATE=${certificate:-$folder/none}
exec "$here/entrypoint.sh"
