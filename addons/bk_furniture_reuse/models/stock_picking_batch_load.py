from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context, formatLang

from ..tools import loads
from .stock_warehouse_move import HOLD_CODE, MOVE_CODE


class StockPickingBatch(models.Model):
    """A load: transfers that one vehicle drives, measured by their pieces against what the vehicle takes."""

    _inherit = "stock.picking.batch"

    is_furniture_load = fields.Boolean(compute="_compute_is_furniture_load", search="_search_is_furniture_load")
    piece_count = fields.Integer("Pieces", compute="_compute_pieces")
    loaded_count = fields.Integer("Loaded", compute="_compute_pieces")
    arrived_count = fields.Integer("Arrived", compute="_compute_pieces")
    unmeasured_count = fields.Integer("Pieces without a measure", compute="_compute_pieces")
    load_warning = fields.Text("Warning", compute="_compute_load_warning")
    furniture_unit_ids = fields.Many2many("furniture.unit", string="Receiving units", compute="_compute_pieces")

    @api.depends("picking_type_id.sequence_code")
    def _compute_is_furniture_load(self):
        for batch in self:
            batch.is_furniture_load = batch.picking_type_id.sequence_code in (HOLD_CODE, MOVE_CODE)

    def _search_is_furniture_load(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("picking_type_id.sequence_code", "in" if True in value else "not in", (HOLD_CODE, MOVE_CODE))]

    @api.depends("picking_ids.move_line_ids.loaded_on", "picking_ids.move_line_ids.arrived_on")
    def _compute_pieces(self):
        for batch in self:
            pickings = batch.picking_ids
            batch.piece_count = sum(pickings.mapped("piece_count"))
            batch.loaded_count = sum(pickings.mapped("loaded_count"))
            batch.arrived_count = sum(pickings.mapped("arrived_count"))
            batch.unmeasured_count = sum(pickings.mapped("unmeasured_count"))
            batch.furniture_unit_ids = pickings.furniture_unit_id

    def _compute_estimated_shipping_capacity(self):
        # Odoo takes the product's figures; of furniture, each piece has its own.
        of_furniture = self.filtered("is_furniture_load")
        super(StockPickingBatch, self - of_furniture)._compute_estimated_shipping_capacity()
        for batch in of_furniture:
            volume, weight, _unmeasured = batch.picking_ids.move_line_ids.lot_id._measure_load()
            batch.estimated_shipping_volume, batch.estimated_shipping_weight = volume, weight

    @api.depends("picking_ids", "vehicle_category_id.weight_capacity", "vehicle_category_id.volume_capacity")
    def _compute_load_warning(self):
        for batch in self:
            batch.load_warning = batch._load_warning() if batch.is_furniture_load else False

    def _load_warning(self):
        """In words: what is too much for the vehicle, and what is not known. Empty when all is well."""
        sentences = []
        volume, most = self.estimated_shipping_volume, self.vehicle_volume_capacity
        if loads.is_over(volume, 0, most, 0):
            sentences.append(
                self.env._(
                    "Too large: %(volume)s m³ of furniture, the vehicle takes %(most)s m³.",
                    volume=formatLang(self.env, volume, digits=1),
                    most=formatLang(self.env, most, digits=1),
                )
            )
        weight, most = self.estimated_shipping_weight, self.vehicle_weight_capacity
        if loads.is_over(0, weight, 0, most):
            sentences.append(
                self.env._(
                    "Too heavy: %(weight)s kg of furniture, the vehicle takes %(most)s kg.",
                    weight=formatLang(self.env, weight, digits=0),
                    most=formatLang(self.env, most, digits=0),
                )
            )
        if self.unmeasured_count:
            sentences.append(
                self.env._(
                    "%s pieces lack dimensions or weight, so the load is larger than it says.", self.unmeasured_count
                )
            )
        return "\n".join(sentences) or False

    def _compute_allowed_picking_ids(self):
        super()._compute_allowed_picking_ids()
        for batch in self.filtered("is_furniture_load"):
            # What a reservation holds and what was planned without one go on the same vehicle.
            batch.allowed_picking_ids = self.env["stock.picking"].search(
                [
                    ("company_id", "=", batch.company_id.id),
                    "|", "&", ("furniture_move", "=", True), ("state", "in", ("waiting", "confirmed", "assigned")),
                    "&", ("batch_id", "=", batch._origin.id), ("batch_id", "!=", False),
                ]
            )  # fmt: skip

    @api.model
    def _make_load(self, pickings, *, vehicle=None, category=None, date=False, description=False):
        """A load of its own for ``pickings``, confirmed."""
        warehouse = pickings.picking_type_id.warehouse_id[:1]
        vals = {
            "picking_type_id": warehouse._furniture_move_type().id,
            "company_id": warehouse.company_id.id,
            "user_id": self.env.uid,
            "description": description,
        }
        if vehicle:
            vals["vehicle_id"] = vehicle.id
        if category:
            vals["vehicle_category_id"] = category.id
        # A dialogue's own defaults are none of the load's.
        batch = self.with_env(self.env(context=clean_context(self.env.context))).create(vals).with_env(self.env)
        batch._take(pickings)
        if date:
            batch.scheduled_date = date
            pickings.scheduled_date = date
        return batch

    def _take(self, pickings):
        """Put ``pickings`` on this load, which is underway from then on."""
        if not self or not pickings:
            return
        if self.state in ("done", "cancel"):
            raise UserError(self.env._("%s is finished. Choose another load, or make a new one.", self.name))
        pickings.write({"batch_id": self.id})
        if self.state == "draft":
            self.action_confirm()

    def action_load_and_deliver(self):
        """Open the screen for scanning this load."""
        self.ensure_one()
        return self.env["furniture.move.scan"]._open(self)

    def action_open_load_lines(self):
        return self.picking_ids.action_open_load_lines()

    def action_open_differences(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_move_difference_action")
        return {**action, "domain": [("batch_id", "in", self.ids)], "context": {}}
