from odoo import api, fields, models


class FurnitureStocktakeClose(models.TransientModel):
    """The manager reads what closing will do, decides about rooms that are not counted, and signs."""

    _name = "furniture.stocktake.close"
    _description = "Close a stock-take"

    stocktake_id = fields.Many2one("furniture.stocktake", required=True, readonly=True)
    summary = fields.Html(compute="_compute_summary", sanitize=False)
    begun_count = fields.Integer("Rooms begun and not finished", compute="_compute_rooms")
    waiting_count = fields.Integer("Rooms not counted", compute="_compute_rooms")
    unfinished = fields.Selection(
        [("leave", "Leave them as they are"), ("missing", "They are counted: what was not found there is missing")],
        "Begun rooms",
        required=True,
        default="leave",
    )
    accept_not_counted = fields.Boolean("I know that rooms are not counted, and that nothing changes there")
    signature = fields.Image("Signature of the manager", max_width=1024, max_height=1024)

    @api.depends("stocktake_id")
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = wizard.stocktake_id._closing_summary()

    @api.depends("stocktake_id")
    def _compute_rooms(self):
        for wizard in self:
            rooms = wizard.stocktake_id.room_ids
            wizard.begun_count = len(rooms.filtered(lambda room: room.state == "counting"))
            wizard.waiting_count = len(rooms.filtered(lambda room: room.state == "waiting"))

    def action_close(self):
        self.ensure_one()
        self.stocktake_id._close(self.signature, self.unfinished, self.accept_not_counted)
        return {"type": "ir.actions.act_window_close"}
