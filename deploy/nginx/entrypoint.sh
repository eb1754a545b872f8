#!/bin/sh
# Starts nginx; with TLS when there is a certificate, and takes up a renewed one by itself.
set -eu
conf=/srv/zapiska/run/conf
certificate=/etc/letsencrypt/live/zapiska/fullchain.pem

# Whose word about a visitor's address is taken: one's own proxies in front (TRUSTED_PROXIES), and nobody else's. The last hop
# that is none of them counts; what a visitor has written into the header stands further left.
real_ip() (
  set -f
  for proxy in $(printf '%s' "${TRUSTED_PROXIES:-}" | tr ',' ' '); do
    case $proxy in
      *[!0-9A-Fa-f:./]*) ;;
      *.* | *:*) printf 'set_real_ip_from %s;\n' "$proxy"; continue ;;
    esac
    echo "TRUSTED_PROXIES must hold addresses or networks, for example 10.0.0.2, 172.16.0.0/12" >&2
    exit 1
  done
  printf 'real_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n'
)

configure() {
  mkdir -p "$conf"
  cp /etc/nginx/*.conf /etc/nginx/mime.types "$conf"
  real_ip > "$conf/real-ip.conf"
  if [ -r "$certificate" ]; then
    cp "$conf/listen.tls.conf" "$conf/listen.conf"
  fi
}

stamp() { stat -L -c %Y "$certificate" 2> /dev/null || echo none; }

case ${1:-} in --real-ip) real_ip; exit ;; esac
configure
(
  seen=$(stamp)
  while sleep 60; do
    now=$(stamp)
    if [ "$now" != "$seen" ]; then
      seen=$now
      configure
      nginx -p /srv/zapiska -c "$conf/nginx.conf" -s reload || true
    fi
  done
) &
exec nginx -p /srv/zapiska -c "$conf/nginx.conf" -g 'daemon off;'
