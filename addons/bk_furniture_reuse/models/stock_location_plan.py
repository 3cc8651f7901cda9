from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.floor_plan import MAX_POINTS, PolygonError, read_polygon

# What is drawn on a floor's plan.
DRAWN_KINDS = ("zone", "room", "store")


class StockLocation(models.Model):
    """The outline of a room on its floor's plan. It belongs to the room, so a new drawing keeps it."""

    _inherit = "stock.location"

    plan_polygon = fields.Json("Outline on the plan", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._read_outline(vals) for vals in vals_list])

    def write(self, vals):
        vals = self._read_outline(vals)
        if "location_id" not in vals or "plan_polygon" in vals:
            return super().write(vals)
        # An outline on one floor's plan says nothing on another's.
        sheets = {place: place._plan_place() for place in self}
        result = super().write(vals)
        moved = self.filtered(lambda place: place.plan_polygon and place._plan_place() != sheets[place])
        if moved:
            moved.plan_polygon = False
        return result

    @api.constrains("plan_polygon", "place_kind")
    def _check_outline(self):
        for place in self.filtered("plan_polygon"):
            if place.place_kind not in DRAWN_KINDS:
                raise ValidationError(
                    self.env._("%s is no room, zone or store, so it has no outline on a plan.", place.display_name)
                )

    def _plan_place(self):
        """The place whose plan shows this one: its floor, or the building or store where there are no floors."""
        self.ensure_one()
        return self.floor_id or self.building_id

    def _drawn_place(self):
        """The innermost place around here that is drawn on the plan, this one included."""
        self.ensure_one()
        sheet, place = self._plan_place(), self
        while place and place != sheet and not place.plan_polygon:
            place = place.location_id
        return place if place != sheet else self.browse()

    @api.model
    def draw_room(self, floor_id, points, room_id=False, name=""):
        """Draw a room's outline: of a room that exists, or of a new one that ``name`` makes.

        :param points: list of ``[x, y]``, from 0 to 1
        :return: the room's id
        """
        floor = self.browse(int(floor_id)).exists()
        if not floor:
            raise UserError(self.env._("This floor is gone. Open the floor plan anew."))
        name = " ".join((name or "").split())
        if room_id:
            room = self.browse(int(room_id)).exists()
        elif name:
            room = self.search(
                [("location_id", "child_of", floor.id), ("id", "!=", floor.id), ("place_kind", "in", DRAWN_KINDS), ("name", "=ilike", _literal(name))],
                limit=1,
            )  # fmt: skip
            if room.plan_polygon:
                raise UserError(self.env._("%s is drawn already. Choose another name.", room.name))
            if not room:
                outline = self._read_outline({"plan_polygon": points})
                return self.create(
                    {"name": name, "location_id": floor.id, "place_kind": "room", "usage": "internal", **outline}
                ).id
        else:
            raise UserError(self.env._("Choose the room, or write the name of a new one."))
        if not room or room == floor or room._plan_place() != floor:
            raise UserError(self.env._("The room does not stand on this floor. Choose another."))
        room.plan_polygon = points
        return room.id

    @api.model
    def _read_outline(self, vals):
        """The values with a readable outline in place of what was sent.

        :raise ValidationError: when the points enclose no room
        """
        if not vals.get("plan_polygon"):
            return vals
        try:
            return {**vals, "plan_polygon": read_polygon(vals["plan_polygon"])}
        except PolygonError as error:
            raise ValidationError(
                {
                    "shape": self.env._("The outline of the room cannot be read. Draw it anew."),
                    "few": self.env._("A room needs at least three corners."),
                    "many": self.env._("The outline has too many corners: %s is the most.", MAX_POINTS),
                    "outside": self.env._("The outline reaches beyond the drawing. Draw the room inside it."),
                    "crossing": self.env._(
                        "The outline crosses itself. Draw the walls one after the other, all the way round."
                    ),
                    "area": self.env._("The outline encloses nothing. Draw the room larger."),
                }[error.code]
            ) from error

    def action_open_floor_plan(self):
        """The plan of the floor that this place is on, with the place lit."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("bk_furniture_reuse.floor_plan_action")
        return {**action, "params": {"place_id": self.id}}


def _literal(name):
    """The name for ``=ilike``, where some signs stand for others."""
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
