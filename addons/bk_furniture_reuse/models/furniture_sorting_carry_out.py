from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import purpose as purposes
from ..tools.sorting import DECISIONS, purpose_wanted

NAMED = 20


class FurnitureEnd(models.Model):
    """An end that a sorting has proposed."""

    _inherit = "furniture.end"

    sorting_id = fields.Many2one("furniture.sorting", "From sorting", readonly=True, index="btree_not_null", copy=False)


class FurnitureSorting(models.Model):
    """Carrying out what was decided: purposes by the one method that changes them, ends as proposals. All together."""

    _inherit = "furniture.sorting"

    @api.readonly
    def get_refusals(self):
        """What cannot be carried out as things are: a list of ``{piece, reason}``, and how many can be."""
        self.ensure_one()
        self.check_access("read")
        pending = self._pending()
        refusals = self._hindrances(pending)
        return {
            "possible": len(pending) - len(refusals),
            "refusals": [{"piece": line.lot_id.name, "reason": text} for line, text in refusals.items()],
        }

    def carry_out(self, possible_only=False):
        """Carry out the decisions in one batch.

        :param possible_only: what cannot be done stays, with its reason; otherwise nothing is done when something cannot be
        :return: an action that shows what came of it
        :raise UserError: when something cannot be done, naming pieces and reasons
        """
        self.ensure_one()
        self._lock()
        pending = self._pending()
        refusals = self._hindrances(pending)
        if refusals and not possible_only:
            reasons = list(refusals.values())
            text = "\n".join(reasons[:NAMED])
            if len(reasons) > NAMED:
                text += "\n" + self.env._("And %s more.", len(reasons) - NAMED)
            raise UserError(self.env._("Nothing was carried out:\n%s", text))
        possible = pending.filtered(lambda line: line not in refusals)
        if not possible:
            raise UserError(self.env._("There is nothing to carry out. Decide about some pieces first."))
        self._change_purposes(possible)
        self._propose_ends(possible)
        # sudo: lines and states are written by the system only; who may change the sorting is checked above.
        possible.sudo().write({"state": "done", "refusal": False})
        for line, text in refusals.items():
            line.sudo().refusal = text
        (pending - possible).sudo().write({"state": "refused"})
        if not refusals:
            self.sudo().state = "closed"
        self.message_post(
            body=self.env._("%(done)s carried out, %(left)s not possible", done=len(possible), left=len(refusals))
        )
        return self._result_action()

    def _pending(self):
        return self.line_ids.filtered(lambda line: line.state != "done")

    def _hindrances(self, lines):
        """``{line: sentence}`` for what the rules do not allow; a few queries, however many lines."""
        lots = self.env["stock.lot"]
        roles = lots._purpose_roles()
        leaving = lines.filtered(lambda line: DECISIONS[line.decision].end_kind)
        kept = leaving.lot_id._end_hindrances()
        proposed = self.env["furniture.end.line"].search(
            [("lot_id", "in", lines.lot_id.ids), ("state", "!=", "reversed")]
        )
        proposed_in = {line.lot_id: line.end_id.name for line in proposed}
        refusals = {}
        for line in lines:
            lot = line.lot_id
            if lot.end_kind:
                refusals[line] = self.env._("%s: has left for good already.", lot.name)
            elif lot in proposed_in and line in leaving:
                refusals[line] = self.env._("%(piece)s: part of %(end)s already.", piece=lot.name, end=proposed_in[lot])
            elif line in leaving and lot in kept:
                refusals[line] = kept[lot]
            else:
                wanted = purpose_wanted(line.decision, lot.purpose, bool(line.available_from))
                try:
                    if wanted:
                        in_room = lot.location_id.place_kind in ("room", "zone")
                        purposes.check_change(lot.purpose, wanted, purposes.HAND, roles, self._reason(), in_room)
                except purposes.Refusal as refusal:
                    refusals[line] = lots._refusal_text(refusal, lot, wanted)
        return refusals

    def _reason(self):
        return self.env._("Sorted: %s", self.name)

    def _change_purposes(self, lines):
        by_purpose, by_date = {}, {}
        for line in lines:
            wanted = purpose_wanted(line.decision, line.lot_id.purpose, bool(line.available_from))
            if wanted:
                by_purpose.setdefault(wanted, []).append(line.lot_id.id)
            if line.available_from:
                by_date.setdefault(line.available_from, []).append(line.lot_id.id)
        lots = self.env["stock.lot"]
        for day, ids in by_date.items():
            lots.browse(ids).write({"available_from": day})
        for wanted, ids in by_purpose.items():
            lots.browse(ids)._change_purpose(wanted, reason=self._reason())

    def _propose_ends(self, lines):
        """One proposal for each kind of end; the coordinator settles fraction, receiver and price there, and decides."""
        by_kind = {}
        for line in lines:
            kind = DECISIONS[line.decision].end_kind
            if kind:
                by_kind.setdefault(kind, []).append(line.lot_id.id)
        return self.env["furniture.end"].create(
            [
                {
                    "kind": kind,
                    "reason": self._reason(),
                    "sorting_id": self.id,
                    "line_ids": [fields.Command.create({"lot_id": lot_id}) for lot_id in ids],
                }
                for kind, ids in by_kind.items()
            ]
        )

    def _result_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "furniture.sorting",
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }
