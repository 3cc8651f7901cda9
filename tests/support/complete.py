"""pytest plugin for the whole run: green only when every test that exists was run and passed.

A test that is skipped, expected to fail or left out proves nothing, and neither does an empty session.
"""

import pytest


class _Seen:
    deselected = 0
    passed = 0
    left_out = ()


def pytest_deselected(items):
    _Seen.deselected += len(items)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    kinds = ("skipped", "xfailed", "xpassed")
    _Seen.left_out = [report for kind in kinds for report in reporter.stats.get(kind, [])]
    _Seen.passed = len(reporter.stats.get("passed", []))
    if session.exitstatus == pytest.ExitCode.OK and _problem():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    problem = _problem()
    if problem:
        terminalreporter.section("not complete", red=True, bold=True)
        terminalreporter.line(problem)
        for report in _Seen.left_out:
            terminalreporter.line(f"  {report.nodeid}: {_reason(report)}")


def _problem():
    if _Seen.left_out or _Seen.deselected:
        return f"{len(_Seen.left_out)} tests were skipped or expected to fail and {_Seen.deselected} were deselected: the run does not count."
    if not _Seen.passed:
        return "No test passed: the run does not count."
    return None


def _reason(report):
    reason = getattr(report, "wasxfail", "") or report.longrepr
    return reason[2] if isinstance(reason, tuple) else reason
