from functools import cache

from odoo import api, models

# Half a roll more than anybody puts up in a day.
MOST_BLANKS = 2_000


class FurnitureScanWork(models.AbstractModel):
    """Blank tags that were handed to this person, so that the phone knows them in a basement too."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        tags = cache(self._blank_tags)  # once for both, and only for those who get them
        return {
            **super()._sections(),
            "blanks": lambda: [text for tag in tags() for text in (tag.code, tag.number) if text],
            # Of these, what is printed for places; all the others are for pieces.
            "door_blanks": lambda: [tag.code for tag in tags() if tag.made_for == "place"],
        }

    @api.model
    def _blank_tags(self):
        batches = self.env["furniture.tag.batch"].search(
            [("state", "=", "delivered"), ("delivered_to_id", "=", self.env.uid)], order="delivered_on desc, id desc"
        )
        return self.env["furniture.tag"].search_fetch(
            [("batch_id", "in", batches.ids), ("state", "=", "blank")],
            ["code", "number", "made_for"],
            order="batch_id, id",
            limit=MOST_BLANKS,
        )
