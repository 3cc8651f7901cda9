"""Brings the add-ons' translation files up to date with what their sources say.

`i18n/<add-on>.pot` is what Odoo exports; `i18n/nb.po` keeps every translation that is still asked for, gets new terms with an empty
translation (a test fails until somebody fills it in) and loses what nothing asks for any more.
"""

import sys
import tempfile
from pathlib import Path

import polib

from . import odoo, paths
from .console import run_logged

LANGUAGE = "nb"
# Odoo writes when the file was made; without it two runs give the same file.
TIMES = ("POT-Creation-Date", "PO-Revision-Date")


def update(database):
    """Export from `database`, in which the add-ons are installed, and merge; prints what is left to translate."""
    for module in odoo.own_modules():
        with tempfile.TemporaryDirectory() as folder:
            exported = Path(folder) / f"{module}.po"
            run_logged(
                [paths.ODOO, "i18n", "export", "-c", odoo.conf(), "-d", database, "-l", "pot", "-o", exported, module],
                "i18n.log",
                f"Odoo could not export the terms of {module}",
                env=odoo.environment(),
            )
            left = merge(exported, paths.ADDONS / module / "i18n")
        print(
            f"{module}: {len(left)} terms to translate in i18n/{LANGUAGE}.po"
            + "".join(f"\n  {text!r}" for text in left)
        )


def merge(exported, folder):
    """Write the template and the translations of one add-on; returns the terms that have no translation yet.

    :param exported: path of Odoo's export, without translations
    :param folder: the add-on's `i18n` folder
    """
    template = polib.pofile(str(exported))
    module = folder.parent.name
    for name in TIMES:
        template.metadata.pop(name, None)
    template.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    folder.mkdir(exist_ok=True)
    _save(template, folder / f"{module}.pot")

    path = folder / f"{LANGUAGE}.po"
    translations = polib.pofile(str(path)) if path.exists() else polib.POFile()
    translations.header = template.header
    translations.metadata = {**template.metadata, "Language": LANGUAGE, "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    translations.merge(template)
    for entry in translations.obsolete_entries():
        translations.remove(entry)
    translations.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    _save(translations, path)
    return [entry.msgid for entry in translations if not entry.translated()]


def _save(catalogue, path):
    paths.write_atomically(path, f"{catalogue.__unicode__().rstrip()}\n")


if __name__ == "__main__":
    update(sys.argv[1])
