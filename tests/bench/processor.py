"""Processor time of a PostgreSQL backend, which does part of the work of every measured call.

Ratios in processor time stay the same when something else runs on the machine; wall time then doubles.
"""

import os
from pathlib import Path


def backend_seconds(cursor):
    """Processor seconds that the server's process behind ``cursor`` has used, or None when it runs on another machine."""
    cursor.execute("SELECT pg_backend_pid()")
    path = Path(f"/proc/{cursor.fetchone()[0]}")
    if not path.exists() or "postgres" not in (path / "comm").read_text():
        return None
    # Fields are counted from behind the command's name, which may hold spaces: user time is the 12th, system time the 13th.
    fields = (path / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(ctx, env, function, *arguments):
    """``ctx.measure`` of ``function(env, *arguments)``; its ``cpu`` has the backend's part too, or is the wall time."""
    before = backend_seconds(env.cr)
    measured = ctx.measure(function, env, *arguments)
    after = backend_seconds(env.cr)
    measured.cpu = measured.seconds if before is None or after is None else measured.cpu + after - before
    return measured
