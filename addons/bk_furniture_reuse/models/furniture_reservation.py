from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.purpose import RESERVATION, RESERVED


class FurnitureReservation(models.Model):
    """Pieces held for somebody. The hold is stock held by Odoo: a transfer that has reserved them, so nobody else can move them."""

    _name = "furniture.reservation"
    _description = "Reservation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    origin = fields.Selection(
        [("import", "Imported: to be clarified"), ("request", "Request")],
        required=True,
        default="request",
        readonly=True,
    )
    note = fields.Char()
    import_id = fields.Many2one("furniture.import", readonly=True, index="btree_not_null", ondelete="restrict")
    line_ids = fields.One2many("furniture.reservation.line", "reservation_id", string="Pieces", readonly=True)
    line_count = fields.Integer("Pieces held", compute="_compute_line_count", store=True)
    state = fields.Selection([("held", "Held"), ("released", "Released")], compute="_compute_line_count", store=True)

    @api.depends("line_ids.state")
    def _compute_line_count(self):
        for reservation in self:
            reservation.line_count = len(reservation.line_ids.filtered(lambda line: line.state == "held"))
            reservation.state = "held" if reservation.line_count else "released"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("name"):
                vals["name"] = self.env["ir.sequence"].next_by_code("furniture.reservation")
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_empty(self):
        # A deleted hold would leave its pieces reserved for nobody, with no button that lets go of them.
        if self.line_ids:
            raise UserError(
                self.env._("A reservation that has held pieces is kept: it says who had them. Release it instead.")
            )

    def _hold(self, lots):
        """Take hold of ``lots``: Odoo reserves them, the database lets each have one hold only, their purpose becomes reserved.

        :raise UserError: when one of them is held already or is not in stock
        """
        self.ensure_one()
        if not lots:
            return
        self.check_access("write")
        warehouse = lots.location_id.warehouse_id[:1] or self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        place = lots.building_id[:1] or warehouse.lot_stock_id
        pickings = self.env["furniture.stock.loader"]._hold(lots, place, self.name, warehouse._furniture_hold_type())
        lines = {line.lot_id: line for line in pickings.move_line_ids}
        # sudo: lines are written by the system only; who may change the reservation is checked above.
        self.env["furniture.reservation.line"].sudo().create(
            [{"reservation_id": self.id, "lot_id": lot.id, "move_line_id": lines[lot].id} for lot in lots]
        )
        lots._change_purpose(RESERVED, source=RESERVATION)

    def action_release(self):
        """Let go of every piece that these reservations still hold."""
        self.line_ids.filtered(lambda line: line.state == "held")._release()
        return True

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        held = self.line_ids.filtered(lambda line: line.state == "held").lot_id
        return {**action, "domain": [("id", "in", held.ids)], "context": {}}
