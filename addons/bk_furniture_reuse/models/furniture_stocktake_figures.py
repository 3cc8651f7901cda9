from odoo import fields, models

from ..tools import stocktake as rules

FIGURES = {
    rules.FOUND: "found_count", rules.MISSING: "missing_count", rules.WRONG_ROOM: "wrong_count",
    rules.UNKNOWN: "unknown_count", rules.UNEXPECTED: "unexpected_count",
}  # fmt: skip


class FurnitureStocktake(models.Model):
    """How far a count is. Computed from the lines that the reader may see, so a blind count tells its counters nothing."""

    _inherit = "furniture.stocktake"

    expected_count = fields.Integer("Expected", compute="_compute_figures")
    counted_count = fields.Integer(
        "Counted", compute="_compute_figures", help="Expected pieces of which somebody has said something."
    )
    found_count = fields.Integer("Found", compute="_compute_figures")
    missing_count = fields.Integer("Missing", compute="_compute_figures")
    wrong_count = fields.Integer("Wrong room", compute="_compute_figures")
    unknown_count = fields.Integer("Unknown codes", compute="_compute_figures")
    unexpected_count = fields.Integer("Not expected", compute="_compute_figures")
    difference_count = fields.Integer("Differences", compute="_compute_figures")
    damaged_count = fields.Integer("Damaged", compute="_compute_figures")
    progress = fields.Integer("Counted (%)", compute="_compute_figures", aggregator=None)
    room_count = fields.Integer("Number of rooms", compute="_compute_room_figures")
    rooms_done = fields.Integer("Rooms counted", compute="_compute_room_figures")
    may_count = fields.Boolean(compute="_compute_may_count")

    def _compute_figures(self):
        figures = {
            stocktake: dict.fromkeys((*FIGURES.values(), "expected_count", "counted_count", "damaged_count"), 0)
            for stocktake in self
        }
        for stocktake, result, expected, damaged, count in self.env["furniture.stocktake.line"]._read_group(
            [("stocktake_id", "in", self.ids)],
            ["stocktake_id", "result"],
            ["expected_location_id:count", "damage_id:count", "__count"],
        ):
            values = figures[stocktake]
            values["expected_count"] += expected
            values["counted_count"] += expected if result != rules.EXPECTED else 0
            values["damaged_count"] += damaged
            if result in FIGURES:
                values[FIGURES[result]] = count
        for stocktake in self:
            values = figures[stocktake]
            expected = values["expected_count"]
            stocktake.update(
                {
                    **values,
                    "difference_count": sum(values[FIGURES[result]] for result in rules.DIFFERENCES),
                    "progress": values["counted_count"] * 100 // expected if expected else 0,
                }
            )

    def _compute_room_figures(self):
        counts = {}
        for stocktake, state, count in self.env["furniture.stocktake.room"]._read_group(
            [("stocktake_id", "in", self.ids)], ["stocktake_id", "state"], ["__count"]
        ):
            counts.setdefault(stocktake, {})[state] = count
        for stocktake in self:
            by_state = counts.get(stocktake, {})
            stocktake.room_count = sum(by_state.values())
            stocktake.rooms_done = by_state.get("done", 0)

    def _compute_may_count(self):
        for stocktake in self:
            stocktake.may_count = bool(stocktake.id) and stocktake.state in rules.OPEN and stocktake._may_count()

    # Buttons

    def action_count(self):
        """The scan screen."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("bk_furniture_reuse.stocktake_scan_action")
        return {**action, "name": self.name, "context": {"active_id": self.id, "active_model": self._name}}

    def action_open_lines(self):
        """The pieces behind a number of this stock-take; which ones is in the context."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_stocktake_line_action")
        domain = [("stocktake_id", "=", self.id)]
        match self.env.context.get("lines"):
            case "expected":
                domain.append(("expected_location_id", "!=", False))
            case "counted":
                domain += [("expected_location_id", "!=", False), ("result", "!=", rules.EXPECTED)]
            case "differences":
                domain.append(("result", "in", rules.DIFFERENCES))
            case "damaged":
                domain.append(("damage_id", "!=", False))
            case result if result in rules.RESULTS:
                domain.append(("result", "=", result))
        return {**action, "domain": domain, "context": {}}
