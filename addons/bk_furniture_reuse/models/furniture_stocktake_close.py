from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import stocktake as rules
from .stock_move import REGISTER_SAYS_PURPOSE

# The outcomes that change stock, each by its method.
CORRECTIONS = ("moved", "moved_held", "taken_out", "taken_out_released", "came_back")


class FurnitureStocktake(models.Model):
    """Closing: stock is made to agree with what was seen, by Odoo's own inventory moves, all or nothing.

    What somebody moved after it was counted stays where it was moved to. A room that nobody finished changes nothing.
    """

    _inherit = "furniture.stocktake"

    def _close(self, signature, unfinished="leave", accept_not_counted=False):
        """Close the stock-take and correct stock. Closing a closed one does nothing.

        :param signature: the manager's signature (base64 picture)
        :param unfinished: what of rooms that were begun and not finished: ``leave`` them, or what was not found is ``missing``
        :param accept_not_counted: the manager knows of the rooms that are not counted, where nothing changes
        """
        self.ensure_one()
        self.check_access("write")
        self._lock()
        if self.state == rules.CLOSED:
            return False
        if not signature:
            # An empty field must not close anything.
            raise UserError(self.env._("Sign first: the report carries the manager's signature."))
        if unfinished == "missing" and self.state == rules.TO_CLOSE:
            self._at_work()._finish_begun_rooms()
        if self._not_counted() and not accept_not_counted:
            raise UserError(
                self.env._(
                    "Rooms not counted: %s. Nothing changes there. Say that this is right, or have them counted first.",
                    len(self._not_counted()),
                )
            )
        self._change_state(
            rules.CLOSED, closed_on=fields.Datetime.now(), closed_by_id=self.env.uid, signature=self._redraw(signature)
        )
        for outcome, lines in self._plan().items():
            if outcome in CORRECTIONS:
                getattr(self, f"_correct_{outcome}")(lines)
            lines.sudo().write({"outcome": outcome})  # sudo: lines are written by the system only
        self._keep_report()
        return True

    def _not_counted(self):
        return self.room_ids.filtered(lambda room: room.state != "done")

    def _finish_begun_rooms(self):
        rooms = self.room_ids.filtered(lambda room: room.state == "counting")
        rooms.write({"state": "done", "done_on": fields.Datetime.now(), "done_by_id": self.env.uid})
        self.line_ids.filtered(
            lambda line: line.result == rules.EXPECTED and line.room_id in rooms.location_id
        ).result = rules.MISSING

    def _plan(self):
        """What closing does, ``{outcome: lines}``, worked out from what stock says now. Also what the summary tells."""
        lines = self.line_ids.filtered(lambda line: line.lot_id and line.result in rules.DIFFERENCES)
        moved, held = self._moved_since(lines.lot_id), self._held_lines(lines.lot_id).lot_id
        plan = {}
        for line in lines:
            outcome = self._outcome(line, moved.get(line.lot_id.id), line.lot_id in held)
            if outcome:
                plan[outcome] = plan.get(outcome, lines.browse()) | line
        return plan

    def _outcome(self, line, moved_on, held):
        lot = line.lot_id
        home = rules.Place.of(lot.location_id.parent_path)
        if lot.end_kind:
            return "clarify" if line.found_location_id else False
        if line.result == rules.MISSING:
            if not home.path:
                return False  # it was missing before
            if moved_on and moved_on > self.started_on:
                return "moved_since"
            return "taken_out_released" if held else "taken_out"
        if moved_on and moved_on > line.found_on:
            return "moved_since"
        if line.result == rules.UNEXPECTED:
            return "came_back" if not home.path else "moved_since"
        if line.wish == "back":
            return "back"
        return "moved_held" if held else "moved"

    def _moved_since(self, lots):
        """When each of ``lots`` was last moved since the stock-take began: ``{piece id: time}``, in one query."""
        if not lots:
            return {}
        self.env["stock.move.line"].flush_model(["lot_id", "state", "date"])
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT lot_id, max(date) FROM stock_move_line
                        WHERE lot_id = ANY(%s) AND state = 'done' AND date > %s GROUP BY lot_id""",
                    lots.ids,
                    self.started_on,
                )
            )
        )

    def _held_lines(self, lots):
        return self.env["furniture.reservation.line"].search([("lot_id", "in", lots.ids), ("state", "=", "held")])

    # Corrections: one method for each outcome that changes stock

    def _correct_moved(self, lines):
        self._relocate({line.lot_id: line.found_location_id for line in lines})

    def _correct_moved_held(self, lines):
        """The hold follows its piece: whoever it is held for keeps it."""
        held = self._held_lines(lines.lot_id)
        held._follow(lambda: self._relocate({line.lot_id: line.found_location_id for line in lines}))
        for reservation, hold_lines in held.grouped("reservation_id").items():
            self._tell_about_hold(
                reservation,
                lambda env, pieces=hold_lines.lot_id: env._(
                    "%(pieces)s stood in another room than expected. Still held for you.",
                    pieces=self.with_env(env)._names(pieces),
                ),
            )

    def _correct_taken_out(self, lines):
        self._mark_missing(lines.lot_id)
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "in", lines.lot_id.ids),
                ("quantity", ">", 0),
                ("location_id.usage", "in", ("internal", "transit")),
            ]
        )
        quants = quants.with_context(inventory_mode=True, inventory_name=self._reference())
        quants.write({"inventory_quantity": 0})
        quants._apply_inventory()

    def _mark_missing(self, lots):
        # sudo: the system says since when a piece is missing.
        lots.sudo().with_context(tracking_disable=True).write({"missing_since": self.closed_on})

    def _correct_taken_out_released(self, lines):
        held = self._held_lines(lines.lot_id)
        by_reservation = held.grouped("reservation_id")
        # Marked first: the queue is served when a piece falls free, and shall not give this one to the next.
        self._mark_missing(lines.lot_id)
        named = held.filtered("ask_id.lot_id")  # asked for as this very piece: no other one will do
        reason = self.env._("Not found in %s", self._reference())
        named._release(reason=reason)
        (held - named)._release(reason=reason, still_wanted=True)
        self._correct_taken_out(lines)
        for reservation, hold_lines in by_reservation.items():
            self._tell_about_hold(
                reservation,
                lambda env, pieces=hold_lines.lot_id: env._(
                    "%(pieces)s: not found. The reservation of them is released.",
                    pieces=self.with_env(env)._names(pieces),
                ),
            )

    def _correct_came_back(self, lines):
        self.env["furniture.stock.loader"]._load_by_odoo(
            [(line.lot_id.id, line.found_location_id.id) for line in lines], reference=self._reference()
        )

    def _relocate(self, targets):
        """Odoo's relocation of many pieces, each to its own room, in one go: ``targets`` is ``{piece: place}``."""
        archived = self.env["stock.location"].union(*targets.values()).filtered(lambda place: not place.active)
        if archived:
            raise UserError(
                self.env._(
                    "%s is archived. Restore it first, so that what was found there can be registered.",
                    archived[0].display_name,
                )
            )
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "in", [lot.id for lot in targets]), ("quantity", ">", 0),
                ("location_id.usage", "in", ("internal", "transit")),
            ]
        ).with_context(inventory_name=self._reference())  # fmt: skip
        # A count says where a piece stands, not what it is for: what was available stays so wherever it was found.
        moves = self.env["stock.move"].with_context(register_says_purpose=REGISTER_SAYS_PURPOSE)
        moves.create(
            [
                quant._get_inventory_move_values(
                    quant.quantity, quant.location_id, targets[quant.lot_id], quant.package_id, quant.package_id
                )
                for quant in quants
            ]
        )._action_done()

    def _reference(self):
        return self.env._("Stock-take %s", self.name)

    def _tell_about_hold(self, reservation, text):
        """A hold is touched: its requester and whoever follows up the stock-take are told at once."""
        # sudo: who asked is told, whatever the manager may see of people.
        people = reservation.sudo().requester_id.filtered("active") | self.user_id
        self.env["furniture.notice"]._tell(people, "stocktake", text, reservation, urgent=True)
        reservation._message_log(body=f"{text(self.env)} {self._reference()}")

    def _names(self, lots):
        names = ", ".join(lots[:5].mapped("name"))
        return self.env._("%(names)s and %(count)s more", names=names, count=len(lots) - 5) if len(lots) > 5 else names
