from odoo import models


class ProductProduct(models.Model):
    """What stands on the label of a piece of this model."""

    _inherit = "product.product"

    def _label_title(self):
        """Maker and model, without saying the maker twice."""
        self.ensure_one()
        maker, name = self.product_tmpl_id.maker_id.name or "", self.name or ""
        return name if name.lower().startswith(maker.lower()) else f"{maker} {name}"
