from odoo import fields, models


class FurniturePurposeChange(models.Model):
    """The log of purposes: one row per change, with who, when and from where. Written by the piece, edited by nobody."""

    _name = "furniture.purpose.change"
    _description = "Change of purpose"
    _order = "date desc, id desc"
    _rec_name = "lot_id"

    lot_id = fields.Many2one("stock.lot", string="Piece", required=True, ondelete="cascade", index=True)
    from_purpose = fields.Selection(selection="_purposes", string="From")
    to_purpose = fields.Selection(selection="_purposes", string="To", required=True)
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="By", required=True, default=lambda self: self.env.user)
    source = fields.Selection(
        [
            ("hand", "By hand"),
            ("import", "Register import"),
            ("arrival", "Arrival in a room"),
            ("reservation", "Reservation"),
            ("repair", "Refurbishment"),
            ("new", "First registration"),
        ],
        required=True,
    )
    reason = fields.Char()

    def _purposes(self):
        # The labels as the reader's language has them: Odoo translates lists of choices, not what a method returns.
        return self.env["stock.lot"]._fields["purpose"]._description_selection(self.env)
