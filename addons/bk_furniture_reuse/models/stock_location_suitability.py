from odoo import Command, api, fields, models

from ..tools import suitability as rules


class StockLocation(models.Model):
    """What a place requires of furniture and what it forbids; everything inside it has the same rules and may have more."""

    _inherit = "stock.location"

    suitability_required_ids = fields.Many2many(
        "furniture.suitability",
        "furniture_place_required_rel",
        "location_id",
        "suitability_id",
        string="Requires",
        domain=[("kind", "=", "property")],
        help="Every piece that comes here must have it.",
    )
    suitability_forbidden_ids = fields.Many2many(
        "furniture.suitability",
        "furniture_place_forbidden_rel",
        "location_id",
        "suitability_id",
        string="Forbids",
        domain=[("kind", "=", "warning")],
        help="No piece that has it may come here.",
    )
    all_required_ids = fields.Many2many(
        "furniture.suitability", string="Requires, with the places around it", compute="_compute_all_suitability"
    )
    all_forbidden_ids = fields.Many2many(
        "furniture.suitability", string="Forbids, with the places around it", compute="_compute_all_suitability"
    )

    # Not stored: a rule of a building would be written into each of its rooms, and is read in two queries for any number of them.
    @api.depends("parent_path", "location_id", "suitability_required_ids", "suitability_forbidden_ids")
    def _compute_all_suitability(self):
        found = self._suitability_rules()
        for place in self:
            requires, forbids = found[place]
            place.all_required_ids = [Command.set(sorted(requires))]
            place.all_forbidden_ids = [Command.set(sorted(forbids))]

    def _place_and_around(self):
        """The ids of this place and of everything around it."""
        if not self.parent_path:  # not saved yet
            return [*self.ids, *(self.location_id._place_and_around() if self.location_id else [])]
        return [int(part) for part in self.parent_path.split("/") if part]

    def _suitability_rules(self):
        """``{place: (ids of required tags, ids of forbidden tags)}``, with the rules of the places around."""
        paths = {place: place._place_and_around() for place in self}
        # sudo: a rule holds for whoever moves furniture, whether they may read the place around or not.
        around = self.sudo().browse({number for path in paths.values() for number in path})
        requires = {place.id: place.suitability_required_ids.ids for place in around}
        forbids = {place.id: place.suitability_forbidden_ids.ids for place in around}
        for place in self:  # what is being written, before it is saved
            if not isinstance(place.id, int):
                paths[place].insert(0, place.id)
                requires[place.id] = place.suitability_required_ids._origin.ids
                forbids[place.id] = place.suitability_forbidden_ids._origin.ids
        return {place: rules.place_rules(path, requires, forbids) for place, path in paths.items()}

    def action_open_unsuitable(self):
        """The pieces that stand in these places against their rules: a register or a new rule may have left them there."""
        self.check_access("read")
        lots = self.env["stock.lot"]
        pieces = lots.search([*lots._present(), ("location_id", "child_of", self.ids)])
        wrong = {
            number
            for _place, breach in pieces._suitability_breaches(pieces.grouped("location_id"))
            for number in breach.pieces
        }
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        return {
            **action,
            "name": self.env._("Against the rules of the place"),
            "domain": [("id", "in", sorted(wrong))],
            "context": {},
        }
