from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ..tools import loads


class FurnitureLoadPlan(models.TransientModel):
    """Divide planned moves into loads of a vehicle. Rooms stay together; a room that fills more than a vehicle is divided."""

    _name = "furniture.load.plan"
    _description = "Plan loads"

    picking_ids = fields.Many2many("stock.picking", string="Planned moves", required=True)
    vehicle_id = fields.Many2one("fleet.vehicle")
    category_id = fields.Many2one(
        "fleet.vehicle.model.category",
        "Kind of vehicle",
        compute="_compute_category_id",
        store=True,
        readonly=False,
        help="Says how much volume and weight one load takes.",
    )
    date = fields.Datetime("First load", required=True, default=fields.Datetime.now)
    line_ids = fields.One2many("furniture.load.plan.line", "plan_id", string="Loads", compute="_compute_line_ids")
    explanation = fields.Text(compute="_compute_line_ids")

    @api.depends("vehicle_id")
    def _compute_category_id(self):
        for plan in self:
            plan.category_id = plan.vehicle_id.category_id or plan.category_id

    @api.depends("picking_ids", "category_id")
    def _compute_line_ids(self):
        for plan in self:
            suggested = plan._suggest()
            plan.line_ids = [
                Command.clear(),
                *(Command.create(plan._prepare_line(n, load)) for n, load in enumerate(suggested, 1)),
            ]
            plan.explanation = plan._explain(len(suggested))

    def _suggest(self):
        """The loads, see ``tools/loads.py``."""
        category = self.category_id
        items = [
            loads.Item(line.id, line.location_dest_id, line.lot_id.load_volume, line.lot_id.weight)
            for line in self._lines().sorted(lambda line: line.location_dest_id.id)
        ]
        return loads.plan(items, category.volume_capacity, category.weight_capacity)

    def _lines(self):
        pickings = self.picking_ids._origin.filtered(lambda picking: picking.state == "assigned")
        return pickings.move_line_ids.filtered("lot_id.is_furniture")

    def _prepare_line(self, number, load):
        lines = self.env["stock.move.line"].browse(item.key for item in load.items)
        over = loads.is_over(
            load.volume, load.weight, self.category_id.volume_capacity, self.category_id.weight_capacity
        )
        unmeasured = lines.lot_id._measure_load()[2]
        warnings = [self.env._("Larger than the vehicle.")] if over else []
        if unmeasured:
            warnings.append(self.env._("%s pieces without a measure.", unmeasured))
        return {
            "number": number,
            "piece_count": len(lines),
            "volume": load.volume,
            "weight": load.weight,
            "rooms": ", ".join(lines.location_dest_id.mapped("name")),
            "warning": " ".join(warnings),
        }

    def _explain(self, count):
        if not self.category_id:
            return self.env._("Choose a vehicle or a kind of vehicle: its capacity decides how many loads are needed.")
        return self.env._(
            "%(loads)s loads of at most %(volume)s m³ and %(weight)s kg (0 is no limit). The largest rooms are placed first, each on the"
            " first load that has space for all of it. A room is divided only when it fills more than a whole vehicle.",
            loads=count,
            volume=formatLang(self.env, self.category_id.volume_capacity, digits=1),
            weight=formatLang(self.env, self.category_id.weight_capacity, digits=0),
        )

    def action_create(self):
        """Make the suggested loads."""
        self.ensure_one()
        self.picking_ids.check_access("write")
        if self.picking_ids.filtered("departed_on") or self._lines().filtered("loaded_on"):
            raise UserError(self.env._("Some of these moves are being loaded already. Deliver them, or choose others."))
        suggested = self._suggest()
        if not suggested:
            raise UserError(self.env._("There are no pieces to drive. Choose planned moves that are ready."))
        batches = self.env["stock.picking.batch"]
        for load in suggested:
            lines = self.env["stock.move.line"].browse(item.key for item in load.items)
            pickings = lines.picking_id._split_off(lines)
            batches |= batches._make_load(pickings, vehicle=self.vehicle_id, category=self.category_id, date=self.date)
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_picking_batch_action_loads")
        return {**action, "domain": [("id", "in", batches.ids)], "context": {}}


class FurnitureLoadPlanLine(models.TransientModel):
    """One suggested load."""

    _name = "furniture.load.plan.line"
    _description = "Suggested load"
    _order = "number"

    plan_id = fields.Many2one("furniture.load.plan", "Load plan", required=True, ondelete="cascade")
    number = fields.Integer("Load")
    piece_count = fields.Integer("Pieces")
    volume = fields.Float("Volume (m³)", digits=(8, 2))
    weight = fields.Float("Weight (kg)", digits=(8, 1))
    rooms = fields.Char()
    warning = fields.Char()
