"""PostgreSQL: a cluster of the project's own in `.run/pg`, or the server that PGHOST and its companions name."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import paths
from .console import Problem

OLDEST = 13
INSTALLED = Path("/usr/lib/postgresql")
# Durable against a crash of the server; only the last moments may be lost when the machine itself loses power.
SETTINGS = """
listen_addresses = ''
unix_socket_permissions = 0700
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = {buffers}MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_timeout = 15min
max_connections = 100
jit = off
log_timezone = UTC
"""


def external():
    """Whether the person named a server of their own."""
    return bool(os.environ.get("PGHOST"))


def environment():
    """The PG* variables that lead every client of ours (psql, Odoo, tests) to the server."""
    if external():
        return {name: value for name, value in os.environ.items() if name.startswith("PG") and name != "PGDATABASE"}
    return {"PGHOST": str(_socket_folder()), "PGPORT": "5432", "PGUSER": "odoo"}


def prefix():
    """First part of every database's name; on a server shared with others it tells the checkouts apart."""
    if not external():
        return "bk"
    return "bk" + hashlib.sha256(f"{os.uname().nodename} {paths.ROOT}".encode()).hexdigest()[:5]


def start(steps):
    """Make sure that the server answers; starts or creates the project's own cluster."""
    steps.next()
    if external():
        _check_external()
        return
    if _answers():
        return
    programs = binaries()
    data = _data_folder()
    if (data / "PG_VERSION").exists():
        made_by = (data / "PG_VERSION").read_text().strip()
        if made_by != programs.parent.name:
            raise Problem(
                f"The databases in .run were made by PostgreSQL {made_by}, and version {programs.parent.name} is installed: run make reset, then make again."
            )
        steps.say("Starting PostgreSQL")
    else:
        steps.say("Creating and starting PostgreSQL in .run/pg")
        _create(programs, data)
    options = f"-k {_socket_folder()} -p 5432"
    if os.environ.get("CI"):
        options += " -c fsync=off -c full_page_writes=off"  # a machine that is thrown away
    _as_server(
        [
            programs / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "120",
            "-s",
            "-l",
            data.parent / "server.log",
            "-o",
            options,
            "start",
        ]
    )
    if not _answers():
        raise Problem(
            "PostgreSQL was started and does not answer: see the end of .run/pg/server.log, then run make reset and make again."
        )


def stop():
    """Stop the project's own cluster, if it runs; returns whether it ran."""
    data = _data_folder(create=False)
    if external() or not (data / "postmaster.pid").exists():
        return False
    _as_server([binaries() / "pg_ctl", "-D", data, "-w", "-s", "-m", "fast", "stop"], check=False)
    return True


def remove():
    """Delete the cluster's files, which may lie outside `.run` (see _home)."""
    stop()
    for folder in {_home(), _socket_folder()}:
        if folder.exists():
            shutil.rmtree(folder)


def _check_external():
    shown = subprocess.run(
        [
            "psql",
            "-XAtw",
            "-d",
            "postgres",
            "-c",
            "SELECT current_setting('server_version_num')::int / 10000, rolcreatedb OR rolsuper, rolname FROM pg_roles WHERE rolname = current_user",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if shown.returncode:
        raise Problem(
            f"The PostgreSQL server that PGHOST names ({os.environ['PGHOST']}) does not let us in: {shown.stderr.strip().splitlines()[0].removeprefix('psql: error: ')}. Mend the PG* variables, or unset PGHOST to use a cluster in .run."
        )
    version, may_create, role = shown.stdout.strip().split("|")
    if int(version) < OLDEST:
        raise Problem(f"PostgreSQL {OLDEST} or newer is needed, and the server that PGHOST names is version {version}.")
    if may_create != "t":
        raise Problem(
            f"The role {role} may not create databases on the server that PGHOST names: run ALTER ROLE {role} CREATEDB there."
        )
    if role == "postgres":
        raise Problem(
            "Odoo refuses to work as the role postgres: set PGUSER to another role that may create databases."
        )


def binaries():
    """Folder of the newest installed server's programs."""
    found = sorted(INSTALLED.glob("*/bin/postgres"), key=lambda path: float(path.parent.parent.name))
    if not found or float(found[-1].parent.parent.name) < OLDEST:
        raise Problem(
            "PostgreSQL is missing: run apt-get install postgresql as root, or name a server with PGHOST, PGUSER and PGPASSWORD."
        )
    return found[-1].parent


def _home():
    """Where the cluster lies: `.run/pg`, unless the server's user cannot get there (a checkout in /root)."""
    home = paths.RUN / "pg"
    if os.geteuid() or home.exists() or _reaches(paths.RUN):
        return home
    return Path(_server_user().pw_dir) / f"bk-{hashlib.sha256(str(paths.RUN).encode()).hexdigest()[:8]}"


def _data_folder(create=True):
    home = _home()
    if create and not home.exists():
        home.mkdir(mode=0o700, parents=True)
        if not os.geteuid():
            user = _server_user()
            os.chown(home, user.pw_uid, user.pw_gid)
    return home / "data"


def _socket_folder():
    """The folder of the server's socket, closed to other users; a socket's path may have 107 characters at most."""
    home = _home()
    if len(f"{home}/.s.PGSQL.5432") < 100:
        return home
    folder = Path("/tmp") / f"bk-pg-{os.geteuid()}-{hashlib.sha256(str(home).encode()).hexdigest()[:8]}"
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if not os.geteuid():
            user = _server_user()
            os.chown(folder, user.pw_uid, user.pw_gid)
    if folder.stat().st_uid not in (os.geteuid(), *([_server_user().pw_uid] if not os.geteuid() else [])):
        raise Problem(
            f"The folder {folder} belongs to another user: delete it, or clone the repository to a shorter path."
        )
    return folder


def _create(programs, data):
    if data.exists():
        shutil.rmtree(data)  # a killed set-up left it without PG_VERSION
    part = data.with_name("data.part")
    if part.exists():
        shutil.rmtree(part)
    _as_server(
        [programs / "initdb", "-D", part, "--no-sync", "-A", "trust", "-U", "odoo", "-E", "UTF8", "--locale=C.UTF-8"]
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    with (part / "postgresql.conf").open("a") as conf:
        conf.write(SETTINGS.format(buffers=max(64, min(512, memory // 8))))
    part.rename(data)


def _answers():
    return (
        shutil.which("psql") is not None
        and not subprocess.run(
            ["psql", "-XAtwq", "-d", "postgres", "-c", ""],
            env={**os.environ, **environment()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        ).returncode
    )


def _as_server(command, check=True):
    """Run as the user that owns the cluster: ourselves, or postgres when we are root, which PostgreSQL refuses."""
    if not os.geteuid():
        command = ["runuser", "-u", "postgres", "--", *command]
    log = paths.LOG / "postgres.log"
    with log.open("ab") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False
        )
    if check and done.returncode:
        raise Problem(
            "PostgreSQL could not be started: see the end of .run/log/postgres.log and .run/pg/server.log (a full disk also does this)."
        )


def _server_user():
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise Problem(
            "The user postgres is missing: install the package postgresql, or run make as an ordinary user."
        ) from None


def _reaches(folder):
    _server_user()
    return not subprocess.run(
        ["runuser", "-u", "postgres", "--", "test", "-x", folder],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd="/",
        check=False,
    ).returncode
