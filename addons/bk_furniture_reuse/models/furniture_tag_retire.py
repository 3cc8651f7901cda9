from odoo import fields, models
from odoo.exceptions import AccessError

LONGEST_REASON = 200


class FurnitureTag(models.Model):
    """Taking tags out of use: why, when and by whom. Nothing is forgotten: the piece's chatter says it too."""

    _inherit = "furniture.tag"

    retired_reason = fields.Char("Out of use because", readonly=True)
    retired_on = fields.Datetime("Out of use since", readonly=True)
    retired_by_id = fields.Many2one("res.users", "Taken out of use by", readonly=True, ondelete="restrict")

    def action_retire(self):
        """Take the tags out of use. Scanning one still leads to its piece, which says that the tag is retired."""
        if not (self.env.su or self.env.user.has_group("bk_furniture_reuse.group_coordinator")):
            raise AccessError(self.env._("Tags are retired by the reuse coordinator. Ask them to do it."))
        self._retire()
        return True

    def _retire(self, reason=""):
        """Take those of these tags that are not out of use yet out of it; who may is checked by whoever calls."""
        # sudo: nobody may edit a tag, so that a code never comes to lead somewhere else.
        tags_sudo = self.sudo().filtered(lambda tag: tag.state != "retired")
        tags_sudo.write(
            {
                "state": "retired",
                "retired_reason": (reason or "").strip()[:LONGEST_REASON] or False,
                "retired_on": fields.Datetime.now(),
                "retired_by_id": self.env.uid,
            }
        )
        tags_sudo.flush_recordset()  # the place of an own tag is free for the next one
        texts = {}
        for tag in tags_sudo.filtered("lot_id"):
            text = self.env._("Tag out of use: %s", tag._readable())
            texts.setdefault(tag.lot_id.id, []).append(f"{text}. {tag.retired_reason}" if tag.retired_reason else text)
        self._log_on_pieces({lot_id: " ".join(lines) for lot_id, lines in texts.items()})

    def _log_on_pieces(self, bodies):
        """Write a line about its tags into the chatter of each piece: ``bodies`` is ``{piece id: text}``."""
        self.env["stock.lot"].browse(bodies)._message_log_batch(bodies=bodies)
