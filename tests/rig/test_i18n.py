"""The upkeep of translation files: what is translated stays, what is new is left open, what nothing asks for goes."""

import polib
import pytest

from rig import i18n

EXPORT = """
msgid ""
msgstr ""
"Project-Id-Version: Odoo Server 19.0\\n"
"POT-Creation-Date: {time}\\n"
"PO-Revision-Date: {time}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. module: bk_example
#. odoo-python
#: code:addons/bk_example/models/place.py:0
msgid "%s is no room."
msgstr ""

#. module: bk_example
#: model:ir.model.fields,field_description:bk_example.field_place
msgid "Place"
msgstr ""
"""
OLD = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#. module: bk_example
#: model:ir.model.fields,field_description:bk_example.field_elsewhere
msgid "Place"
msgstr "Plassering"

msgid "Places"
msgstr "Plasseringer"
"""


@pytest.fixture
def merge(tmp_path):
    """Merges an export into the add-on's folder; returns the terms left and the folder."""

    def merge(time="2026-01-01 08:00+0000", text=EXPORT):
        exported = tmp_path / "export.po"
        exported.write_text(text.format(time=time))
        return i18n.merge(exported, tmp_path / "bk_example" / "i18n")

    (tmp_path / "bk_example").mkdir()
    merge.folder = tmp_path / "bk_example" / "i18n"
    return merge


def test_first_export_leaves_all_terms_open(merge):
    assert merge() == ["%s is no room.", "Place"]
    assert [entry.msgid for entry in polib.pofile(str(merge.folder / "bk_example.pot"))] == ["%s is no room.", "Place"]


def test_translations_are_kept_added_and_dropped(merge):
    merge.folder.mkdir()
    (merge.folder / "nb.po").write_text(OLD)
    assert merge() == ["%s is no room."]
    catalogue = polib.pofile(str(merge.folder / "nb.po"))
    assert {entry.msgid: entry.msgstr for entry in catalogue} == {"%s is no room.": "", "Place": "Plassering"}
    assert not [entry for entry in catalogue if entry.fuzzy or entry.obsolete]
    assert catalogue.metadata["Language"] == "nb"


def test_odoo_finds_where_a_term_is_used(merge):
    """Odoo reads from these comments which of its loaders a term belongs to."""
    merge.folder.mkdir()
    (merge.folder / "nb.po").write_text(OLD)
    merge()
    entries = {entry.msgid: entry for entry in polib.pofile(str(merge.folder / "nb.po"))}
    assert entries["%s is no room."].comment == "module: bk_example\nodoo-python"
    assert entries["Place"].occurrences == [("model:ir.model.fields,field_description:bk_example.field_place", "")]


def test_a_second_run_changes_nothing(merge):
    merge()
    before = [path.read_bytes() for path in sorted(merge.folder.iterdir())]
    merge(time="2026-02-02 09:00+0000")
    assert [path.read_bytes() for path in sorted(merge.folder.iterdir())] == before
