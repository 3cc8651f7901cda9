#!/bin/bash
# Creates the cluster at the first start, with the password from the secret file, then serves.
set -euo pipefail
data=/var/lib/postgresql/data
secret=/run/secrets/db_password

if [ ! -f "$data/PG_VERSION" ]; then
    [ -s "$secret" ] || { echo "The secret db_password is missing or empty: run docker/prepare.sh." >&2; exit 1; }
    rm -rf "$data.part"
    initdb -D "$data.part" -U postgres -E UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256
    echo "host all odoo all scram-sha-256" >> "$data.part/pg_hba.conf"
    password=$(sed "s/'/''/g" "$secret")
    postgres --single -D "$data.part" postgres >/dev/null <<< "CREATE ROLE odoo LOGIN CREATEDB PASSWORD '$password'"
    mv "$data.part" "$data"
fi
exec postgres -D "$data" -c listen_addresses='*' -c max_connections=200 -c shared_buffers="${SHARED_BUFFERS:-256MB}"
