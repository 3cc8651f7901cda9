from odoo import api, fields, models


class FurnitureMoveDifference(models.Model):
    """What did not go as planned at a delivery: a piece that never came, came along, or stands in another room."""

    _name = "furniture.move.difference"
    _description = "Difference at a delivery"
    _order = "id desc"
    _rec_name = "lot_id"

    picking_id = fields.Many2one(
        "stock.picking", "Transfer", required=True, readonly=True, ondelete="cascade", index=True
    )
    batch_id = fields.Many2one(
        "stock.picking.batch", "Load", readonly=True, ondelete="set null", index="btree_not_null"
    )
    lot_id = fields.Many2one("stock.lot", "Piece", required=True, readonly=True, ondelete="restrict", index=True)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    kind = fields.Selection(
        [("missing", "Missing"), ("extra", "Extra"), ("wrong_room", "Another room")], required=True, readonly=True
    )
    planned_location_id = fields.Many2one("stock.location", "Planned for", readonly=True, ondelete="restrict")
    location_id = fields.Many2one("stock.location", "Arrived in", readonly=True, ondelete="restrict")
    loaded_on = fields.Datetime(readonly=True)
    user_id = fields.Many2one("res.users", "Noted by", required=True, readonly=True, default=lambda self: self.env.user)

    _once = models.Constraint(
        "unique(picking_id, lot_id, kind)", "This difference of the piece has been noted already."
    )

    @api.model
    def _note(self, vals_list):
        """Write down differences; one that is noted already is not noted twice."""
        # sudo: differences follow from a delivery, nobody writes them by hand.
        differences = self.sudo()
        known = {
            (difference.picking_id.id, difference.lot_id.id, difference.kind)
            for difference in differences.search(
                [
                    ("picking_id", "in", [vals["picking_id"] for vals in vals_list]),
                    ("lot_id", "in", [vals["lot_id"] for vals in vals_list]),
                ]
            )
        }
        return differences.create(
            [
                {"user_id": self.env.uid, **vals}
                for vals in vals_list
                if (vals["picking_id"], vals["lot_id"], vals["kind"]) not in known
            ]
        )
