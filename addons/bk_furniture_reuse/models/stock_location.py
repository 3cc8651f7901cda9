from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

PLACE_KINDS = [
    ("site", "Site"),
    ("building", "Building"),
    ("floor", "Floor"),
    ("zone", "Zone"),
    ("room", "Room"),
    ("store", "Store"),
    ("vehicle", "Vehicle"),
]
# A place may only stand inside a place of a lower rank; stores and vehicles may stand anywhere.
RANKS = {"site": 1, "building": 2, "floor": 3, "zone": 4, "room": 5}
# Where a piece comes into use by arriving.
ROOM_KINDS = ("room", "zone")


class StockLocation(models.Model):
    """A place is a stock location with a kind: site > building > floor > room or zone; a store; a vehicle.

    A building that stands in no site is its own site, and a store outside every building is its own building, so that every
    piece can be counted per site and building.
    """

    _inherit = "stock.location"

    place_kind = fields.Selection(PLACE_KINDS, string="Kind of place", index="btree_not_null")
    floor_number = fields.Integer(help="0 is the ground floor of buildings that have one; cellars are negative.")
    site_id = fields.Many2one(
        "stock.location", compute="_compute_place_parents", store=True, recursive=True, index="btree_not_null"
    )
    building_id = fields.Many2one(
        "stock.location", compute="_compute_place_parents", store=True, recursive=True, index="btree_not_null"
    )
    floor_id = fields.Many2one(
        "stock.location", compute="_compute_place_parents", store=True, recursive=True, index="btree_not_null"
    )
    tag_ids = fields.One2many("furniture.tag", "location_id", string="QR tags")
    piece_ids = fields.One2many("stock.lot", "location_id", string="Pieces here")
    piece_count = fields.Integer("Pieces", compute="_compute_piece_count")

    @api.depends("place_kind", "location_id.site_id", "location_id.building_id", "location_id.floor_id")
    def _compute_place_parents(self):
        for place in self:
            parent = place.location_id
            site, building, floor = parent.site_id, parent.building_id, parent.floor_id
            if place.place_kind == "site":
                site, building, floor = place, self.browse(), self.browse()
            elif place.place_kind == "building" or (place.place_kind == "store" and not building):
                site, building, floor = site or place, place, self.browse()
            elif place.place_kind == "floor":
                floor = place
            place.site_id, place.building_id, place.floor_id = site, building, floor

    def _compute_piece_count(self):
        counts = {}
        lots = self.env["stock.lot"]
        for location, count in lots._read_group(
            lots._present() & Domain("location_id", "child_of", self.ids), ["location_id"], ["__count"]
        ):
            for ancestor in map(int, filter(None, (location.parent_path or "").split("/"))):
                counts[ancestor] = counts.get(ancestor, 0) + count
        for place in self:
            place.piece_count = counts.get(place.id, 0)

    @api.depends("place_kind", "floor_id.name", "building_id.name", "site_id.name")
    @api.depends_context("short_place")
    def _compute_display_name(self):
        # A place is called by what a person would say: building, floor, room. Odoo's path starts with the warehouse.
        super()._compute_display_name()
        short = self.env.context.get("short_place")  # for a column that stands beside the building's
        for place in self.filtered("place_kind"):
            chain = [place.floor_id, place] if short else [place.site_id, place.building_id, place.floor_id, place]
            names = [part.name for index, part in enumerate(chain) if part and part not in chain[:index]]
            place.display_name = " / ".join(name or "" for name in names)

    @api.constrains("place_kind", "location_id", "usage")
    def _check_place_kind(self):
        inside = self.with_context(active_test=False).search(
            [("location_id", "in", self.ids), ("place_kind", "!=", False)]
        )
        for place in (self | inside).filtered("place_kind"):
            if place.usage != "internal":
                raise ValidationError(
                    self.env._("%s holds furniture, so its location type must be Internal.", place.name)
                )
            rank, parent_rank = RANKS.get(place.place_kind), RANKS.get(place.location_id.place_kind)
            if rank and parent_rank and parent_rank >= rank:
                kinds = dict(self._fields["place_kind"]._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "%(place)s is a %(kind)s and cannot stand inside %(parent)s, which is a %(parent_kind)s.",
                        place=place.name,
                        kind=kinds[place.place_kind].lower(),
                        parent=place.location_id.name,
                        parent_kind=kinds[place.location_id.place_kind].lower(),
                    )
                )

    def action_open_pieces(self):
        """The pieces in these places and everything inside them."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {
            **action,
            "domain": [*self.env["stock.lot"]._present(), ("location_id", "child_of", self.ids)],
            "context": {},
        }
