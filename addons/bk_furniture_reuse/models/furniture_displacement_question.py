from collections import Counter

from odoo import api, fields, models

from ..tools.impact.displacement import default_class
from ..tools.purpose import IN_USE
from .furniture_impact_entry import DISPLACEMENTS

ASKED_KINDS = ("internal", "bought_used", "refurbished")
# About these events nothing is left to answer.
SETTLED = ("short", "withdrawn", "new")
STATES = [("none", "Not asked"), ("open", "Not answered"), ("answered", "Answered")]


class FurnitureDisplacementMixin(models.AbstractModel):
    """Whether the question is asked of a record, about how many pieces, and what the rule says as long as nobody answers."""

    _inherit = "furniture.displacement.mixin"

    displacement_state = fields.Selection(STATES, "Question of reuse", compute="_compute_displacement_question")
    displacement_pieces = fields.Integer("Pieces put to use", compute="_compute_displacement_question")
    displacement_unit = fields.Char("For unit", compute="_compute_displacement_question")
    displacement_rule = fields.Char("Without an answer counted as", compute="_compute_displacement_question")

    @api.depends("displacement", "state")
    @api.depends_context("lang")
    def _compute_displacement_question(self):
        asked = self._displacement_asked()
        units = self._displacement_units()
        for record in self:
            record.displacement_unit = units.get(record.id, "")
            classes = asked.get(record.id, Counter())
            record.displacement_pieces = classes.total()
            record.displacement_state = "answered" if record.displacement else "open" if classes else "none"
            record.displacement_rule = self._rule_words(classes)

    @api.model
    def _rule_words(self, classes):
        """What the rule says, in words.

        :param classes: Counter of the rule's classes
        """
        labels = dict(self.env["furniture.impact.entry"]._fields["displacement"]._description_selection(self.env))
        if len(classes) == 1:
            return labels[next(iter(classes))]
        return ", ".join(f"{classes[code]}: {labels[code]}" for code, _label in DISPLACEMENTS if classes[code])

    def _displacement_asked(self):
        """``{record id: Counter of the rule's classes}`` of the pieces that the question is about, for those with any.

        What is done is known by its events; what is planned, by what is going to be moved or mended.
        """
        events = self._impact_events().filtered(
            lambda event: event.kind in ASKED_KINDS and event.why_not not in SETTLED
        )
        asked = {}
        for event in events:
            classes = asked.setdefault(event[self._impact_source].id, Counter())
            classes[default_class(event.kind, event._has_stated_need())] += 1
        planned = self.filtered(lambda record: record.id and record.id not in asked)._displacement_planned()
        return {**planned, **asked}

    def _displacement_units(self):
        """``{record id: names of the units that got the pieces}``, as the ledger has them."""
        # sudo: the names of units belong to the moves, which the person may read.
        names = {}
        for event in self._impact_events().sudo().filtered("unit_id"):
            names.setdefault(event[self._impact_source].id, {})[event.unit_id.name] = None
        return {record: ", ".join(found) for record, found in names.items()}

    def _displacement_planned(self):
        """As ``_displacement_asked``, of what is not done yet."""
        return {}

    def action_answer_displacement(self):
        """Open the question for these records."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bk_furniture_reuse.furniture_displacement_answer_action"
        )
        return {**action, "context": {"active_model": self._name, "active_ids": self.ids}}

    def _log_answer(self, reason):
        """The answer in the chatter of each record, by whom and when as every message there."""
        answers = dict(self._fields["displacement"]._description_selection(self.env))
        bodies = {}
        for record in self:
            words = [self.env._("Did this replace a purchase? %s", answers[record.displacement])]
            if record.displacement_evidence:
                words.append(self.env._("Evidence: %s", record.displacement_evidence))
            if record.otherwise_discarded:
                words.append(self.env._("Would have been thrown away"))
            if reason:
                words.append(self.env._("Changed because: %s", reason))
            bodies[record.id] = ". ".join(words)
        self._message_log_batch(bodies=bodies)


class StockPicking(models.Model):
    """The question at a transfer: asked of every transfer that puts furniture to use."""

    _inherit = "stock.picking"

    def _displacement_planned(self):
        open_ones = self.filtered(lambda picking: picking.furniture_move and picking.state not in ("done", "cancel"))
        # sudo: as in _displacement_asked
        lines = open_ones.sudo().move_line_ids.filtered(lambda line: line._will_be_put_to_use())
        if not lines:
            return {}
        requested = lines.env["furniture.reservation.line"].search(
            [("move_line_id", "in", lines.ids), ("reservation_id.origin", "=", "request")]
        )
        with_need = requested.move_line_id
        planned = {}
        for line in lines:
            kind = (
                "bought_used" if line.lot_id.acquired_as == "used" and not line.lot_id.impact_event_ids else "internal"
            )
            planned.setdefault(line.picking_id.id, Counter())[default_class(kind, line in with_need)] += 1
        return planned


class StockMoveLine(models.Model):
    """What a planned line will mean for the reuse ledger."""

    _inherit = "stock.move.line"

    def _will_be_put_to_use(self):
        """Whether doing this line puts its piece to use in a new place, as far as can be seen now."""
        return self._is_new_use(self.lot_id.purpose, self.lot_id.used_building_id)


class RepairOrder(models.Model):
    """The question at a refurbishment: asked when the piece comes back to its use."""

    _inherit = "repair.order"

    impact_event_ids = fields.One2many("furniture.impact.event", "repair_id", string="Reuse events", readonly=True)

    @api.depends("purpose_after", "wanted_result")
    def _compute_displacement_question(self):
        return super()._compute_displacement_question()

    def _displacement_planned(self):
        open_ones = self.filtered(
            lambda order: (
                order.is_furniture
                and order.state in ("draft", "confirmed", "under_repair")
                and order.purpose_after == IN_USE
                and order.wanted_result != "clean"
            )
        )
        return {order.id: Counter([default_class("refurbished", False)]) for order in open_ones}
