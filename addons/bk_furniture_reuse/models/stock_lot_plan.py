from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.floor_plan import PolygonError, contains, read_point


class StockLot(models.Model):
    """The pin of a piece on its floor's plan. It says where in the room the piece stands, so it lasts as long as that is true."""

    _inherit = "stock.lot"

    plan_x = fields.Float("Across the plan", copy=False, help="From 0, the drawing's left edge, to 1.")
    plan_y = fields.Float("Down the plan", copy=False, help="From 0, the drawing's upper edge, to 1.")
    plan_place_id = fields.Many2one(
        "stock.location",
        string="Pinned in",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Where the piece stood when it was put on the plan; empty when it is not.",
    )

    _plan_point = models.Constraint(
        "CHECK(coalesce(plan_x, 0) BETWEEN 0 AND 1 AND coalesce(plan_y, 0) BETWEEN 0 AND 1)",
        "A pin lies on the drawing: from 0 to 1 in both directions.",
    )

    @api.constrains("plan_x", "plan_y", "plan_place_id")
    def _check_pin(self):
        for lot in self.filtered("plan_place_id"):
            place = lot.location_id
            if lot.plan_place_id != place or not place._plan_place() or not lot.filtered_domain(self._present()):
                raise ValidationError(self.env._("%s does not stand there, so it cannot be put on the plan.", lot.name))
            room = place._drawn_place()
            if room and not contains(room.plan_polygon, lot.plan_x, lot.plan_y):
                raise ValidationError(
                    self.env._(
                        "%(piece)s stands in %(place)s. Put it inside that room, or move the piece first.",
                        piece=lot.name,
                        place=room.name,
                    )
                )

    def set_plan_pin(self, x, y):
        """Pin the piece at a point of its floor's plan, from 0 to 1; inside its room, where that is drawn."""
        self.ensure_one()
        self.check_access("write")
        try:
            point = read_point([x, y])
        except PolygonError as error:
            raise UserError(self.env._("The pin lies beside the drawing. Put it on the floor.")) from error
        place = self.location_id
        if not place:
            raise UserError(self.env._("%s stands on no floor, so there is no plan to show.", self.name))
        self.write({"plan_x": point[0], "plan_y": point[1], "plan_place_id": place.id})
        return True

    def clear_plan_pin(self):
        """Take the pieces off the plan."""
        self.check_access("write")
        self.write({"plan_x": 0, "plan_y": 0, "plan_place_id": False})
        return True

    def _follow_pins(self):
        """After a move: a pin stays where the new room's outline still holds it on the same floor; otherwise it goes."""
        # sudo: the pin follows from the move, whoever was allowed to make that.
        pinned = self.sudo().search([("id", "in", self.ids), ("plan_place_id", "!=", False)])
        gone = pinned.browse()
        for (pinned_in, place), lots in pinned.grouped(lambda lot: (lot.plan_place_id, lot.location_id)).items():
            if place == pinned_in:
                continue
            room = place._drawn_place() if place and place._plan_place() == pinned_in._plan_place() else place.browse()
            stay = lots.filtered(lambda lot, room=room: room and contains(room.plan_polygon, lot.plan_x, lot.plan_y))
            stay.write({"plan_place_id": place.id})
            gone |= lots - stay
        gone.clear_plan_pin()

    def action_open_floor_plan(self):
        """The plan of the floor where this piece stands, with the piece lit."""
        self.ensure_one()
        if not self.location_id._plan_place():
            raise UserError(self.env._("%s stands on no floor, so there is no plan to show.", self.name))
        action = self.location_id.action_open_floor_plan()
        return {**action, "params": {"place_id": self.location_id.id, "lot_id": self.id}}
