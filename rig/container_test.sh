#!/bin/bash
# `make test-container`: builds the images of docker/compose.yaml, starts the stack, logs in and reads one piece.
# Needs root and no container engine: podman and buildah are installed. Where no registry can be reached, the base
# image is made from apt's mirror. Everything lies in .run/containers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
HOME_=$PWD/.run/containers
LOG=$PWD/.run/log/containers.log
BASE=docker.io/library/debian:12-slim
TOOLS="podman buildah crun runc netavark aardvark-dns iptables mmdebstrap openssl"
export HTTP_PORT=${HTTP_PORT:-8380} HTTPS_PORT=${HTTPS_PORT:-8381}

step=0
say() { step=$((step + 1)); echo "[$step/7] $1 ..."; }
fail() { printf '\n%s\n' "$1" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "Containers are tried as root here: run sudo make test-container in a checkout that belongs to root."
rig/setup.sh lint tests/lint/test_containers.py -q
mkdir -p "$HOME_"
: > "$LOG"

say "Installing podman and buildah"
missing=()
for package in $TOOLS; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} != 0 ]; then
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "${missing[@]}"; } \
        >> "$LOG" 2>&1 || fail "Debian packages could not be installed; the end of .run/log/containers.log says why."
fi

# Settings that also work inside a container or sandbox: no systemd, low limits, no nested isolation.
cat > "$HOME_/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
[engine]
cgroup_manager = "cgroupfs"
runtime = "runc"
events_logger = "file"
[network]
network_backend = "netavark"
CONF
cat > "$HOME_/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$HOME_/store"
runroot = "$HOME_/state"
CONF
export CONTAINERS_CONF=$HOME_/containers.conf CONTAINERS_STORAGE_CONF=$HOME_/storage.conf BUILDAH_ISOLATION=chroot

compose() { .run/venv/bin/podman-compose --no-ansi -p furniture-test -f docker/compose.yaml "$@" >> "$LOG" 2>&1; }
cleanup() {
    local code=$?
    [ $code = 0 ] || { podman logs --tail 30 furniture-test_odoo_1 2>&1 | tee -a "$LOG" | tail -15; } || true
    compose down -v --timeout 5 || true
    exit $code
}

say "Getting the base image debian:12-slim"
if ! podman image exists $BASE && ! podman pull -q $BASE >> "$LOG" 2>&1; then
    # shellcheck disable=SC2016 # the fields are apt's
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' 'Label: Debian' | awk '$2 == "bookworm" {print $1; exit}')
    [ -n "$mirror" ] || fail "The base image can be neither pulled nor made: apt knows no mirror of Debian 12 (bookworm)."
    # The image is built over the same network, so it needs the machine's settings: apt's (a proxy, a mirror that
    # lags behind), the certificates it trusts (a proxy that inspects), and pip's index.
    settings=()
    while read -r setting; do settings+=("--aptopt=${setting%;}"); done \
        < <(apt-config dump | grep -E '^Acquire::(Check-Valid-Until|https?::Proxy) ' || true)
    index=$(.run/venv/bin/pip config get global.index-url 2>/dev/null || echo "${PIP_INDEX_URL:-}")
    { printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n'; [ -z "$index" ] || echo "index-url = $index"; } > "$HOME_/pip.conf"
    mmdebstrap --variant=minbase --include=ca-certificates "${settings[@]}" \
        "--customize-hook=copy-in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/" \
        "--customize-hook=copy-in $HOME_/pip.conf /etc/" \
        bookworm "$HOME_/base.tar" "$mirror" >> "$LOG" 2>&1 \
        || fail "The base image could not be made; the end of .run/log/containers.log says why."
    podman import -q "$HOME_/base.tar" $BASE >> "$LOG" 2>&1
    rm "$HOME_/base.tar"
fi

number=0
for image in furniture-postgres:postgres.Dockerfile furniture-proxy:nginx.Dockerfile furniture-odoo:Dockerfile; do
    number=$((number + 1))
    [ $number != 1 ] || say "Building three images"
    echo "      $number of 3: ${image%%:*}"
    buildah bud --pull-never --network host --layers -t "localhost/${image%%:*}" -f "docker/${image##*:}" . >> "$LOG" 2>&1 \
        || fail "The image ${image%%:*} could not be built; the end of .run/log/containers.log says why."
done

trap cleanup EXIT
say "Starting the stack (the first start installs the add-ons)"
docker/prepare.sh >> "$LOG"
compose down -v --timeout 5 || true
compose up -d --no-build || fail "The stack did not start; the end of .run/log/containers.log says why."
await() {
    local waited=0
    until curl -fsk -o /dev/null --max-time 10 "https://localhost:$HTTPS_PORT/web/health"; do
        sleep 3
        waited=$((waited + 3))
        [ $((waited % 30)) != 0 ] || echo "      $waited seconds"
        [ $waited -lt 600 ] || fail "Odoo did not answer within 10 minutes."
    done
}
check() { .run/venv/bin/python -m tests.support.container_check "https://localhost:$HTTPS_PORT" docker/secrets "$1"; }
prepared() { podman logs furniture-test_odoo_1 2>&1 | grep -c '^Preparing the database'; }
restart() { podman restart -t 20 furniture-test_odoo_1 >> "$LOG" 2>&1; sleep 2; await; }
await

say "Asking the health checks"
for service in db odoo proxy; do
    podman healthcheck run "furniture-test_${service}_1" >> "$LOG" 2>&1 || fail "The health check of $service fails."
done

say "Logging in and reading one piece"
check 1

say "Restarting, then upgrading the add-ons"
restart
[ "$(prepared)" = 1 ] || fail "A restart prepared the database again."
podman exec -u 0 furniture-test_odoo_1 sed -i '1i # a newer version' /mnt/extra-addons/bk_furniture_reuse/__manifest__.py
restart
[ "$(prepared)" = 2 ] || fail "Newer add-ons were not installed at the start."
check 2
echo "The container stack works: three images built, started, healthy; logged in over HTTPS and read one piece; restarted; upgraded."
