from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

END_KINDS = [("recycled", "Recycled"), ("donated", "Donated"), ("sold", "Sold"), ("lost", "Lost")]


class StockLot(models.Model):
    """How a piece left for good. It leaves the lists and the counts then, and keeps its page, its tag and its history."""

    _inherit = "stock.lot"

    end_kind = fields.Selection(END_KINDS, string="End", readonly=True, copy=False, index="btree_not_null")
    end_id = fields.Many2one("furniture.end", "Decision", readonly=True, copy=False, index="btree_not_null")
    end_date = fields.Date("Left on", readonly=True, copy=False)
    end_line_ids = fields.One2many("furniture.end.line", "lot_id", string="Ends", readonly=True)

    @api.model
    def _present(self):
        """The domain of pieces that we have: furniture that has not come to an end."""
        return Domain("is_furniture", "=", True) & Domain("end_kind", "=", False)

    def action_propose_end(self):
        """Button on the list and on the piece: how these pieces leave for good."""
        self._check_may_get_end()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_end_propose_action")
        return {**action, "context": {"active_model": "stock.lot", "active_ids": self.ids}}

    def _change_purpose(self, purpose, *args, **kwargs):
        self._check_still_here()
        return super()._change_purpose(purpose, *args, **kwargs)

    def _check_may_move(self):
        self._check_still_here()
        # sudo: that a piece is to leave is told to whoever would move it.
        leaving = self.env["furniture.end.line"].sudo()
        leaving = leaving.search([("lot_id", "in", self.ids), ("state", "=", "decided")], limit=5)
        if leaving:
            raise UserError(
                self.env._(
                    "%(pieces)s: to leave by %(ends)s. Take that decision back first.",
                    pieces=", ".join(leaving.lot_id.mapped("name")),
                    ends=", ".join(leaving.end_id.mapped("name")),
                )
            )
        return super()._check_may_move()

    def _check_still_here(self):
        """Refuse for pieces that have left for good."""
        ended = self.filtered("end_kind")
        if ended:
            kinds = dict(self._fields["end_kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(pieces)s has left for good (%(kind)s). If that is wrong, the furniture manager reverses its end first.",
                    pieces=", ".join(ended[:5].mapped("name")),
                    kind=kinds[ended[0].end_kind].lower(),
                )
            )

    def _check_may_get_end(self):
        """Refuse pieces that an end cannot be proposed for: no furniture, ended, or proposed by somebody else already."""
        if self.filtered(lambda lot: not lot.is_furniture):
            raise UserError(self.env._("Choose pieces of furniture: other serial numbers get no end here."))
        self._check_still_here()
        # sudo: that a piece is proposed already is no secret to somebody who proposes it.
        taken = self.env["furniture.end.line"].sudo().search(
            [("lot_id", "in", self.ids), ("state", "!=", "reversed")], limit=5
        )  # fmt: skip
        if taken:
            raise UserError(
                self.env._(
                    "%(pieces)s: part of %(ends)s already. Continue there, or remove the piece from it first.",
                    pieces=", ".join(taken.lot_id.mapped("name")),
                    ends=", ".join(taken.end_id.mapped("name")),
                )
            )

    def _end_hindrances(self):
        """What keeps each of these pieces from leaving: ``{piece: sentence}``, in a few queries however many there are.

        A piece that somebody holds or that a transfer, a workshop or the like counts on stays until they let go of it.
        """
        # sudo: what stands in the way is named to whoever is to clear it, though they need not see those records.
        env = self.sudo().env
        hindrances = {}
        for lot in self.filtered("end_kind"):
            hindrances[lot] = self.env._("%s: has left for good already.", lot.name)
        held = env["furniture.reservation.line"].search([("lot_id", "in", self.ids), ("state", "=", "held")])
        for line in held:
            hindrances.setdefault(
                line.lot_id.with_env(self.env),
                self.env._(
                    "%(piece)s: held by %(reservation)s. Release the reservation first.",
                    piece=line.lot_id.name,
                    reservation=line.reservation_id.name,
                ),
            )
        planned = env["stock.move.line"].search(
            [("lot_id", "in", self.ids), ("state", "not in", ("done", "cancel")), ("quantity", ">", 0)]
        )
        for line in planned:
            hindrances.setdefault(
                line.lot_id.with_env(self.env),
                self.env._(
                    "%(piece)s: planned in the transfer %(transfer)s. Do the transfer or cancel it first.",
                    piece=line.lot_id.name,
                    transfer=line.picking_id.name or line.reference or "",
                ),
            )
        repairs = env["repair.order"].search([("lot_id", "in", self.ids), ("state", "not in", ("done", "cancel"))])
        for repair in repairs:
            hindrances.setdefault(
                repair.lot_id.with_env(self.env),
                self.env._(
                    "%(piece)s: in the workshop with %(repair)s. End or cancel that order first.",
                    piece=repair.lot_id.name,
                    repair=repair.name,
                ),
            )
        return hindrances
