import hashlib
import json
from collections import defaultdict

from odoo import api, models
from odoo.modules.module import get_manifest

from .furniture_impact_assess import assess
from .furniture_impact_ledger import SAME_YEARS

CHUNK = 500
# What a counter-entry has with the opposite sign.
SIGNED = (
    "piece_count", "mass", "gross", "transport_kg", "refurb_kg", "storage_kg", "process_kg", "net_low", "net", "net_high", "waste_diverted",
    "avoided_purchase", "used_price", "refurb_cost", "transport_cost", "storage_cost", "labour_cost", "cost", "avoided_disposal", "income",
    "net_saving", "price_missing",
)  # fmt: skip
# What arithmetic calls what is not known, and what the ledger does: the same way has its emissions and its cost.
MONEY_CODES = {"transport": "transport_cost", "storage": "storage_cost"}
# What each entry has of its own.
WHO_AND_WHEN = frozenset(
    ("id", "create_uid", "create_date", "write_uid", "write_date", "name", "kind", "counters_id", "reason", "user_id", "revision", "software",
     "input_hash")
)  # fmt: skip


class FurnitureImpactEvent(models.Model):
    """Entering events in the ledger."""

    _inherit = "furniture.impact.event"

    def _enter(self, ledger, claims, displacements, lives, reason=""):
        """Write an entry for each of these events.

        :param claims: ``{event id: claim}`` of all events of the pieces
        :param displacements: as of ``_displacements``
        :param lives: as of ``_lives``
        :param reason: why it is entered again, for corrections
        """
        entries = self.env["furniture.impact.entry"]
        if not self:
            return entries
        since = self._claimed_before(claims)
        steps = self._steps(self._journeys(since), since)
        figures, books = {}, {}
        vals_list = []
        for event in self:
            (edition, factor, grade), life = lives[event]
            if edition not in figures:
                figures[edition] = edition.figure_ids._of_edition(edition)
            if event.company_id not in books:
                books[event.company_id] = self.env["furniture.impact.price"]._book(event.company_id)
            counted = Counted(
                event,
                edition,
                factor,
                grade,
                life,
                claims[event.id],
                displacements[event],
                steps[event],
                since[event] is None,
            )
            vals_list.append(counted.vals(ledger, figures[edition], books[event.company_id], reason))
        return entries._record(vals_list)

    def _claimed_before(self, claims):
        """``{event: moment of the claim of its piece before it, or None}``."""
        claiming = defaultdict(list)
        for event in self.search([("lot_id", "in", self.lot_id.ids), ("id", "in", list(claims))]):
            claiming[event.lot_id].append(event.date)
        return {
            event: max((date for date in claiming[event.lot_id] if date < event.date), default=None) for event in self
        }


