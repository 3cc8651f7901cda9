from odoo import api, fields, models
from odoo.exceptions import UserError


class FurnitureTagBatch(models.Model):
    """What becomes of a batch: printed, handed out, used up, or closed before that."""

    _inherit = "furniture.tag.batch"

    def action_print(self):
        """The dialogue that prints the blank tags of this batch."""
        self.ensure_one()
        self.check_access("write")
        self._ensure_blanks()
        wizard = self.env["furniture.label.print"].create({"tag_batch_id": self.id})
        return wizard._dialogue()

    def action_deliver(self):
        """Hand the batches out to whom they say."""
        self.check_access("write")
        for batch in self:
            if batch.state != "printed":
                raise UserError(self.env._("%s has been handed out already, or is used up.", batch.name))
            if not (batch.delivered_to_id or (batch.delivered_team or "").strip()):
                raise UserError(self.env._("%s: write first who gets the tags, a person or a team.", batch.name))
        self._at_work().write({"delivered_on": fields.Datetime.now()})
        return True

    def action_close(self):
        """Ask why the rest of the batch will not be used."""
        self.ensure_one()
        self.check_access("write")
        self._ensure_blanks()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close %s", self.name),
            "res_model": "furniture.tag.batch.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_batch_id": self.id},
        }

    def action_open_tags(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_tag_action")
        return {**action, "domain": [("batch_id", "=", self.id)], "context": {"tag_numbers": True}}

    def _close(self, reason):
        """Retire the tags that are left, and say why. Those that are in use stay in use."""
        self.ensure_one()
        self.check_access("write")
        self._ensure_blanks()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why the batch is closed."))
        blanks = self._blanks()
        blanks._retire(reason)
        self._at_work().write(
            {"closed_on": fields.Datetime.now(), "closed_by_id": self.env.uid, "closed_reason": reason}
        )
        self.message_post(
            body=self.env._(
                "Closed early: %(count)s blank tags are out of use. %(reason)s", count=len(blanks), reason=reason
            )
        )

    def _blanks(self):
        """The tags of these batches that are blank, in the order in which they are printed."""
        return self.env["furniture.tag"].search([("batch_id", "in", self.ids), ("state", "=", "blank")], order="id")

    def _ensure_blanks(self):
        for batch in self:
            if batch.state == "used_up" or not batch.blank_count:
                raise UserError(self.env._("%s has no blank tags left.", batch.name))

    @api.autovacuum
    def _gc_used_up(self):
        """Two people who take the last two tags in the same instant do not see each other: the night does."""
        still_open = self.search([("state", "!=", "used_up")])
        left = {batch_id for (batch_id, state) in still_open._tag_counts() if state == "blank"}
        gone = still_open.filtered(lambda batch: batch.id not in left)
        self.env.add_to_compute(self._fields["state"], gone)
        gone._recompute_recordset(["state"])
