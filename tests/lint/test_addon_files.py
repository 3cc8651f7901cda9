"""XML and CSV of the add-ons, and the Norwegian translations."""

import re

import pytest

from tests.lint.common import ADDONS, check

# The header's letter case, a number's spelling and the order of attributes change nothing that Odoo does.
MATTERS_NOT = "xml-header-wrong,xml-field-numeric-without-eval,xml-tag-position"


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_data_files_are_as_odoo_wants_them(addon):
    check("oca-checks-odoo-module", f"--disable={MATTERS_NOT}", str(addon))


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_bokmaal_is_complete_and_well_formed(addon):
    said = check("msgfmt", "--check-format", "--check-domain", "--statistics", "-o", "/dev/null", f"{addon}/i18n/nb.po")
    assert re.fullmatch(r"\d+ translated messages?\.\n", said), said
