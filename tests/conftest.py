"""What the tests outside the add-ons share."""

import sys
import types
from pathlib import Path

ADDONS = Path(__file__).resolve().parent.parent / "addons"


def _importable_without_odoo():
    """Let `from bk_furniture_reuse.tools import units` work without Odoo: the add-on's `__init__` is not executed."""
    for manifest in ADDONS.glob("*/__manifest__.py"):
        name = manifest.parent.name
        if name not in sys.modules:
            package = types.ModuleType(name)
            package.__path__ = [str(manifest.parent)]
            sys.modules[name] = package


_importable_without_odoo()
