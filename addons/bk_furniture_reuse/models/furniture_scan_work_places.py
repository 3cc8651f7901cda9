from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import scan as rules

MOST_PIECES = 20_000
# So many of a person's last records say where they work.
RECENT_RECORDS = 200


class FurnitureScanWork(models.AbstractModel):
    """Where things are: all places with their tags, and the pieces of the buildings that the person works in."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        return {**super()._sections(), "places": self._places, "pieces": self._pieces}

    @api.model
    def _places(self):
        places = self.env["stock.location"].search_fetch(
            [("place_kind", "!=", False)],
            ["name", "place_kind", "location_id", "site_id", "building_id", "floor_id"],
            order="complete_name",
        )
        codes = self._codes("location_id", places.ids)
        return [
            {
                "id": place.id,
                "name": place.name,
                "path": place.display_name,
                "kind": place.place_kind,
                "building_id": place.building_id.id,
                "floor_id": place.floor_id.id,
                "parent_id": place.location_id.id,
                "codes": codes.get(place.id, []),
            }
            for place in places.with_context(short_place=False)
        ]

    @api.model
    def _codes(self, field, ids):
        """``{id: codes in use}``, our own first."""
        tags = self.env["furniture.tag"].search_fetch(
            [(field, "in", ids), ("state", "=", "claimed")], ["code", field, "origin"], order="origin desc, id"
        )
        codes = {}
        for tag in tags:
            codes.setdefault(tag[field].id, []).append(tag.code)
        return codes

    @api.model
    def _pieces(self):
        """What the phone can say of a code without asking: one query for all, as there may be many."""
        lots = self.env["stock.lot"]
        query = lots._search(lots._present() & self._pieces_wanted(), order="id", limit=MOST_PIECES)
        lots.flush_model(["name", "product_id", "location_id", "purpose"])
        self.env["furniture.tag"].flush_model()
        self.env["stock.quant"].flush_model(["lot_id", "reserved_quantity"])
        rows = self.env.execute_query(
            SQL(
                """SELECT lot.id, lot.name, lot.product_id, lot.location_id, lot.purpose, tags.codes,
                          lot.id IN (SELECT lot_id FROM stock_quant WHERE reserved_quantity > 0 AND lot_id IS NOT NULL)
                     FROM stock_lot lot
                LEFT JOIN (SELECT lot_id, array_agg(code ORDER BY state, origin DESC, id) AS codes
                             FROM furniture_tag WHERE lot_id IS NOT NULL GROUP BY lot_id) tags ON tags.lot_id = lot.id
                    WHERE lot.id IN %s
                 ORDER BY lot.id""",
                query.subselect(),
            )
        )
        products = self.env["product.product"].browse({row[2] for row in rows})
        models_by_id = {product.id: product.name for product in products}
        return [
            {
                "id": lot_id,
                "name": number,
                "codes": codes or [],
                "product": product_id,
                "model": models_by_id[product_id],
                "place": place_id,
                "purpose": purpose,
                "held": held,
            }
            for lot_id, number, product_id, place_id, purpose, codes, held in rows
        ]

    @api.model
    def _pieces_wanted(self):
        """The domain of the buildings that were asked for, or where the person worked last."""
        asked = self.env.context.get("scan_buildings")
        if asked is not None:
            return Domain("building_id", "in", [one for one in asked if rules.is_number(one)])
        last = self.env["furniture.scan.record"].search(
            [("user_id", "=", self.env.uid), ("place_id", "!=", False)], limit=RECENT_RECORDS
        )
        return Domain("building_id", "in", last.place_id.building_id.ids)
