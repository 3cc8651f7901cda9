from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import reservation as rules
from ..tools.purpose import RESERVATION, RESERVED

# What a coordinator may write directly; everything else follows from what the buttons do.
EDITABLE = frozenset(
    ("note", "unit_id", "destination_id", "needed_by", "hold_until", "priority", "priority_reason", "ask_ids")
)
STATES = [
    ("draft", "Draft"),
    ("requested", "To approve"),
    ("queued", "In the queue"),
    ("held", "Held"),
    ("fulfilled", "Delivered"),
    ("released", "Released"),
    ("expired", "Expired"),
    ("refused", "Refused"),
    ("cancelled", "Withdrawn"),
]


class FurnitureReservation(models.Model):
    """Pieces asked for and held for somebody. The hold is stock held by Odoo: a transfer that has reserved them, so nobody
    else can move them. States and who may change them: ``tools/reservation.py``.
    """

    _name = "furniture.reservation"
    _description = "Reservation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, readonly=True, copy=False, default=lambda self: self.env._("New"))
    origin = fields.Selection(
        [("import", "Imported: to be clarified"), ("request", "Request")],
        required=True,
        default="request",
        readonly=True,
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)
    note = fields.Char()
    import_id = fields.Many2one("furniture.import", readonly=True, index="btree_not_null", ondelete="restrict")

    # Who, for what, until when
    requester_id = fields.Many2one(
        "res.users", "Asked by", index=True, default=lambda self: self.env.user, tracking=True
    )
    unit_id = fields.Many2one("furniture.unit", "For unit", index="btree_not_null", tracking=True)
    destination_id = fields.Many2one(
        "stock.location", "To place", domain=[("place_kind", "!=", False)], index="btree_not_null", tracking=True
    )
    needed_by = fields.Date(tracking=True)
    hold_until = fields.Date(index="btree_not_null", tracking=True, help="The pieces fall free after this day.")
    priority = fields.Selection(
        [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Urgent")], required=True, default="1", tracking=True
    )
    priority_reason = fields.Char("Reason for the priority", tracking=True)
    asked_on = fields.Datetime(readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    reminded_on = fields.Date(readonly=True, copy=False)

    # What
    ask_ids = fields.One2many("furniture.reservation.ask", "reservation_id", string="Asked for")
    line_ids = fields.One2many("furniture.reservation.line", "reservation_id", string="Pieces", readonly=True)
    change_ids = fields.One2many("furniture.reservation.change", "reservation_id", string="History", readonly=True)
    asked_count = fields.Integer("Pieces asked for", compute="_compute_counts", store=True)
    line_count = fields.Integer("Pieces held", compute="_compute_counts", store=True)
    delivered_count = fields.Integer("Delivered", compute="_compute_counts", store=True)
    open_count = fields.Integer("Still missing", compute="_compute_counts", store=True)
    picking_ids = fields.Many2many(
        "stock.picking",
        string="Transfers",
        compute="_compute_picking_ids",
        groups="bk_furniture_reuse.group_operator,bk_furniture_reuse.group_auditor",
    )

    _priority_has_reason = models.Constraint(
        "CHECK(priority = '1' OR coalesce(trim(priority_reason), '') != '')",
        "Write why this reservation goes before or after others.",
    )
    _queue_idx = models.Index("(state, open_count) WHERE state IN ('queued', 'held')")

    @api.depends("line_ids.state", "ask_ids.quantity", "state")
    def _compute_counts(self):
        for reservation in self:
            states = reservation.line_ids.mapped("state")
            asked = sum(reservation.ask_ids.mapped("quantity"))
            reservation.asked_count = asked or len(states)
            reservation.line_count = states.count("held")
            reservation.delivered_count = states.count("delivered")
            reservation.open_count = (
                max(0, asked - reservation.line_count - reservation.delivered_count)
                if reservation.state in rules.OPEN
                else 0
            )

    @api.depends("line_ids.move_line_id")
    def _compute_picking_ids(self):
        for reservation in self:
            reservation.picking_ids = reservation.line_ids.move_line_id.picking_id

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("name"):
                vals["name"] = self.env["ir.sequence"].next_by_code("furniture.reservation")
            if vals.get("origin") == "import":
                vals.setdefault("requester_id", False)  # who it is for is what has to be clarified
            self._check_written_by_system(vals, EDITABLE | {"origin", "import_id", "requester_id", "name"})
        return super().create(vals_list)

    def write(self, vals):
        self._check_written_by_system(vals, EDITABLE)
        result = super().write(vals)
        if "destination_id" in vals:
            self._send_to_destination()
        return result

    @api.model
    def _check_written_by_system(self, vals, allowed):
        """Refuse to let anybody but the system write what follows from the buttons."""
        own = {name for name in vals if not name.startswith(("message_", "activity_", "website_message"))}
        forbidden = own - allowed - {"state"} if vals.get("state") == "draft" else own - allowed
        if forbidden and not self.env.su:
            labels = ", ".join(self._fields[name]._description_string(self.env) for name in sorted(forbidden))
            raise AccessError(
                self.env._("%s: follows from what is done with the reservation. Use its buttons.", labels)
            )

    def _send_to_destination(self):
        """The transfers that hold the pieces go where the reservation says."""
        for reservation in self:
            waiting = reservation.sudo().line_ids.filtered(lambda line: line.state == "held").move_line_id
            if waiting and reservation.destination_id:
                # sudo: the transfer follows the reservation, which this person may change.
                waiting.location_dest_id = reservation.destination_id
                waiting.move_id.location_dest_id = reservation.destination_id
                waiting.picking_id.location_dest_id = reservation.destination_id

    @api.ondelete(at_uninstall=False)
    def _unlink_only_empty(self):
        # A deleted hold would leave its pieces reserved for nobody, with no button that lets go of them.
        if self.line_ids or self.filtered(lambda reservation: reservation.state not in ("draft", "cancelled")):
            raise UserError(
                self.env._("A reservation that has held pieces is kept: it says who had them. Release it instead.")
            )

    def _hold(self, lots, asks=None):
        """Take hold of ``lots``: Odoo reserves them, the database lets each have one hold only, their purpose becomes reserved.

        :param asks: {piece: the ``furniture.reservation.ask`` that it answers}, when it answers one
        :raise UserError: when one of them is held already or is not in stock
        """
        self.ensure_one()
        if not lots:
            return
        self.check_access("write")
        warehouse = lots.location_id.warehouse_id[:1] or self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        place = self.destination_id or lots.building_id[:1] or warehouse.lot_stock_id
        pickings = self.env["furniture.stock.loader"]._hold(lots, place, self.name, warehouse._furniture_hold_type())
        lines = {line.lot_id: line for line in pickings.move_line_ids}
        # sudo: lines are written by the system only; who may change the reservation is checked above.
        self.env["furniture.reservation.line"].sudo().create(
            [
                {
                    "reservation_id": self.id,
                    "lot_id": lot.id,
                    "move_line_id": lines[lot].id,
                    "ask_id": asks[lot].id if asks and lot in asks else False,
                }
                for lot in lots
            ]
        )
        lots._change_purpose(RESERVED, source=RESERVATION)
        self._change_state(rules.HELD)

    def action_open_pieces(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        held = self.line_ids.filtered(lambda line: line.state != "released").lot_id
        return {**action, "domain": [("id", "in", held.ids)], "context": {}}

    def action_open_transfers(self):
        """The transfers that hold, or held, the pieces."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfers"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", self.picking_ids.ids)],
        }
