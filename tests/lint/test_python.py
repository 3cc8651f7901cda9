"""Python: ruff for everything, pylint-odoo for what Odoo asks of add-ons."""

import pytest

from tests.lint.common import ADDONS, check

WHERE = ("addons", "rig", "tests")
# Not for us: OCA's own name and readme; one file per model and concern is the rule here; what ruff finds as well (S110);
# a method that returns nothing need not return what super() returns.
MATTERS_NOT = "manifest-required-author,missing-readme,consider-merging-classes-inherited,except-pass,missing-return"


def test_ruff_finds_nothing():
    check("ruff", "check", "--no-cache", "--output-format=concise", *WHERE)


def test_everything_is_formatted():
    check("ruff", "format", "--no-cache", "--check", "--output-format=concise", *WHERE)


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_pylint_odoo_finds_nothing(addon):
    chosen = ("--disable=all", "--enable=odoolint", f"--disable={MATTERS_NOT}", "--ignore-paths=.*/(tools|tests)/.*")
    check("pylint", "--rcfile=pyproject.toml", "--score=n", *chosen, str(addon))
