from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class FurnitureLabelPrint(models.TransientModel):
    """Print the blank tags of a batch: all of them, or a row of them when a sheet was damaged."""

    _inherit = "furniture.label.print"

    tag_batch_id = fields.Many2one("furniture.tag.batch", "Batch", readonly=True, ondelete="cascade")
    tag_kind = fields.Selection(related="tag_batch_id.kind")
    tag_from_id = fields.Many2one(
        "furniture.tag", "From", domain="[('batch_id', '=', tag_batch_id), ('state', '=', 'blank')]", ondelete="cascade",
        help="The first tag to print. Empty: from the beginning.",
    )  # fmt: skip
    tag_to_id = fields.Many2one(
        "furniture.tag", "To", domain="[('batch_id', '=', tag_batch_id), ('state', '=', 'blank')]", ondelete="cascade",
        help="The last tag to print. Empty: to the end.",
    )  # fmt: skip

    @api.depends("tag_batch_id", "tag_from_id", "tag_to_id")
    def _compute_label_count(self):
        of_batches = self.filtered("tag_batch_id")
        for wizard in of_batches:
            wizard.label_count = self.env["furniture.tag"].search_count(wizard._blank_domain())
        return super(FurnitureLabelPrint, self - of_batches)._compute_label_count()

    def action_print(self):
        action = super().action_print()
        batch = self.tag_batch_id
        if batch:
            tags = self._targets()
            batch._at_work().write({"printed_on": fields.Datetime.now()})
            batch.message_post(
                body=self.env._(
                    "Labels opened for printing: %(count)s, from %(first)s to %(last)s.",
                    count=len(tags), first=tags[0]._printed_number(), last=tags[-1]._printed_number(),
                )
            )  # fmt: skip
        return action

    def _targets(self):
        # sudo: to learn of a batch that the user may not see (any more); it must stop the print.
        batch = self.sudo().tag_batch_id.with_env(self.env)
        if not batch:
            return super()._targets()
        batch.check_access("write")
        tags = self.env["furniture.tag"].search(self._blank_domain(), order="id")
        if not tags:
            raise UserError(self.env._("There is no blank tag between these two: choose others."))
        return tags

    def _blank_domain(self):
        """The blank tags from the first one chosen to the last, as they were printed."""
        domain = Domain("batch_id", "=", self.tag_batch_id.id) & Domain("state", "=", "blank")
        ends = [tag.id for tag in (self.tag_from_id, self.tag_to_id) if tag]
        if len(ends) == 2:
            return domain & Domain("id", ">=", min(ends)) & Domain("id", "<=", max(ends))
        if ends:
            return domain & Domain("id", ">=" if self.tag_from_id else "<=", ends[0])
        return domain
