"""The add-on's own way to let LibreOffice work a workbook out, for the tests outside it."""

import importlib.util

from rig import paths

_SPEC = importlib.util.spec_from_file_location(
    "recalculate", paths.ROOT / "addons" / "bk_furniture_reuse" / "tests" / "recalculate.py"
)
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
recalculated = _MODULE.recalculated
