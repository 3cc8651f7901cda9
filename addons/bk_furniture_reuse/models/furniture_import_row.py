from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.register.problems import Problem


class FurnitureImportRow(models.Model):
    """A row of a register as it was understood: its values, what is wrong with it, and what applying it would do."""

    _name = "furniture.import.row"
    _inherit = ["furniture.import.guard"]
    _description = "Row of a register"
    _order = "import_id desc, row_number, id"
    _rec_name = "row_number"

    import_id = fields.Many2one("furniture.import", required=True, ondelete="cascade", index=True)
    row_number = fields.Integer("Row", required=True, aggregator=None)
    state = fields.Selection(
        [("error", "Error"), ("ready", "To be applied"), ("unchanged", "Nothing to do"), ("applied", "Applied")],
        required=True,
        index=True,
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
    previous_row_id = fields.Many2one(
        "furniture.import.row", "Row that it corrects", index="btree_not_null", ondelete="set null"
    )
    lot_ids = fields.One2many("stock.lot", "import_row_id", string="Pieces from this row")

    # Rows are applied building by building and model by model: that makes the fewest stock moves.
    _apply_order_idx = models.Index("(import_id, building_name, product_name, row_number) WHERE state = 'ready'")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unapplied(self):
        if "applied" in self.mapped("state"):
            raise UserError(self.env._("A row that has been applied is kept: it says where its pieces came from."))

    def _refuse(self, text, reason="refused", field=None):
        """Turn the row into one with an error.

        :param text: a sentence for a person
        :param reason: a few stable English words
        :param field: the cell that is wrong, a key of ``tools.register.fields.FIELDS``; None when it is the row as a whole
        """
        for row in self:
            column = row.import_id.column_ids.filtered(lambda column: column.field == field)[:1] if field else None
            problem = Problem(
                "refused", field, column.key if column else None, {"sentence": text}, column.index if column else None
            )
            row.write(
                {
                    "state": "error",
                    "reason": reason,
                    "error_text": text,
                    "problems": [problem.as_dict(), *(row.problems or [])],
                }
            )
