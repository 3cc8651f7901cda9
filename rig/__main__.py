"""`python -m rig GOAL`, called by rig/setup.sh once Debian's packages are in place."""

import os
import sys
import traceback

from . import goals, paths
from .console import Problem


def main(arguments):
    """Run one goal; whatever goes wrong ends in one plain sentence and exit code 1."""
    try:
        return goals.run(arguments[0], arguments[1:])
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except OSError as error:
        _keep_traceback()
        reason = (
            "The disk is full: make room"
            if error.errno == 28
            else f"{error.strerror or error}: {error.filename or ''}".strip(": ")
        )
        print(f"\n{reason}, then run make again (details: .run/log/rig.log).", file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - the person reads a sentence, the log has the rest
        _keep_traceback()
        print(
            f"\nThe set-up has a fault ({type(error).__name__}: {error}); please report it with .run/log/rig.log.",
            file=sys.stderr,
        )
    return 1


def _keep_traceback():
    paths.LOG.mkdir(parents=True, exist_ok=True)
    (paths.LOG / "rig.log").write_text(traceback.format_exc())


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    os.chdir(paths.ROOT)
    sys.exit(main(sys.argv[1:]))
