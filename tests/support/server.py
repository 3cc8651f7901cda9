"""A real Odoo server process, which a test may stop, or kill as the machine would."""

import itertools
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import requests

from rig import odoo, paths

_numbers = itertools.count(1)


class OdooServer:
    """Serves one database. `with OdooServer(db) as server:` waits until it answers and stops it at the end.

    `cron` is the number of threads that run scheduled actions; further keywords go into the configuration file
    (`workers=2`, `limit_memory_hard=...`). `port` is a free one unless given.
    """

    def __init__(self, database, port=None, cron=0, **options):
        self.database = database
        self.port = port or odoo.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        name = f"test-{os.getpid()}-{next(_numbers)}"
        self.log_path = paths.LOG / f"{name}.log"
        self._conf = odoo.write_conf(
            paths.RUN / f"{name}.conf",
            http_port=self.port,
            max_cron_threads=cron,
            db_name=database,
            dbfilter=f"^{database}$",
            **options,
        )
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, failed, *_rest):
        self.kill() if failed else self.stop()
        self._conf.unlink(missing_ok=True)
        if not failed:
            self.log_path.unlink(missing_ok=True)

    def start(self, wait=True):
        """Start the process (again, after `stop` or `kill`)."""
        with self.log_path.open("ab") as log:
            # A session of its own: `kill` reaches its children too, and Ctrl-C at pytest does not.
            self._process = subprocess.Popen(
                [paths.ODOO, "-c", self._conf],
                env=odoo.environment(),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        if wait:
            self.wait_ready()

    def wait_ready(self, timeout=90):
        """Wait until pages are served."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                if requests.get(f"{self.url}/web/login", timeout=30).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        raise AssertionError(f"Odoo did not start:\n{self.log()[-3000:]}")

    def running(self):
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    def peak_memory(self):
        """Most memory that the process has held so far, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024

    def kill(self):
        """SIGKILL to the process and its children: no handler runs, nothing is written back."""
        self._signal(signal.SIGKILL)

    def stop(self, timeout=30):
        """Ask the server to end, as a service manager does."""
        self._signal(signal.SIGTERM, timeout)

    def log(self):
        """What the server has written to its log so far."""
        return self.log_path.read_text(errors="replace")

    def login(self, login="admin", password="admin"):
        """A client that is logged in as this user."""
        return Client(self, login, password)

    def _signal(self, number, timeout=30):
        if not self.running():
            return
        os.killpg(self._process.pid, number)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Client:
    """A logged-in web session: what the browser can do, without the browser."""

    def __init__(self, server, login, password, certificate=None):
        self.server = server
        self.http = requests.Session()
        if certificate:
            self.http.verify = certificate
            self.http.trust_env = False  # REQUESTS_CA_BUNDLE would win over it
        self.user = self._rpc(
            "/web/session/authenticate", {"db": server.database, "login": login, "password": password}
        )

    def call(self, model, method, *arguments, **keywords):
        """Call a public method, with the user's own rights."""
        params = {"model": model, "method": method, "args": list(arguments), "kwargs": keywords}
        return self._rpc(f"/web/dataset/call_kw/{model}/{method}", params)

    def get(self, path, **keywords):
        """Fetch a page."""
        return self.http.get(f"{self.server.url}{path}", timeout=120, **keywords)

    def _rpc(self, path, params):
        answer = self.http.post(
            f"{self.server.url}{path}", json={"jsonrpc": "2.0", "method": "call", "params": params}, timeout=300
        ).json()
        if "error" in answer:
            raise RefusedError(answer["error"]["data"])
        return answer.get("result")


class RefusedError(Exception):
    """The server answered a call with an error; `name` is the exception's class there."""

    def __init__(self, data):
        super().__init__(data["message"])
        self.name = data["name"]
