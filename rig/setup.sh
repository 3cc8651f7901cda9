#!/bin/bash
# Bootstraps a Debian machine, then hands over to Python: rig/setup.sh GOAL [ARGUMENTS].
# Here is only what must be in place before Python can run; the rest is in the package rig/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
GOAL=${1:?usage: rig/setup.sh GOAL, see rig/goals.py}
RUN=$PWD/.run
LOG=$RUN/log/apt.log

fail() { printf '\n%s\n' "$1" >&2; exit 1; }

# Python's caches of Odoo are worth 8 seconds a start; some machines switch them off.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH

mkdir -p "$RUN/log" 2>/dev/null || fail "This folder cannot be written to: $PWD. Give yourself the right to write there, or clone the repository elsewhere."
[ "$(stat -c %u "$RUN")" = "$(id -u)" ] || fail "The folder .run belongs to $(stat -c %U "$RUN"): run make as that user, or delete .run and run make again."

# One set-up at a time. What is started below inherits descriptor 9: the lock lasts as long as any of it.
exec 9>"$RUN/lock"
if ! flock -n 9; then
    echo "Another make is at work in this folder; waiting for it to finish setting up ..."
    flock 9
fi

wanted() {
    echo ca-certificates python3 python3-venv libmagic1
    case $GOAL in
        lint|unit) echo gettext git poppler-utils libzbar0 ;;
        image) echo wkhtmltopdf poppler-utils fonts-liberation ;;
        *) echo wkhtmltopdf poppler-utils gettext git chromium fonts-liberation libzbar0
           # The tests let a spreadsheet program work the workbooks out.
           if [ "$GOAL" = test ]; then echo libreoffice-calc-nogui; fi
           if [ -n "${PGHOST:-}" ]; then echo postgresql-client; else echo postgresql; fi ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif [ -t 0 ]; then sudo "$@"
    else sudo -n "$@"; fi
}

install_missing() {
    local missing=() package
    for package in $(wanted); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    local remedy="apt-get install --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "These Debian packages are missing and there is no sudo here. Run as root: $remedy"
    fi
    if [ "$(id -u)" != 0 ] && [ ! -t 0 ] && ! sudo -n true 2>/dev/null; then
        fail "These Debian packages are missing and sudo wants a password. Run first: sudo $remedy"
    fi
    echo "[1/$STEPS] Installing Debian packages: ${missing[*]} ..."
    : > "$LOG"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Acquire::Retries=3)
    as_root "${apt[@]}" update >> "$LOG" 2>&1 \
        || fail "The package lists could not be fetched. Look at the network and at apt's sources, then run make again (log: .run/log/apt.log)."
    as_root "${apt[@]}" install --no-install-recommends "${missing[@]}" >> "$LOG" 2>&1 \
        || fail "Debian packages could not be installed. Mend what .run/log/apt.log names at its end, then run make again. By hand: $remedy"
}

# How many long steps the goal has, and how many GB it needs when nothing is there yet.
case $GOAL in
    lint|unit) STEPS=2 SPACE=1 ;;
    image) STEPS=4 SPACE=3 ;;
    setup|bench|test-odoo) STEPS=7 SPACE=4 ;;
    test) STEPS=9 SPACE=5 ;;
    scan-speed|run|shell|demo-reset) STEPS=9 SPACE=4 ;;
    *) STEPS=1 SPACE=0 ;;
esac
export RIG_STEPS=$STEPS
if [ "$SPACE" != 0 ]; then
    { command -v dpkg-query && command -v apt-get; } >/dev/null || fail "This set-up knows Debian 12. On another system, use the containers in docker/ (see docs/developers/rig.md)."
    if [ ! -e "$RUN/ready" ]; then
        free=$(df -Pk "$RUN" | awk 'NR == 2 {print int($4 / 1048576)}')
        [ "$free" -ge "$SPACE" ] || fail "The disk is almost full: $SPACE GB are needed in $PWD and $free GB are free. Make room, then run make again."
    fi
    install_missing
fi

supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; }
python=
for candidate in ${PYTHON:-/usr/bin/python3 /usr/bin/python3.12 /usr/bin/python3.11}; do
    if supported "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
    fail "Python 3.11 or 3.12 is needed, and ${PYTHON:-/usr/bin/python3} is $("${PYTHON:-/usr/bin/python3}" -V 2>/dev/null || echo missing). Install python3.12 with its venv package, then name it: PYTHON=/path/to/python3.12 make $GOAL"
fi
exec "$python" -m rig "$@"
