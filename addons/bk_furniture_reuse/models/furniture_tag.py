from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import tag_code


class FurnitureTag(models.Model):
    """A printed code that leads to one piece or one place.

    ``own`` tags carry our opaque code, ``foreign`` ones are aliases: a sticker from a former platform, a maker's barcode. Old
    stickers keep working, so a tag is retired, never deleted, once it has been claimed.
    """

    _name = "furniture.tag"
    _description = "QR tag"
    _order = "id desc"
    _rec_name = "code"

    code = fields.Char(required=True, readonly=True, copy=False, default=lambda self: tag_code.new_codes(1)[0])
    origin = fields.Selection(
        [("own", "Our own"), ("foreign", "From elsewhere")], required=True, default="own", readonly=True
    )
    state = fields.Selection(
        [("blank", "Blank"), ("claimed", "In use"), ("retired", "Retired")],
        required=True,
        default="blank",
        readonly=True,
    )
    lot_id = fields.Many2one("stock.lot", string="Piece", readonly=True, ondelete="restrict", index="btree_not_null")
    location_id = fields.Many2one(
        "stock.location", string="Place", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    claimed_on = fields.Datetime(readonly=True)
    claimed_by_id = fields.Many2one("res.users", readonly=True)
    url = fields.Char(compute="_compute_url")

    _code_uniq = models.Constraint("unique(code)", "This code is taken: a code leads to one piece or place only.")
    _target = models.Constraint(
        """CHECK(CASE state WHEN 'blank' THEN lot_id IS NULL AND location_id IS NULL
                            WHEN 'claimed' THEN num_nonnulls(lot_id, location_id) = 1
                            ELSE num_nonnulls(lot_id, location_id) <= 1 END)""",
        "A tag in use leads to exactly one piece or place; a blank tag to none.",
    )
    _one_own_tag_per_piece = models.UniqueIndex(
        "(lot_id) WHERE state = 'claimed' AND origin = 'own'", "This piece has a tag already: retire it first."
    )
    _one_own_tag_per_place = models.UniqueIndex(
        "(location_id) WHERE state = 'claimed' AND origin = 'own'", "This place has a tag already: retire it first."
    )

    @api.depends("code", "origin")
    def _compute_url(self):
        base_url = self.env["ir.config_parameter"].sudo().get_param("web.base.url", "")  # sudo: only the public address
        for tag in self:
            try:
                tag.url = tag_code.tag_url(base_url, tag.code) if tag.origin == "own" else False
            except ValueError:  # a wrong setting must not keep anybody from reading a piece
                tag.url = False

    @api.constrains("code", "origin")
    def _check_code(self):
        for tag in self:
            if tag.origin == "own" and not tag_code.is_valid(tag.code):
                raise ValidationError(
                    self.env._("%s is not one of our codes: the check character does not fit.", tag.code)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_blank(self):
        if any(tag.state != "blank" for tag in self):
            raise UserError(
                self.env._("A tag that has been in use is kept, so that old stickers still work. Retire it instead.")
            )

    @api.model
    def _create_for_pieces(self, lots):
        """One own tag for each of ``lots`` that has none; returns the new tags. Two queries, however many pieces."""
        tagged = {
            lot.id
            for (lot,) in self._read_group(
                [("lot_id", "in", lots.ids), ("state", "=", "claimed"), ("origin", "=", "own")], ["lot_id"]
            )
        }
        missing = [lot for lot in lots if lot.id not in tagged]
        return self.create(
            [
                {"code": code, **self._prepare_claim_vals(lot)}
                for lot, code in zip(missing, tag_code.new_codes(len(missing)), strict=True)
            ]
        )

    @api.model
    def _create_aliases(self, codes_by_lot):
        """Foreign codes as aliases: ``codes_by_lot`` is a list of (piece, code). Raises when a code is taken."""
        return self.create(
            [
                {"code": tag_code.normalise_foreign(code), "origin": "foreign", **self._prepare_claim_vals(lot)}
                for lot, code in codes_by_lot
            ]
        )

    def _prepare_claim_vals(self, target):
        field = "lot_id" if target._name == "stock.lot" else "location_id"
        return {
            field: target.id,
            "state": "claimed",
            "claimed_on": fields.Datetime.now(),
            "claimed_by_id": self.env.uid,
        }
