from odoo import api, fields, models

from ..tools import stocktake as rules

RESULTS = [
    ("expected", "Not counted yet"),
    ("found", "Found"),
    ("missing", "Missing"),
    ("wrong_room", "Wrong room"),
    ("unknown", "Unknown code"),
    ("unexpected", "Not expected"),
]
WISHES = [("move", "Belongs where it was found"), ("back", "Is carried back")]
OUTCOMES = [
    ("moved", "Moved to where it was found"),
    ("moved_held", "Moved, and the reservation still holds it"),
    ("taken_out", "Taken out of stock as missing"),
    ("taken_out_released", "Taken out as missing; its reservation was released"),
    ("came_back", "Back in stock"),
    ("back", "Nothing: it is carried back"),
    ("moved_since", "Nothing: it was moved after the count"),
    ("clarify", "Must be clarified"),
]


class FurnitureStocktakeLine(models.Model):
    """A piece of a stock-take, or a code that nobody knows: where it was expected, where it was found, by whom and when.

    Written by the stock-take alone. After a second count the first one is kept beside it.
    """

    _name = "furniture.stocktake.line"
    _description = "Piece of a stock-take"
    _inherit = ["furniture.photo.mixin"]
    _photo_fields = ("photo",)
    _order = "stocktake_id, room_id, id"

    stocktake_id = fields.Many2one("furniture.stocktake", required=True, ondelete="cascade", index=True)
    lot_id = fields.Many2one("stock.lot", "Piece", ondelete="restrict", index="btree_not_null")
    code = fields.Char(help="What was scanned, when no piece has this code.")
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    room_id = fields.Many2one(
        "stock.location",
        "Expected in",
        ondelete="restrict",
        index="btree_not_null",
        help="The room, also for what stands on a shelf in it.",
    )
    expected_location_id = fields.Many2one("stock.location", "Expected place", ondelete="restrict")
    found_location_id = fields.Many2one("stock.location", "Found in", ondelete="restrict", index="btree_not_null")
    belongs_location_id = fields.Many2one(
        "stock.location",
        "Belonged to",
        ondelete="restrict",
        help="Where stock said that the piece stood when it was scanned.",
    )
    result = fields.Selection(RESULTS, required=True, default="expected")
    found_on = fields.Datetime()
    found_by_id = fields.Many2one("res.users", "Found by")
    found_round = fields.Integer("Found in round", default=0, aggregator=None)
    wish = fields.Selection(WISHES, "Answer", help="What the counter answered about a piece in the wrong room.")
    damage_id = fields.Many2one("furniture.damage", ondelete="set null")
    note = fields.Char()
    photo = fields.Image(max_width=1920, max_height=1920)
    photo_on = fields.Datetime("Photo taken on")

    # The first count, kept when there is a second
    recount = fields.Boolean("In the second count")
    first_result = fields.Selection(RESULTS, "First count")
    first_location_id = fields.Many2one("stock.location", "First found in", ondelete="restrict")
    first_on = fields.Datetime("First found on")
    first_by_id = fields.Many2one("res.users", "First count by")
    same_person = fields.Boolean("Same person twice", compute="_compute_same_person")

    outcome = fields.Selection(OUTCOMES, "Closing")
    linked_by_id = fields.Many2one("res.users", "Linked by", help="Who said which piece an unknown code belongs to.")

    _piece_or_code = models.Constraint(
        "CHECK(lot_id IS NOT NULL OR code IS NOT NULL)", "A line is about a piece or a code."
    )
    _piece_once = models.UniqueIndex(
        "(stocktake_id, lot_id) WHERE lot_id IS NOT NULL", "The piece is in this stock-take already."
    )
    _code_once = models.UniqueIndex(
        "(stocktake_id, code) WHERE lot_id IS NULL", "The code is in this stock-take already."
    )
    _result_room_idx = models.Index("(stocktake_id, result, room_id)")

    @api.depends("lot_id.name", "product_id.display_name", "code")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.lot_id.name} {line.product_id.name or ''}".strip() if line.lot_id else line.code

    @api.depends("first_by_id", "found_by_id")
    def _compute_same_person(self):
        for line in self:
            line.same_person = bool(line.first_by_id) and line.first_by_id == line.found_by_id

    def _keep_first(self):
        """Keep what the first count said before a second one writes over it."""
        for line in self.filtered(lambda line: not line.first_result):
            line.write(
                {
                    "first_result": line.result,
                    "first_location_id": line.found_location_id.id,
                    "first_on": line.found_on,
                    "first_by_id": line.found_by_id.id,
                }
            )

    def _first_count(self):
        return rules.Count(self.first_result, self.first_location_id.id or None)

    def _present_count(self):
        return rules.Count(self.result, self.found_location_id.id or None)
