from odoo import api, models
from odoo.fields import Domain


class FurnitureScanWork(models.AbstractModel):
    """What registering asks for: models, types, makers, and the words that may be chosen."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        return {
            **super()._sections(),
            "models": self._models,
            "types": self._types,
            "makers": self._makers,
            "colours": self._colours,
            "conditions": lambda: self._choices_of("stock.lot", "condition"),
            "purposes": lambda: self._choices_of("stock.lot", "purpose"),
            "damage_kinds": lambda: self._choices_of("furniture.damage", "kind"),
            "damage_severities": lambda: self._choices_of("furniture.damage", "severity"),
            "units": self._units,
        }

    @api.model
    def _models(self):
        """Those with most pieces first: what is registered next is probably one of them."""
        products = self.env["product.product"].search_fetch(
            [("is_furniture", "=", True)],
            ["name", "product_tmpl_id", "categ_id", "maker_id", "width", "depth", "height", "seat_height"],
        )
        lots = self.env["stock.lot"]
        counts = dict(
            lots._read_group(lots._present() & Domain("product_id", "in", products.ids), ["product_id"], ["__count"])
        )
        pictured = products.product_tmpl_id._pictured()
        rows = [
            {
                "id": product.id,
                "name": product.name,
                "maker": product.maker_id.name or "",
                "type_id": product.categ_id.id,
                "type": product.categ_id.name or "",
                "width": product.width,
                "depth": product.depth,
                "height": product.height,
                "seat_height": product.seat_height,
                "pieces": counts.get(product, 0),
                "picture": f"/web/image/product.product/{product.id}/image_128"
                if product.product_tmpl_id in pictured else "",
            }
            for product in products
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row["pieces"], row["name"].lower(), row["id"]))

    @api.model
    def _types(self):
        types = self.env["product.category"].search_fetch(
            [("is_furniture_type", "=", True)], ["name", "asks_seat_height", "furniture_picture"], order="complete_name"
        )
        return [
            {
                "id": one.id,
                "name": one.name,
                "asks_seat_height": one.asks_seat_height,
                "picture": f"/bk_furniture_reuse/static/img/type_{one.furniture_picture or 'other'}.svg",
            }
            for one in types
        ]

    @api.model
    def _makers(self):
        makers = self.env["furniture.maker"].search_fetch([], ["name"])
        return [{"id": maker.id, "name": maker.name} for maker in makers]

    @api.model
    def _colours(self):
        colours = self.env["furniture.colour"].search_fetch([], ["name", "swatch"])
        return [{"id": colour.id, "name": colour.name, "swatch": colour.swatch} for colour in colours]

    @api.model
    def _units(self):
        units = self.env["furniture.unit"].search_fetch([], ["name"])
        return [{"id": unit.id, "name": unit.name} for unit in units]

    @api.model
    def _choices_of(self, model, field):
        selection = self.env[model]._fields[field]._description_selection(self.env)
        return [{"value": value, "name": name} for value, name in selection]
