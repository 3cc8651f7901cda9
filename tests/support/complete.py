"""pytest plugin for the whole run: green only when every test that exists was run and passed.

A test that is skipped, expected to fail or left out proves nothing, and neither does an empty session.
"""

import pytest

# Kept with the session, since a test may run a session of its own within this one.
DESELECTED = pytest.StashKey[int]()


def pytest_configure(config):
    config.stash[DESELECTED] = 0


def pytest_deselected(items):
    if items:
        items[0].config.stash[DESELECTED] += len(items)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if session.exitstatus == pytest.ExitCode.OK and _problem(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    problem = _problem(terminalreporter.config)
    if problem:
        terminalreporter.section("not complete", red=True, bold=True)
        terminalreporter.line(problem)
        for report in _left_out(terminalreporter):
            terminalreporter.line(f"  {report.nodeid}: {_reason(report)}")


def _left_out(reporter):
    return [report for kind in ("skipped", "xfailed", "xpassed") for report in reporter.stats.get(kind, [])]


def _problem(config):
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    left_out, deselected = len(_left_out(reporter)), config.stash[DESELECTED]
    if left_out or deselected:
        return f"{left_out} tests were skipped or expected to fail and {deselected} were deselected: the run does not count."
    if not reporter.stats.get("passed"):
        return "No test passed: the run does not count."
    return None


def _reason(report):
    reason = getattr(report, "wasxfail", "") or report.longrepr
    return reason[2] if isinstance(reason, tuple) else reason
