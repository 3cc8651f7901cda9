from odoo import fields, models


class FurnitureWishAlert(models.Model):
    """What the owner of a wish has been told: one fit, once. A piece of ours, or an offer that another add-on found."""

    _name = "furniture.wish.alert"
    _description = "What a wish's owner has been told"
    _order = "id desc"
    _rec_name = "lot_id"

    wish_id = fields.Many2one("furniture.wish", required=True, ondelete="cascade", index=True)
    lot_id = fields.Many2one("stock.lot", "Piece", ondelete="cascade", index="btree_not_null")
    res_model = fields.Char("Model")
    res_id = fields.Many2oneReference("Offer", model_field="res_model")
    quantity = fields.Integer(required=True, default=1)
    source = fields.Selection([("stock", "Available"), ("coming", "Coming"), ("offer", "Offer")], required=True)
    told_on = fields.Datetime(required=True, default=fields.Datetime.now, index=True)

    _piece_or_offer = models.Constraint(
        "CHECK((lot_id IS NULL) = (res_id IS NOT NULL))", "A fit is a piece or an offer."
    )
    _piece_once = models.UniqueIndex("(wish_id, lot_id) WHERE lot_id IS NOT NULL", "The owner knows of this piece.")
    _offer_once = models.UniqueIndex(
        "(wish_id, res_model, res_id) WHERE res_id IS NOT NULL", "The owner knows of this offer."
    )
