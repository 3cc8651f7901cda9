from odoo import api, fields, models
from odoo.exceptions import AccessError

# What follows from driving and receiving, and is written by nothing else.
FOLLOWS_FROM_DELIVERY = frozenset(
    ("departed_on", "departed_by_id", "received_on", "received_by", "received_user_id", "signature")
)
# Said by the methods that load and deliver; nobody can send it over the network.
BY_DELIVERY = object()


class StockPicking(models.Model):
    """A transfer of furniture: what is on it, how far it has come, and whether the receiving unit has taken it over."""

    _inherit = "stock.picking"

    furniture_move = fields.Boolean(
        "Planned move of furniture", readonly=True, index=True, help="Pieces that are to be driven to their places."
    )
    furniture_unit_id = fields.Many2one("furniture.unit", "Receiving unit", index="btree_not_null", ondelete="restrict")
    departed_on = fields.Datetime("On its way since", readonly=True, copy=False)
    departed_by_id = fields.Many2one("res.users", "Driven off by", readonly=True, copy=False)
    received_on = fields.Datetime("Received on", readonly=True, copy=False)
    received_by = fields.Char("Received by", readonly=True, copy=False, help="Who signed, in their own spelling.")
    received_user_id = fields.Many2one("res.users", "Receipt taken by", readonly=True, copy=False)
    difference_ids = fields.One2many("furniture.move.difference", "picking_id", string="Differences", readonly=True)
    receipt_state = fields.Selection(
        [
            ("to_receive", "To be received"),
            ("received", "Received with signature"),
            ("differences", "Received with differences"),
        ],
        string="Receipt",
        compute="_compute_receipt_state",
        store=True,
        index="btree_not_null",
    )
    piece_count = fields.Integer("Pieces", compute="_compute_pieces")
    loaded_count = fields.Integer("Loaded", compute="_compute_pieces")
    arrived_count = fields.Integer("Arrived", compute="_compute_pieces")
    difference_count = fields.Integer(compute="_compute_difference_count")
    load_volume = fields.Float("Volume (m³)", digits=(8, 2), compute="_compute_load")
    load_weight = fields.Float("Weight (kg)", digits=(8, 1), compute="_compute_load")
    unmeasured_count = fields.Integer("Pieces without a measure", compute="_compute_load")

    @api.depends("furniture_move", "state", "received_on", "difference_ids")
    def _compute_receipt_state(self):
        for picking in self:
            if not picking.furniture_move or picking.state == "cancel":
                picking.receipt_state = False
            elif not picking.received_on:
                picking.receipt_state = "to_receive"
            else:
                picking.receipt_state = "differences" if picking.difference_ids else "received"

    @api.depends("move_line_ids.loaded_on", "move_line_ids.arrived_on")
    def _compute_pieces(self):
        groups = self.env["stock.move.line"]._read_group(
            [("picking_id", "in", self.ids), ("lot_id.is_furniture", "=", True)],
            ["picking_id"],
            ["__count", "loaded_on:count", "arrived_on:count"],
        )
        counts = {picking.id: numbers for picking, *numbers in groups}
        for picking in self:
            picking.piece_count, picking.loaded_count, picking.arrived_count = counts.get(picking.id, (0, 0, 0))

    @api.depends("difference_ids")
    def _compute_difference_count(self):
        for picking in self:
            picking.difference_count = len(picking.difference_ids)

    @api.depends("move_line_ids.lot_id")
    def _compute_load(self):
        for picking in self:
            lots = picking.move_line_ids.lot_id
            picking.load_volume, picking.load_weight, picking.unmeasured_count = lots._measure_load()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_follows_from_delivery(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_follows_from_delivery(vals)
        if self.env.context.get("keep_load") and list(vals) == ["batch_id"] and not vals["batch_id"]:
            return True  # Odoo takes a delivered transfer off a load that is still driving; then nobody could see what was on it.
        return super().write(vals)

    def _check_follows_from_delivery(self, vals):
        names = FOLLOWS_FROM_DELIVERY.intersection(vals)
        if "signature" in names and not (self.filtered("furniture_move") or vals.get("furniture_move")):
            names -= {"signature"}  # Odoo's own deliveries are signed as Odoo does
        if names and self.env.context.get("furniture_delivery") is not BY_DELIVERY:
            raise AccessError(
                self.env._("What was driven and received is written by Load and deliver, and by the receipt.")
            )

    def _write_delivery(self, vals):
        return self.with_context(furniture_delivery=BY_DELIVERY).write(vals)

    def _common_place(self, places):
        """The innermost place that all of ``places`` are in or below: what the transfer as a whole goes to."""
        paths = [place.parent_path.split("/")[:-1] for place in places]
        shared = [parts[0] for parts in zip(*paths, strict=False) if len(set(parts)) == 1]
        return places.browse(int(shared[-1])) if shared else places.browse()

    def _furniture_reservations(self):
        """The reservations whose pieces are on these transfers."""
        # sudo: who loads a move is told whom it is for, without rights to reservations.
        lines = self.env["furniture.reservation.line"].sudo()
        return lines.search([("move_line_id", "in", self.move_line_ids.ids)]).reservation_id

    def action_load_and_deliver(self):
        """Open the screen for scanning this transfer."""
        self.ensure_one()
        return self.env["furniture.move.scan"]._open(self)

    def action_open_differences(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_move_difference_action")
        return {**action, "domain": [("picking_id", "in", self.ids)], "context": {}}

    def action_open_load_lines(self):
        """What was planned, loaded and arrived, piece by piece."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_move_line_action_load")
        return {**action, "domain": [("picking_id", "in", self.ids)], "context": {}}
