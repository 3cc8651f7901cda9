"""What the person at the terminal reads: numbered steps, how far they are, and plain sentences when something fails."""

import os
import subprocess
import sys
import time

from . import paths


class Problem(Exception):
    """Something the person can mend; the text is one plain sentence that says how."""


class Steps:
    """Numbers the long steps of one command. Steps already done are not announced."""

    def __init__(self):
        self.total = int(os.environ.get("RIG_STEPS", "7"))
        self.number = 1  # Debian's packages, in rig/setup.sh

    def next(self):
        """Count a step, whether it has work to do or not, so that numbers stay the same between runs."""
        self.number += 1

    def say(self, text):
        """Announce the work of the current step."""
        print(f"[{self.number}/{self.total}] {text} ...", flush=True)


def run_logged(command, log, problem, progress=None, every=30, **kwargs):
    """Run a long command with its output in `.run/log/<log>`.

    `progress` is called with the log's path and returns a short text ("42 of 127 MB") or nothing; it is shown every
    `every` seconds, on a terminal at once. Raises Problem(`problem`) when the command fails.
    """
    path = paths.LOG / log
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as output:
        output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        output.flush()
        start = output.tell()
        # Children keep the set-up's lock (descriptor 9) until they end, even when this process is killed.
        kwargs.setdefault("stdin", subprocess.DEVNULL)
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, close_fds=False, **kwargs)
        try:
            _watch(process, path, start, progress, every)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        raise Problem(f"{problem} (log: {path.relative_to(paths.ROOT)})")
    return path


def _watch(process, path, start, progress, every):
    terminal = sys.stdout.isatty()
    shown, last = "", time.monotonic()
    while True:
        try:
            process.wait(0.5)
            break
        except subprocess.TimeoutExpired:
            pass
        if not progress or not (terminal or time.monotonic() - last >= every):
            continue
        text = progress(path, start) or ""
        if text and text != shown:
            print(f"\r      {text}\033[K" if terminal else f"      {text}", end="" if terminal else "\n", flush=True)
            shown, last = text, time.monotonic()
    if terminal and shown:
        print("\r\033[K", end="", flush=True)


def tail(path, start):
    """The part of a log that the running command wrote."""
    with path.open("rb") as log:
        log.seek(start)
        return log.read().decode(errors="replace")
