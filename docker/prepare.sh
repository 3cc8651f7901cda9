#!/bin/bash
# Makes, once, what the compose files read as secrets: passwords, and a certificate signed by itself for HOST_NAME.
# Put your own certificate in docker/secrets/tls.crt and tls.key, and browsers will not warn.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
host=${HOST_NAME:-localhost}
command -v openssl >/dev/null || { echo "openssl is missing: install it, then run this again." >&2; exit 1; }
umask 077
mkdir -p secrets
for name in db_password admin_password; do
    [ -s "secrets/$name" ] || openssl rand -hex 16 > "secrets/$name"
done
if [ ! -s secrets/tls.crt ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
        -keyout secrets/tls.key -out secrets/tls.crt 2>/dev/null
fi
chmod 644 secrets/* # other users read them inside the containers; here the folder keeps others out
echo "The administrator (user name admin) logs in with the password in docker/secrets/admin_password."
