"""The type on the labels: Open Sans as Odoo itself ships it.

Every Odoo 19 has these two files in its web add-on (Apache licence 2.0, embedding allowed); they hold Latin with the Sami
letters, Greek and Cyrillic. Only what a document uses is embedded. Without Odoo at hand, reportlab's own Vera serves,
which knows fewer letters.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import reportlab
from reportlab.pdfbase.ttfonts import TTFont

_OPEN_SANS = Path("web", "static", "fonts", "google", "Open_Sans")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Paths of the two TrueType files that labels are set in."""

    regular: Path
    bold: Path

    @classmethod
    def default(cls):
        """Odoo's Open Sans where Odoo is installed, else reportlab's Vera."""
        for addons in _odoo_addon_folders():
            folder = addons / _OPEN_SANS
            fonts = cls(folder / "Open_Sans-Regular.ttf", folder / "Open_Sans-Bold.ttf")
            if fonts.regular.is_file() and fonts.bold.is_file():
                return fonts
        folder = Path(reportlab.__file__).parent / "fonts"
        return cls(folder / "Vera.ttf", folder / "VeraBd.ttf")

    def load(self):
        """The two fonts for one document. Never shared: reportlab's fonts are not safe between threads."""
        return TTFont("LabelRegular", str(self.regular)), TTFont("LabelBold", str(self.bold))


def _odoo_addon_folders():
    spec = find_spec("odoo")
    for location in spec.submodule_search_locations if spec else ():
        yield Path(location) / "addons"  # an installed package
        yield Path(location).parent / "addons"  # a source tree
