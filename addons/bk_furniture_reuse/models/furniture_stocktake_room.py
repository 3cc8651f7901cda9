from odoo import fields, models

ROOM_STATES = [("waiting", "Not counted"), ("counting", "Being counted"), ("done", "Counted")]


class FurnitureStocktakeRoom(models.Model):
    """A room of a stock-take and how far its count has come. A room that nobody entered is not counted: nothing is missing there."""

    _name = "furniture.stocktake.room"
    _description = "Room of a stock-take"
    _order = "stocktake_id, id"
    _rec_name = "location_id"

    stocktake_id = fields.Many2one("furniture.stocktake", required=True, ondelete="cascade", index=True)
    location_id = fields.Many2one("stock.location", "Room", required=True, ondelete="restrict", index=True)
    state = fields.Selection(ROOM_STATES, required=True, default="waiting")
    recount = fields.Boolean("In the second count")
    done_on = fields.Datetime("Counted on")
    done_by_id = fields.Many2one("res.users", "Counted by")

    _once = models.UniqueIndex("(stocktake_id, location_id)", "The room is in this stock-take already.")
