import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.photo import PhotoError, redraw


class FurniturePhotoMixin(models.AbstractModel):
    """Pictures that people take on the spot: kept without what a telephone writes into them, see ``tools/photo.py``."""

    _name = "furniture.photo.mixin"
    _description = "Photos without hidden facts"

    # The fields that hold an uploaded photo.
    _photo_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._redraw_photos(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._redraw_photos(vals))

    @api.model
    def _redraw_photos(self, vals):
        return {**vals, **{name: self._redraw(vals[name]) for name in self._photo_fields if vals.get(name)}}

    @api.model
    def _redraw(self, photo):
        try:
            return base64.b64encode(redraw(base64.b64decode(photo)))
        except (PhotoError, binascii.Error) as error:
            if getattr(error, "code", None) == "too_large":
                raise UserError(self.env._("The picture is too large. Take it with fewer pixels.")) from error
            raise UserError(
                self.env._("The file is not a picture that we can show. Choose a JPEG, PNG or WebP file.")
            ) from error
