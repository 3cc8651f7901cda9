import hashlib
import json
from collections import defaultdict

from odoo import api, models
from odoo.modules.module import get_manifest

from ..tools.impact import arithmetic
from ..tools.impact.life import life_ratio
from ..tools.impact.process import emitted
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
WHO_AND_WHEN = frozenset(
    (
        "id",
        "create_uid",
        "create_date",
        "write_uid",
        "write_date",
        "name",
        "kind",
        "counters_id",
        "reason",
        "user_id",
        "revision",
    )
)


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
        self.event, self.edition, self.factor, self.grade = event, edition, factor, grade
        self.life, self.claim, self.steps, self.first = life, claim, steps, first
        self.code, self.basis, self.evidence, self.discarded = displacement

    def vals(self, run, figures, prices, reason):
        """The values of the entry."""
        event, factor, lot = self.event, self.factor, self.event.lot_id
        mass, mass_data = self._mass()
        d = arithmetic.Displacement(*figures[f"displacement.{self.code}"])
        life_new = factor.life_new if factor else 15.0
        ratio = round(life_ratio(self.claim.years, life_new), 4)
        parts = emitted(self.steps, figures)
        process = arithmetic.process(*parts)
        result = arithmetic.assess(factor._arithmetic(), mass, d, ratio, process.total)
        money, amounts, sources, price_new, price_source, price_data = event._money(
            self.steps, mass, self.discarded, d.default, prices, self.first
        )
        quantified = result.net is not None
        missing = {*process.missing, *(MONEY_CODES.get(code, code) for code in money.missing)}
        if not quantified:
            missing.add("factor")
        if mass is None:
            missing.add("mass")
        transport_kg, refurb_kg, storage_kg = (part or 0 for part in parts)
        vals = {
            "run_id": run.id,
            "company_id": event.company_id.id,
            "reason": reason or False,
            "event_id": event.id,
            "event_kind": event.kind,
            "date": event._day(),
            "lot_id": lot.id,
            "life": self.claim.life,
            "product_id": lot.product_id.id,
            "product_tmpl_id": lot.product_id.product_tmpl_id.id,
            "categ_id": lot.categ_id.id,
            "kind_id": lot.categ_id.impact_kind_id.id,
            "maker_id": lot.maker_id.id,
            **{
                name: event[name].id
                for name in ("from_location_id", "location_id", "site_id", "building_id", "unit_id", "requester_id", "picking_id",
                             "reservation_id", "repair_id", "end_line_id")
            },
            "edition_id": self.edition.id,
            "factor_id": factor.id,
            "factor_low": factor.low or factor.value,
            "factor_default": factor.value,
            "factor_high": factor.high or factor.value,
            "factor_per_kg": factor.per_kg,
            "grade": self.grade,
            "boundary": factor.boundary,
            "factor_source": factor.source,
            "displacement": self.code,
            "displacement_basis": self.basis,
            "displacement_evidence": self.evidence,
            "d_low": d.low,
            "d_default": d.default,
            "d_high": d.high,
            "life_new": life_new,
            "life_left": self.life.years,
            "life_years": self.claim.years,
            "life_basis": self.life.basis,
            "life_ratio": ratio,
            "mass": mass or 0,
            "gross": result.gross or 0,
            "transport_kg": transport_kg,
            "refurb_kg": refurb_kg,
            "storage_kg": storage_kg,
            "process_kg": process.total,
            "net_low": result.net_low or 0,
            "net": result.net or 0,
            "net_high": result.net_high or 0,
            "report_line": self._line(quantified),
            "otherwise_discarded": self.discarded,
            "waste_diverted": arithmetic.waste(mass, self.discarded) or 0,
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
            "factor_data": "none" if not quantified else "measured" if factor.product_tmpl_id or factor.epd_number else "typical",
            "mass_data": mass_data,
            "price_data": price_data,
            "price_missing": int("price" in missing),
            "missing": ",".join(sorted(missing)) or False,
        }  # fmt: skip
        return vals

    def _mass(self):
        """(kg or None, measured / typical / none)."""
        lot = self.event.lot_id
        if lot.weight:
            return lot.weight, "measured"
        return (self.factor.mass, "typical") if self.factor.mass else (None, "none")

    def _line(self, quantified):
        if not quantified:
            return "none"
        if self.event.kind == "outside":
            return "outside"
        return "own" if self.factor.headline else "proxy"


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
        names = [
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and name not in WHO_AND_WHEN
        ]
        vals_list = []
        for entry in self:
            vals = {name: entry[name].id if self._fields[name].type == "many2one" else entry[name] for name in names}
            vals.update({name: -vals[name] for name in SIGNED}, kind="counter", counters_id=entry.id, reason=reason)
            vals_list.append(vals)
        return self._record(vals_list)

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
