from odoo import api, models

# Half a roll more than anybody puts up in a day.
MOST_BLANKS = 2_000


class FurnitureScanWork(models.AbstractModel):
    """Blank tags that were handed to this person, so that the phone knows them in a basement too."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        return {**super()._sections(), "blanks": self._blanks}

    @api.model
    def _blanks(self):
        """Their codes, and the numbers that are printed on them; those of the rolls that were handed out last come first."""
        batches = self.env["furniture.tag.batch"].search(
            [("state", "=", "delivered"), ("delivered_to_id", "=", self.env.uid)], order="delivered_on desc, id desc"
        )
        tags = self.env["furniture.tag"].search_fetch(
            [("batch_id", "in", batches.ids), ("state", "=", "blank")],
            ["code", "number"],
            order="batch_id, id",
            limit=MOST_BLANKS,
        )
        return [text for tag in tags for text in (tag.code, tag.number) if text]
