from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What is noted by scanning, and by nothing else.
SCANNED = frozenset(("loaded_on", "loaded_by_id", "arrived_on", "arrived_by_id", "planned_dest_id"))
# Said by the methods of this file when they note a scan; nobody can send it over the network.
BY_SCAN = object()


class StockMoveLine(models.Model):
    """A piece on a load: when it was loaded and when it arrived, and by whom. Each scan writes its own line only, so that two
    who scan the same load do not wait for each other.
    """

    _inherit = "stock.move.line"

    loaded_on = fields.Datetime(readonly=True, copy=False)
    loaded_by_id = fields.Many2one("res.users", "Loaded by", readonly=True, copy=False)
    arrived_on = fields.Datetime(readonly=True, copy=False)
    arrived_by_id = fields.Many2one("res.users", "Received from the load by", readonly=True, copy=False)
    planned_dest_id = fields.Many2one(
        "stock.location",
        "Planned for",
        readonly=True,
        copy=False,
        help="Where it should have gone, when it was left elsewhere.",
    )
    is_elsewhere = fields.Boolean("In another room", compute="_compute_is_elsewhere")
    scan_state = fields.Selection(
        [("waiting", "To be loaded"), ("loaded", "Loaded"), ("arrived", "Arrived")],
        string="On the load",
        compute="_compute_scan_state",
    )

    @api.depends("loaded_on", "arrived_on")
    def _compute_scan_state(self):
        for line in self:
            line.scan_state = "arrived" if line.arrived_on else "loaded" if line.loaded_on else "waiting"

    @api.depends("planned_dest_id", "location_dest_id")
    def _compute_is_elsewhere(self):
        # A room on the floor that it was planned for is not elsewhere.
        for line in self:
            line.is_elsewhere = bool(line.planned_dest_id) and not line.location_dest_id._child_of(line.planned_dest_id)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_by_scan(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_by_scan(vals)
        return super().write(vals)

    @api.model
    def _check_by_scan(self, vals):
        if SCANNED.intersection(vals) and self.env.context.get("furniture_scan") is not BY_SCAN:
            raise AccessError(
                self.env._("What was loaded and what arrived is noted by scanning. Open Load and deliver.")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_not_on_a_load(self):
        loaded = self.filtered(lambda line: line.loaded_on and line.state != "done")
        if loaded:
            raise UserError(
                self.env._(
                    "%(pieces)s: on the load %(load)s. Deliver it, or take back the loading first.",
                    pieces=", ".join(loaded[:5].lot_id.mapped("name")),
                    load=loaded[0].picking_id.batch_id.name or loaded[0].picking_id.name,
                )
            )

    def _write_scan(self, vals):
        """Write what a scan says, and the place that follows from it."""
        # Odoo would free and reserve every piece again for a new target, which no reservation depends on.
        return self.with_context(furniture_scan=BY_SCAN, skip_uom_conversion=True).write(vals)

    def _set_targets(self, targets):
        """Where the pieces of these lines are to go: ``targets`` maps a piece to its place."""
        lines = self.with_context(skip_uom_conversion=True)
        for place, going in lines.grouped(lambda line: targets[line.lot_id]).items():
            going.write({"location_dest_id": place.id})

    def _note_loaded(self):
        self._write_scan({"loaded_on": fields.Datetime.now(), "loaded_by_id": self.env.uid})

    def _note_arrived(self, place=None):
        """The pieces have arrived where they should; in ``place`` instead, when it is given."""
        vals = {"arrived_on": fields.Datetime.now(), "arrived_by_id": self.env.uid}
        elsewhere = self.filtered(lambda line: line.location_dest_id != place) if place else self.browse()
        for planned, lines in elsewhere.grouped(lambda line: line.planned_dest_id or line.location_dest_id).items():
            lines._write_scan({**vals, "planned_dest_id": planned.id, "location_dest_id": place.id})
        (self - elsewhere)._write_scan(vals)

    def _forget_loaded(self):
        self._write_scan({"loaded_on": False, "loaded_by_id": False})

    def _forget_arrived(self):
        vals = {"arrived_on": False, "arrived_by_id": False}
        for planned, lines in self.grouped("planned_dest_id").items():
            lines._write_scan({**vals, "planned_dest_id": False, "location_dest_id": planned.id} if planned else vals)

    def _prepare_difference(self, kind):
        self.ensure_one()
        return {
            "picking_id": self.picking_id.id,
            "batch_id": self.picking_id.batch_id.id,
            "lot_id": self.lot_id.id,
            "kind": kind,
            "planned_location_id": (self.planned_dest_id or self.location_dest_id).id,
            "location_id": self.location_dest_id.id if kind == "wrong_room" else False,
            "loaded_on": self.loaded_on,
        }
