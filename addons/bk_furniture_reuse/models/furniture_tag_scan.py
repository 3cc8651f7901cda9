from odoo import api, models
from odoo.fields import Domain

from ..tools import tag_code


class FurnitureTag(models.Model):
    """Many scanned codes at once."""

    _inherit = "furniture.tag"

    @api.model
    def _find_targets(self, texts):
        """What each of ``texts`` leads to: a dict of text to a piece, a place, or an empty set of pieces.

        A text is what ``_find`` takes, or the number that is printed on a piece. Two queries, however many texts.
        """
        clean = {
            text: text.strip() for text in texts
            if text and not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)
        }  # fmt: skip
        codes = {
            text: {tag_code.normalise(written), tag_code.normalise_foreign(written)} - {""}
            for text, written in clean.items()
        }
        tags = {}
        for tag in self.search(Domain("code", "in", list(set().union(*codes.values()))), order="state desc, id desc"):
            tags[tag.code] = tag
        lots = self.env["stock.lot"]
        numbers = {
            lot.name: lot for lot in lots.search([("name", "in", list(clean.values())), ("is_furniture", "=", True)])
        }
        result = {}
        for text in texts:
            tag = next((tags[code] for code in codes.get(text, ()) if code in tags), self.browse())
            result[text] = tag.location_id or tag.lot_id or numbers.get(clean.get(text), lots)
        return result
