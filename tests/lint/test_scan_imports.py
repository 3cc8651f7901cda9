"""What a file of the scan page takes from another is there: a missing name is undefined, and breaks the page only when it is used."""

import re

import pytest

from .common import ROOT

PAGE = ROOT / "addons" / "bk_furniture_reuse" / "static" / "src" / "scan_app"
IMPORT = re.compile(r'import \{([^}]*)\} from "(\.[^"]*)"')


@pytest.mark.parametrize("file", sorted(PAGE.rglob("*.js")), ids=lambda file: file.stem)
def test_imported_names_are_exported(file):
    for names, path in IMPORT.findall(file.read_text()):
        source = (file.parent / f"{path}.js").resolve().read_text()
        for name in filter(None, (part.split(" as ")[0].strip() for part in names.split(","))):
            assert re.search(rf"export (async )?(const|let|function|class) {name}\b", source), f"{name} of {path}"
