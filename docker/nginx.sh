#!/bin/sh
# Serves with nginx.conf. Odoo's address is asked of the container network's own name server each time: it changes
# when that container is restarted, and a proxy that looked it up once would answer 502 from then on.
set -eu
server=$(awk '$1 == "nameserver" {print $2; exit}' /etc/resolv.conf)
case $server in *:*) server="[$server]" ;; esac
echo "resolver $server valid=5s;" > /tmp/resolver.conf
exec nginx -c /furniture/nginx.conf
