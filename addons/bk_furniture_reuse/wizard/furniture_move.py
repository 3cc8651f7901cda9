from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class FurnitureMove(models.TransientModel):
    """Move the chosen pieces to another room or store: at once, or as a planned move that is driven later."""

    _name = "furniture.move"
    _description = "Move furniture"

    mode = fields.Selection([("now", "Now"), ("plan", "Plan it")], "When", required=True, default="now")
    target = fields.Selection(
        [
            ("one", "One place for all"),
            ("same", "The room of the same name in another building"),
            ("each", "A place for each piece"),
        ],
        "Where to",
        required=True,
        default="one",
    )
    lot_ids = fields.Many2many("stock.lot", string="Pieces", required=True)
    location_id = fields.Many2one("stock.location", string="To", domain="[('place_kind', '!=', False)]")
    building_id = fields.Many2one("stock.location", domain="[('place_kind', '=', 'building')]")
    line_ids = fields.One2many(
        "furniture.move.target", "move_id", string="Places", compute="_compute_line_ids", store=True, readonly=False
    )
    date = fields.Datetime("Planned for", default=fields.Datetime.now)
    unit_id = fields.Many2one(
        "furniture.unit", "Receiving unit", help="Is told when the load is on its way, and signs for it."
    )
    batch_id = fields.Many2one(
        "stock.picking.batch",
        "On the load",
        domain="[('is_furniture_load', '=', True), ('state', 'in', ('draft', 'in_progress'))]",
        help="Leave empty to put it on a load later.",
    )
    vehicle_id = fields.Many2one("fleet.vehicle", "Or a new load for", help="Makes a new load for this vehicle.")
    note = fields.Char(help="Kept in the stock history of each piece.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        chosen = self.env.context.get("active_ids") or [self.env.context.get("active_id")]
        if "lot_ids" not in fields or values.get("lot_ids") or not chosen[0]:
            return values
        if self.env.context.get("active_model") == "stock.lot":
            values["lot_ids"] = [Command.set(chosen)]
        elif self.env.context.get("active_model") == "stock.location":
            lots = self.env["stock.lot"]
            values["lot_ids"] = [Command.set(lots.search(lots._present() & lots._in_places(chosen)).ids)]
        return values

    @api.depends("target", "lot_ids", "building_id")
    def _compute_line_ids(self):
        for move in self:
            if move.target == "one":
                move.line_ids = [Command.clear()]
                continue
            lots = move.lot_ids._origin
            if move.target == "same":
                targets = lots._same_rooms(move.building_id._origin)
            else:
                chosen = {line.lot_id._origin: line.location_id for line in move.line_ids}
                targets = {lot: chosen.get(lot) or move.location_id for lot in lots}
            move.line_ids = [
                Command.clear(),
                *(
                    Command.create({"lot_id": lot.id, "location_id": targets[lot].id if lot in targets else False})
                    for lot in lots
                ),
            ]

    def action_move(self):
        """Move now."""
        self.ensure_one()
        for place, lots in self._by_target().items():
            lots._move_to(place, self.note or "")
        return {"type": "ir.actions.act_window_close"}

    def action_plan(self):
        """Plan the move and show its transfers."""
        self.ensure_one()
        targets = {lot: place for place, lots in self._by_target().items() for lot in lots}
        pickings = self.lot_ids._plan_move(
            targets, date=self.date, unit=self.unit_id, batch=self.batch_id, note=self.note or ""
        )
        if self.vehicle_id and not self.batch_id:
            self.env["stock.picking.batch"]._make_load(
                pickings, vehicle=self.vehicle_id, date=self.date, description=self.note
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_picking_action_moves")
        if len(pickings) == 1:
            form = self.env.ref("stock.view_picking_form")
            return {**action, "views": [(form.id, "form")], "res_id": pickings.id, "context": {}}
        return {**action, "domain": [("id", "in", pickings.ids)], "context": {}}

    def _by_target(self):
        """Dict of place to the pieces that go there."""
        if not self.lot_ids:
            raise UserError(self.env._("There are no pieces to move. Choose some first."))
        if self.target == "one":
            return {self.location_id: self.lot_ids}
        homeless = (self.lot_ids - self.line_ids.filtered("location_id").lot_id)[:5]
        if homeless:
            raise UserError(
                self.env._("%s: choose a place for each piece. No room of the same name was found, or none is chosen.",
                           ", ".join(homeless.mapped("name")))
            )  # fmt: skip
        lots = self.env["stock.lot"]
        return {
            place: lots.union(*lines.mapped("lot_id")) for place, lines in self.line_ids.grouped("location_id").items()
        }


class FurnitureMoveTarget(models.TransientModel):
    """Where one piece of a planned move goes."""

    _name = "furniture.move.target"
    _description = "Place for a piece"
    _order = "id"

    move_id = fields.Many2one("furniture.move", required=True, ondelete="cascade")
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, readonly=True)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    from_id = fields.Many2one(related="lot_id.location_id", string="From")
    location_id = fields.Many2one("stock.location", "To", domain="[('place_kind', '!=', False)]")
