from odoo import fields, models


class FurnitureImportRow(models.Model):
    """A row of a register as it was understood: its values, what is wrong with it, and what applying it would do."""

    _name = "furniture.import.row"
    _description = "Row of a register"
    _order = "import_id desc, row_number, id"
    _rec_name = "row_number"

    import_id = fields.Many2one("furniture.import", required=True, ondelete="cascade", index=True)
    row_number = fields.Integer("Row", required=True, aggregator=None)
    state = fields.Selection(
        [("error", "Error"), ("ready", "To be applied"), ("unchanged", "Nothing to do"), ("applied", "Applied")], required=True, index=True
    )
    action = fields.Selection([("new", "New"), ("update", "Changed"), ("unchanged", "Unchanged")], default="new")
    product_name = fields.Char("Product name")
    maker_name = fields.Char("Maker")
    place_text = fields.Char("Place")
    building_name = fields.Char("Building")
    purpose = fields.Char()
    piece_count = fields.Integer("Pieces")
    reason = fields.Char(help="The first error in a few stable English words.")
    error_text = fields.Text("What is wrong")
    notice_text = fields.Text("Remarks")
    change_text = fields.Text("Changes")
    values = fields.Json(help="The row as it was understood: see tools/register.")
    problems = fields.Json()
    fingerprint = fields.Char(index="btree_not_null")
    previous_row_id = fields.Many2one("furniture.import.row", "Row that it corrects", index="btree_not_null", ondelete="set null")
    lot_ids = fields.One2many("stock.lot", "import_row_id", string="Pieces from this row")

    # Rows are applied building by building and model by model: that makes the fewest stock moves.
    _apply_order_idx = models.Index("(import_id, building_name, product_name, row_number) WHERE state = 'ready'")
