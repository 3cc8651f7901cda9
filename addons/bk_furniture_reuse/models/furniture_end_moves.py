from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import ends as rules


class FurnitureEnd(models.Model):
    """The stock moves of an end: a delivery to whoever receives the pieces, else a transfer to where stock is written off."""

    _inherit = "furniture.end"

    def _plan_moves(self):
        """Plan the transfers that take these pieces out of stock, one per building; Odoo reserves the pieces for them.

        One move per furniture model with a line per piece: much quicker than a scrap order for each.

        :return: ``{piece id: move line id}``; what is lost and was never in stock has none
        """
        self.ensure_one()
        lots = self.line_ids.lot_id
        if self.kind == rules.LOST:
            lots = lots._in_stock()
        if not lots:
            return {}
        warehouse = lots.location_id.warehouse_id[:1] or self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        handed_over = self.kind in rules.HANDED_OVER
        target = self.partner_id.property_stock_customer if handed_over else self._written_off_location()
        # Given as defaults: Odoo would choose other places when the receiver is written afterwards.
        loader = self.env["furniture.stock.loader"].with_context(
            default_furniture_end_id=self.id, default_partner_id=self.partner_id.id if handed_over else False
        )
        pickings = loader._hold(
            lots, target, self.name, warehouse._furniture_end_type("outgoing" if handed_over else "internal")
        ).with_env(self.env)
        return {line.lot_id.id: line.id for line in pickings.move_line_ids}

    def _written_off_location(self):
        """Where recycled or lost pieces go in Odoo's ledger; made the first time that it is needed."""
        self.ensure_one()
        barcode = f"FURNITURE-{self.kind.upper()}"
        # sudo: the coordinator need not be a stock administrator.
        locations = self.env["stock.location"].sudo()
        known = locations.search([("barcode", "=", barcode), ("company_id", "=", self.company_id.id)], limit=1)
        names = {rules.RECYCLED: self.env._("Recycled furniture"), rules.LOST: self.env._("Lost furniture")}
        return known or locations.create(
            {
                "name": names[self.kind],
                "usage": "inventory",
                "barcode": barcode,
                "company_id": self.company_id.id,
            }
        )


class FurnitureEndLine(models.Model):
    """A piece leaves, or comes back."""

    _inherit = "furniture.end.line"

    def _carry_out(self):
        """These pieces have left: they keep their pages and say what became of them."""
        lines = self.sudo()  # sudo: the ledger says that they have left, whoever did the transfer
        now = fields.Datetime.now()
        lines.write({"state": rules.DONE, "done_on": now})
        for end, of_end in lines.grouped("end_id").items():
            lots = of_end.lot_id
            lots.write({"end_kind": end.kind, "end_id": end.id, "end_date": fields.Date.context_today(end)})
            lots._log_in_chatter(self.env._("%(kind)s (%(end)s): %(reason)s", **end._words(), reason=end.reason or ""))
            end.write({"done_by_id": self.env.uid, "done_on": now})

    def _reverse(self, reason, place=None):
        """Take these pieces back: what has only been decided is free again, what has left comes back by a counter-move.

        :param reason: why, in the person's words
        :param place: where pieces that had left stand now; without it each comes back to where it stood
        :raise UserError: when it is not this person's to do, or nobody knows where a piece stands
        """
        self.end_id._lock()
        for end, state in self.grouped(lambda line: (line.end_id, line.state)):
            end._check_step(rules.REVERSED, reason, state=state)
        planned = self.filtered(lambda line: line.state == rules.DECIDED)
        left = self - planned
        places = {line: place or line.location_id for line in left if line.move_line_id}
        homeless = [line for line, to in places.items() if not to.active or to.usage != "internal"]
        if homeless:
            raise UserError(
                self.env._(
                    "%s: choose where it stands now; the place where it stood is not in use.",
                    ", ".join(line.lot_id.name for line in homeless[:5]),
                )
            )
        # sudo: the steps are written by the system, after the checks above.
        for lines, was_done in ((planned.sudo(), False), (left.sudo(), True)):
            lines.write(
                {
                    "state": rules.REVERSED,
                    "was_done": was_done,
                    "reverse_reason": reason.strip(),
                    "reversed_by_id": self.env.uid,
                    "reversed_on": fields.Datetime.now(),
                }
            )
        planned._unplan()
        lots = left.lot_id
        lots.sudo().write({"end_kind": False, "end_id": False, "end_date": False})
        lots.flush_recordset(["end_kind"])
        targets = {}
        for line, to in places.items():
            targets.setdefault((to, line.end_id), self.env["stock.lot"])
            targets[to, line.end_id] |= line.lot_id
        for (to, end), of_place in targets.items():
            # sudo: the quants are the system's; Odoo's relocation makes the counter-move.
            of_place.sudo().quant_ids.filtered(lambda quant: quant.quantity > 0).move_quants(
                location_dest_id=to.sudo(),
                message=self.env._("%(end)s reversed: %(reason)s", end=end.name, reason=reason),
            )
        for end, of_end in self.grouped("end_id").items():
            text = self.env._("%(end)s reversed: %(reason)s", end=end.name, reason=reason)
            of_end.lot_id._log_in_chatter(text)
            end.message_post(
                body=self.env._("%(count)s pieces taken back: %(reason)s", count=len(of_end), reason=reason)
            )

    def _unplan(self):
        """Free pieces that were to leave; transfers that have nothing more to do are cancelled."""
        move_lines = self.move_line_id
        moves = move_lines.move_id
        self.sudo().write({"move_line_id": False})
        self.flush_recordset(["move_line_id", "state"])
        move_lines.unlink()
        for move in moves:
            left = len(move.move_line_ids)
            if left:
                move.product_uom_qty = left
        moves.filtered(lambda move: not move.move_line_ids)._action_cancel()
