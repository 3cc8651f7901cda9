from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..tools import tag_code
from ..tools.scan import UNREADABLE

PIECE, PLACE, BLANK, RETIRED, FOREIGN, UNKNOWN = "piece", "place", "blank", "retired", "foreign", "unknown"
LONGEST = 200


class Target(NamedTuple):
    """What a scanned text is: a ``kind`` of code, the piece or place that it leads to, and its tag."""

    kind: str
    record: models.BaseModel
    tag: models.BaseModel


class FurnitureTag(models.Model):
    """What kind of code each scanned text is, many at once."""

    _inherit = "furniture.tag"

    @api.model
    def _read_codes(self, texts):
        """``{text: Target}``, in two queries however many texts.

        ``piece`` and ``place``: where a tag in use, or the printed number of a piece, leads to. ``retired``: a tag that is no
        longer in use, with what it led to. ``blank``: printed and free, by its code or by the number that stands on it.
        ``foreign``: a code that we do not know and that is not ours. ``unknown``: a code of ours that was never printed, or no
        code at all.
        """
        clean = {text: text.strip() if isinstance(text, str) else "" for text in set(texts)}
        spellings = {text: self._code_spellings(text) for text in clean}
        written_numbers = [written.upper() for text, written in clean.items() if spellings[text]]
        found = self.search_fetch(
            Domain("code", "in", list(set().union(*spellings.values()))) | Domain("number", "in", written_numbers),
            ["code", "number", "state", "lot_id", "location_id", "batch_id", "made_for"],
        )
        tags = {tag.code: tag for tag in found}
        printed = {tag.number: tag for tag in found if tag.number}
        by_text = {
            text: next((tags[code] for code in codes if code in tags), self.browse())
            for text, codes in spellings.items()
        }
        numbers = {written.upper() for text, written in clean.items() if spellings[text] and not by_text[text]}
        lots = self.env["stock.lot"]
        pieces = lots.search([("name", "in", list(numbers)), ("is_furniture", "=", True)]) if numbers else lots
        by_number = {lot.name: lot for lot in pieces}
        # The number of a piece leads to the piece; that of a tag to the tag, which may be blank, or put on an older piece.
        for text, written in clean.items():
            if not by_text[text] and written.upper() not in by_number:
                by_text[text] = printed.get(written.upper(), self.browse())
        return {
            text: self._target_of(text, by_text[text], by_number.get(written.upper(), lots))
            for text, written in clean.items()
        }

    @api.model
    def _find(self, text):
        """The tag that a scanned or typed ``text`` means, retired ones too; empty when there is none.

        ``text`` may be an address, one of our codes in any spelling, or a code from elsewhere; not a number, which anybody can
        count up.
        """
        tag = self._read_codes([text])[text].tag
        return tag if tag.code in self._code_spellings(text) else self.browse()

    @api.model
    def _find_piece(self, text):
        """The piece that ``text`` leads to, by a tag in use or not, or by its number; an empty set when there is none."""
        record = self._read_codes([text])[text].record
        return record if record._name == "stock.lot" else self.env["stock.lot"]

    @api.model
    def _code_spellings(self, text):
        """The spellings under which a text may be kept, the likelier one first; none for what is no code."""
        if (
            not isinstance(text, str)
            or len(text) > LONGEST
            or UNREADABLE in text
            or any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)
        ):
            return []
        return [code for code in (tag_code.normalise(text), tag_code.normalise_foreign(text)) if code]

    @api.model
    def _target_of(self, text, tag, numbered):
        nothing = self.env["stock.lot"]
        if tag:
            target = tag.lot_id or tag.location_id or nothing
            kind = {"blank": BLANK, "retired": RETIRED}.get(tag.state) or (PIECE if tag.lot_id else PLACE)
            return Target(kind, target, tag)
        if numbered:
            return Target(PIECE, numbered, tag)
        ours = tag_code.is_valid(text) or (tag_code.normalise(text) and "/" in text)
        return Target(FOREIGN if self._code_spellings(text) and not ours else UNKNOWN, nothing, tag)
