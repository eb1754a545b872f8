#!/bin/sh
# Starts nginx as this container is: with TLS when there is a certificate, asking the name servers that the engine gives,
# without IPv6 where the kernel has none. Takes up a new or renewed certificate by itself.
# local.sh runs this very file elsewhere: the variables are for it.
set -eu
home=${PROXY_HOME:-/srv/zapiska}
source=${PROXY_SOURCE:-/etc/nginx}
certificate=${PROXY_CERTIFICATE:-/etc/letsencrypt/live/zapiska/fullchain.pem}
name_servers=${PROXY_RESOLV_CONF:-/etc/resolv.conf}
conf=$home/run/conf probe=$home/run/probe

proxy() { nginx -p "$home" -c "$conf/nginx.conf" "$@"; }

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
  cp "$source"/*.conf "$source/mime.types" "$conf"
  real_ip > "$conf/real-ip.conf"
  if [ -r "$certificate" ]; then
    cp "$conf/listen.tls.conf" "$conf/listen.conf"
  fi
  # Docker's stands at an address of its own, Podman's at that of the network. One with a zone nginx can't be told of.
  servers=$(awk '$1 == "nameserver" && $2 !~ /%/ { printf "%s ", $2 ~ /:/ ? "[" $2 "]" : $2 }' "$name_servers")
  printf 'resolver %s valid=5s ipv6=off;\n' "${servers:-127.0.0.11}" > "$conf/resolver.conf"
  for proxy in $(printf '%s' "${TRUSTED_PROXIES:-}" | tr ',' ' '); do
    printf '%s yes;\n' "$proxy"
  done > "$conf/own-proxies.conf"
  # A kernel with IPv6 switched off at its start refuses such a socket, and nginx would not start. Asked by trying, at a port
  # where nobody looks for us.
  rm -rf "$probe"
  cp -R "$conf" "$probe"
  echo 'listen [::1]:1;' > "$probe/listen.conf"
  if nginx -p "$home" -c "$probe/nginx.conf" -t 2>&1 | grep -q 'socket() \['; then
    sed -i '/^listen \[/d' "$conf/listen.conf"
  fi
}

stamp() { stat -L -c %Y "$certificate" 2> /dev/null || echo none; }

case ${1:-} in --real-ip) real_ip; exit ;; esac
configure
(
  seen=$(stamp)
  while sleep "${PROXY_LOOK_SECONDS:-60}" && kill -0 $$ 2> /dev/null; do
    now=$(stamp)
    if [ "$now" != "$seen" ]; then
      configure
      # One that is half written yet is looked at again.
      if proxy -t 2> /dev/null && proxy -s reload; then seen=$now; fi
    fi
  done
) &
exec nginx -p "$home" -c "$conf/nginx.conf" -g 'daemon off;'
