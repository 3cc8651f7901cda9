from odoo import api, models

from ..tools import tag_code


class FurnitureTag(models.Model):
    """Many scanned codes at once, for screens that hand over a list of scans."""

    _inherit = "furniture.tag"

    @api.model
    def _resolve(self, texts):
        """What each of ``texts`` leads to, with two queries for all: ``{text: piece, place or None}``.

        Besides tags, the printed number of a piece is understood. A retired tag still leads to its piece.
        """
        spellings = {text: self._spellings(text) for text in texts}
        tags = {tag.code: tag for tag in self.search([("code", "in", list(set().union(*spellings.values())))])}
        found = {}
        for text, codes in spellings.items():
            tag = next((tags[code] for code in codes if code in tags), self.browse())
            found[text] = tag.lot_id or tag.location_id or None
        numbers = {text: text.strip().upper() for text in texts if found[text] is None and spellings[text]}
        if numbers:
            lots = self.env["stock.lot"].search(
                [("is_furniture", "=", True), ("name", "in", list(set(numbers.values())))]
            )
            by_number = {lot.name: lot for lot in lots}
            found.update({text: by_number.get(number) for text, number in numbers.items()})
        return found

    @api.model
    def _spellings(self, text):
        # PostgreSQL keeps neither NUL nor half a character in a text, so no code holds one.
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
            return []
        return [code for code in (tag_code.normalise(text), tag_code.normalise_foreign(text)) if code]