class Counted:
    """One event with everything that its entry is worked out from."""

    def __init__(self, event, edition, factor, grade, life, claim, displacement, steps, first):
        self.event, self.choice = event, (edition, factor, grade)
        self.life, self.claim, self.steps, self.first = life, claim, steps, first
        self.code, self.basis, self.evidence, self.discarded = displacement

    def vals(self, run, figures, prices, reason):
        """The values of the entry."""
        event, lot = self.event, self.event.lot_id
        assessed, missing, d = assess(
            self.choice,
            figures,
            self.code,
            self.claim.years,
            lot.weight or None,
            self.steps,
            event.kind == "outside",
            self.discarded,
        )
        money, amounts, sources, price_new, price_source, price_data = event._money(
            self.steps, assessed["mass"] or None, self.discarded, d.default, prices, self.first
        )
        missing |= {MONEY_CODES.get(code, code) for code in money.missing}
        product, maker, category, kind = lot._impact_scope()
        return {
            **assessed,
            "run_id": run.id,
            "company_id": event.company_id.id,
            "reason": reason or False,
            "event_id": event.id,
            "event_kind": event.kind,
            "date": event._day(),
            "lot_id": lot.id,
            "life": self.claim.life,
            "product_id": lot.product_id.id,
            "product_tmpl_id": product.id,
            "categ_id": category.id,
            "kind_id": kind.id,
            "maker_id": maker.id,
            **{
                name: event[name].id
                for name in ("from_location_id", "location_id", "site_id", "building_id", "unit_id", "requester_id", "picking_id",
                             "reservation_id", "repair_id", "end_line_id")
            },
            "displacement": self.code,
            "displacement_basis": self.basis,
            "displacement_evidence": self.evidence,
            "life_left": self.life.years,
            "life_basis": self.life.basis,
            "otherwise_discarded": self.discarded,
            "legs": self.steps,
            "price_new": price_new or 0,
            "price_source": price_source,
            "avoided_purchase": money.avoided_purchase,
            "used_price": amounts["used_price"] or 0,
            "refurb_cost": amounts["refurb"] or 0,
            "transport_cost": amounts["transport"] or 0,
            "storage_cost": amounts["storage"] or 0,
            "labour_cost": amounts["labour"] or 0,
            "cost": money.cost,
            "avoided_disposal": amounts["avoided_disposal"] or 0,
            "income": amounts["income"] or 0,
            "net_saving": money.net_saving,
            "cost_sources": sources,
            "price_data": price_data,
            "price_missing": int("price" in missing),
            "missing": ",".join(sorted(missing)) or False,
        }  # fmt: skip


class FurnitureImpactEntry(models.Model):
    """Writing entries, and countering them: the only two things that happen to the ledger."""

    _inherit = "furniture.impact.entry"

    @api.model
    def _record(self, vals_list):
        """Write entries, each with its number, the version of the program and a fingerprint of what it was worked out from."""
        software = f"bk_furniture_reuse {get_manifest('bk_furniture_reuse')['version']}"
        # sudo: entries are the system's; who may cause them is asked where it is done.
        entries = self.sudo()
        numbers = entries._next_names(len(vals_list))
        made = entries.browse()
        for start in range(0, len(vals_list), CHUNK):
            made |= entries.create(
                [
                    {
                        **vals,
                        "name": number,
                        "software": software,
                        "user_id": self.env.uid,
                        "input_hash": _fingerprint(vals),
                    }
                    for vals, number in zip(
                        vals_list[start : start + CHUNK], numbers[start : start + CHUNK], strict=True
                    )
                ]
            )
        made.invalidate_recordset(["revision"])
        return made

    @api.model
    def _next_names(self, count):
        sequence = self.env.ref("bk_furniture_reuse.sequence_impact_entry")
        lots = self.env["stock.lot"]
        return lots._format_piece_numbers(sequence, lots._next_piece_values(sequence, count)) if count else []

    def _counter(self, reason):
        """A counter-entry for each of these: the same with the opposite sign."""
        vals_list = []
        for entry in self:
            vals = entry._taken_over()
            vals.update({name: -vals[name] for name in SIGNED}, kind="counter", counters_id=entry.id, reason=reason)
            vals_list.append(vals)
        return self._record(vals_list)

    def _taken_over(self):
        """The values of this entry that one about the same event takes over."""
        self.ensure_one()
        columns = [
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in WHO_AND_WHEN
        ]
        return {name: self[name].id if self._fields[name].type == "many2one" else self[name] for name in columns}

    def _still_holds(self, claims, displacements):
        """Whether the event of this entry claims the same as when it was entered."""
        self.ensure_one()
        claim = claims.get(self.event_id.id)
        if claim is None or claim.life != self.life or abs((claim.years or 0) - self.life_years) > SAME_YEARS:
            return False
        answer = displacements[self.event_id]
        return answer == (
            self.displacement,
            self.displacement_basis,
            self.displacement_evidence or "",
            self.otherwise_discarded,
        )


def _fingerprint(vals):
    return hashlib.sha256(json.dumps(vals, sort_keys=True, default=str).encode()).hexdigest()
