"""The plugin that fails a run in which not every test was run and passed."""

import pytest

PASSES = "def test_passes():\n    assert True\n"


@pytest.fixture
def run(pytester):
    """Runs a file of tests as `make test` does, and returns (exit code, last line)."""

    def run(text, *arguments):
        pytester.makepyfile(text)
        done = pytester.runpytest_inprocess("-p", "tests.support.complete", "-p", "no:odoo", *arguments)
        return done.ret, done.outlines[-1]

    return run


def test_a_complete_run_is_green_and_ends_in_pytests_own_line(run):
    code, last = run(PASSES)
    assert code == 0
    assert "1 passed in " in last


@pytest.mark.parametrize(
    "text",
    [
        PASSES + "import pytest\n@pytest.mark.skip\ndef test_left_out():\n    pass\n",
        PASSES + "import pytest\n@pytest.mark.xfail\ndef test_left_out():\n    assert False\n",
        PASSES + "import pytest\n@pytest.mark.xfail\ndef test_left_out():\n    pass\n",
        PASSES
        + "import unittest\nclass T(unittest.TestCase):\n    def test_left_out(self):\n        self.skipTest('no')\n",
        PASSES + "import pytest\npytest.skip('no', allow_module_level=True)\n",
    ],
    ids=["skipped", "expected to fail", "unexpectedly passed", "skipped by unittest", "skipped file"],
)
def test_a_run_with_a_test_left_out_is_red(run, text):
    assert run(text)[0] != 0


def test_a_run_with_deselected_tests_is_red(run):
    assert run(PASSES + "def test_other():\n    pass\n", "-k", "passes")[0] == 1


def test_a_run_without_tests_is_red(run):
    assert run("")[0] != 0
