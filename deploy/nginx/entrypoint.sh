#!/bin/sh
# Starts nginx; with TLS when there is a certificate, and takes up a renewed one by itself.
set -eu
conf=/srv/zapiska/run/conf
certificate=/etc/letsencrypt/live/zapiska/fullchain.pem

configure() {
  mkdir -p "$conf"
  cp /etc/nginx/*.conf /etc/nginx/mime.types "$conf"
  if [ -r "$certificate" ]; then
    cp "$conf/listen.tls.conf" "$conf/listen.conf"
  fi
}

stamp() { stat -L -c %Y "$certificate" 2> /dev/null || echo none; }

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
