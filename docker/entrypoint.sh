#!/bin/bash
# Prepares the database at the first start and after an upgrade of the add-ons, then serves. For both Odoo images.
set -euo pipefail
export PGHOST=${PGHOST:-db} PGPORT=${PGPORT:-5432} PGUSER=${PGUSER:-odoo} PYTHONDONTWRITEBYTECODE=
database=${DATABASE:-furniture}
modules=$(cd /mnt/extra-addons && for manifest in */__manifest__.py; do printf '%s,' "${manifest%/*}"; done)
modules=${modules%,}
version=$(cat /mnt/extra-addons/*/__manifest__.py | sha256sum | cut -c1-16)

fail() { echo "$1" >&2; exit 1; }
for secret in db_password admin_password; do
    [ -s "/run/secrets/$secret" ] || fail "The secret $secret is missing or empty: run docker/prepare.sh."
done
PGPASSWORD=$(cat /run/secrets/db_password)
export PGPASSWORD

# A file of our own: no password on a command line, where every process could read it.
conf=/tmp/odoo.conf
umask 077
cat > "$conf" <<CONF
[options]
addons_path = /mnt/extra-addons
data_dir = /var/lib/odoo
db_name = $database
dbfilter = ^$database\$
list_db = False
proxy_mode = True
workers = ${WORKERS:-2}
max_cron_threads = 1
http_interface = 0.0.0.0
http_port = 8069
gevent_port = 8072
limit_time_cpu = 600
limit_time_real = 1200
CONF

ask() { python3 - "$1" <<'PY'
import os, sys
import psycopg2
try:
    with psycopg2.connect(dbname=sys.argv[1], connect_timeout=5) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT value FROM ir_config_parameter WHERE key = 'bk_furniture_reuse.image'")
        print((cursor.fetchone() or ["unfinished"])[0])
except psycopg2.errors.UndefinedTable:
    print("unfinished")
except psycopg2.OperationalError as error:
    print("absent" if "does not exist" in str(error) else "unreachable")
PY
}

state=$(ask "$database")
for _ in $(seq 60); do
    [ "$state" = unreachable ] || break
    sleep 2
    state=$(ask "$database")
done
[ "$state" != unreachable ] || fail "PostgreSQL does not answer at $PGHOST:$PGPORT, or refuses the password in the secret db_password."

if [ "$state" != "$version" ]; then
    echo "Preparing the database $database ($modules); this takes a few minutes ..."
    case $state in
        absent|unfinished) how=(-i "$modules") ;;
        *) how=(-i "$modules" -u "$modules") ;;
    esac
    odoo -c "$conf" --workers 0 --no-http --stop-after-init "${how[@]}"
    # Nothing is served before the administrator has the password of the secret file.
    NEW=$([ "${how[2]:-}" = -u ] || echo 1) VERSION=$version odoo shell -c "$conf" --workers 0 --no-http < /furniture/first_start.py
fi
exec odoo -c "$conf" "$@"
