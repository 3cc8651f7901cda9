"""`make run`: the demo municipality, served on this machine until Ctrl-C."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from . import databases, goals, odoo, paths, postgres, templates
from .console import Problem

STARTING = 90


def prepare():
    """Make sure that the demo municipality is there and current; returns its database."""
    steps, keys = goals.prepare()
    templates.build_demo(steps, keys)
    template = templates.build_year(steps, keys)
    live = f"{postgres.prefix()}_municipality"
    made_from = paths.RUN / "stamps" / "municipality"
    if databases.exists(live) and made_from.exists() and made_from.read_text() == template:
        return live
    if databases.exists(live):
        print("The add-ons or the demo data have changed: the demo municipality starts anew.")
    databases.clone(template, live)
    paths.write_atomically(made_from, template)
    return live


def reset():
    """Throw away what was changed in the demo municipality."""
    (paths.RUN / "stamps" / "municipality").unlink(missing_ok=True)
    prepare()
    print("The demo municipality is as new.")


def serve():
    """Serve in the foreground; returns 0 after Ctrl-C."""
    port = _port()
    interface = os.environ.get("HOST") or "127.0.0.1"
    if odoo.port_taken(port, interface):
        raise Problem(
            f"Port {port} is taken by another program: stop it, or choose another with PORT={port + 1} make run."
        )
    database = prepare()
    goals.unlock()
    conf = odoo.write_conf(
        paths.RUN / "municipality.conf",
        http_interface=interface,
        http_port=port,
        max_cron_threads=1,
        dbfilter=f"^{database}$",
        db_name=database,
    )
    log = paths.LOG / "municipality.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [paths.ODOO, "-c", conf],
            env=odoo.environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _await(server, port, log)
        print(_welcome(port), flush=True)
        server.wait()
        raise Problem(f"Odoo stopped by itself: see the end of {log.relative_to(paths.ROOT)}.")
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        _stop(server)


def _port():
    text = os.environ.get("PORT") or "8069"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(f"PORT={text} is not a port: choose a number from 1024 to 65535.")
    return int(text)


def _await(server, port, log):
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=30):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.3)
    raise Problem(f"Odoo did not start: see the end of {log.relative_to(paths.ROOT)}.")


def _stop(server):
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def users():
    """Rows of the table of demo users: login, password, role, what to look at first."""
    lines = templates.USERS.read_text().splitlines()
    return [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:] if line]


def _welcome(port):
    rows = [(user["role"], user["login"], user["password"]) for user in users()]
    widths = [max(len(row[column]) for row in [("who", "user name", "password"), *rows]) for column in range(3)]
    table = "\n".join(
        "   ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in [("who", "user name", "password"), *rows]
    )
    return f"\nhttp://localhost:{port} is ready.\n\n{table}\n\nCtrl-C stops it; what you change is kept until make demo-reset. Log: .run/log/municipality.log"
