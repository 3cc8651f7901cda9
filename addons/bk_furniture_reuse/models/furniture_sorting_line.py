from odoo import fields, models

SELECTION = [
    ("keep", "Keep in use"),
    ("available", "Available"),
    ("redesign", "Redesign"),
    ("recycle", "Recycle"),
    ("pass_on", "Give away or sell"),
]


class FurnitureSortingLine(models.Model):
    """What was decided about one piece, by whom, and whether it could be carried out."""

    _name = "furniture.sorting.line"
    _description = "Sorted piece"
    _order = "id desc"
    _rec_name = "lot_id"

    sorting_id = fields.Many2one("furniture.sorting", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="sorting_id.company_id", store=True, index=True)
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, ondelete="restrict", index=True)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    location_id = fields.Many2one(related="lot_id.location_id", string="Place")
    decision = fields.Selection(SELECTION, required=True, readonly=True)
    available_from = fields.Date(readonly=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("decided", "Decided"), ("done", "Carried out"), ("refused", "Not possible")],
        default="decided",
        required=True,
        readonly=True,
    )
    refusal = fields.Char("Why not", readonly=True)

    _one_decision_per_piece = models.UniqueIndex(
        "(sorting_id, lot_id)", "Somebody else has decided about this piece in this sorting at the same moment."
    )
