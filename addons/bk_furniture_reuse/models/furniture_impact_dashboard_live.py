from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..tools import ends
from .furniture_impact_event import WAITING


class FurnitureImpactDashboard(models.AbstractModel):
    """Key figures of today, which are never stored: what we have, how much of it is reused, what still waits, what became material."""

    _inherit = "furniture.impact.dashboard"

    @api.model
    def _live(self, chosen):
        """Pieces, locations and the reuse share, as the register is now; the period does not matter."""
        lots = self.env["stock.lot"]
        domain = self._pieces_domain(chosen)
        in_use = domain & Domain("purpose", "=", "in_use")
        found = self._count_pieces(domain)
        shares = {
            "pieces": _share(found["reused"], found["in_use"]),
            "mass": _share(found["reused_kg"], found["in_use_kg"]),
            "value": _share(found["reused_nok"], found["in_use_nok"]),
        }
        return {
            **found,
            "shares": shares,
            "shares_known": {
                "mass": _share(found["in_use_weighed"], found["in_use"]),
                "value": _share(found["in_use_priced"], found["in_use"]),
            },
            "definition": self.env._(
                "Reuse share: pieces in use that were put to use by reuse (moved to a new use, bought used, or refurbished) out of all pieces in use. Counted on %s.",
                format_date(self.env, fields.Date.context_today(self)),
            ),
            "domains": {"pieces": list(domain), "in_use": list(in_use), "reused": list(in_use & Domain("is_reused", "=", True))} if lots.has_access("read") else {},
        }  # fmt: skip

    @api.model
    def _pieces_domain(self, chosen):
        """The pieces that the company has in the chosen places, of the chosen units and types."""
        company = self.env.company.id
        lots = self.env["stock.lot"]
        domain = lots._present() & (
            Domain("company_id", "=", company)
            # A piece without a company belongs to that of the site where it stands.
            | Domain("company_id", "=", False)
            & (Domain("site_id", "=", False) | Domain("site_id.company_id", "in", [company, False]))
        )
        fields_of = {
            "site_ids": "site_id",
            "building_ids": "building_id",
            "unit_ids": "owner_unit_id",
            "categ_ids": "categ_id",
        }
        for name, field in fields_of.items():
            if chosen[name]:
                domain &= Domain(field, "in", chosen[name])
        return domain

    @api.model
    def _count_pieces(self, domain):
        """The numbers of today, from one pass over the pieces."""
        # sudo: numbers of pieces, kg and NOK in total for whoever reads the ledger; no piece and no price of one is told.
        lots = self.env["stock.lot"].sudo()
        lots.flush_model()
        query = lots._search(domain)
        if query.is_empty():
            rows = []
        else:
            rows = self.env.execute_query(
                SQL(
                    """
                    WITH reused AS (%(reused)s)
                    SELECT stock_lot.site_id IS NOT NULL, count(*), count(*) FILTER (WHERE in_use),
                           count(*) FILTER (WHERE in_use AND reused),
                           coalesce(sum(weight) FILTER (WHERE in_use), 0)::float8,
                           coalesce(sum(weight) FILTER (WHERE in_use AND reused), 0)::float8,
                           coalesce(sum(price_new) FILTER (WHERE in_use), 0)::float8,
                           coalesce(sum(price_new) FILTER (WHERE in_use AND reused), 0)::float8,
                           count(*) FILTER (WHERE in_use AND weight > 0), count(*) FILTER (WHERE in_use AND price_new > 0)
                      FROM (SELECT stock_lot.site_id, stock_lot.weight, stock_lot.price_new, stock_lot.purpose = 'in_use' AS in_use,
                                   reused.lot_id IS NOT NULL AS reused
                              FROM %(table)s
                         LEFT JOIN reused ON reused.lot_id = stock_lot.id
                             WHERE %(where)s) stock_lot
                     GROUP BY stock_lot.site_id
                    """,
                    reused=lots._reused_query(),
                    table=query.from_clause,
                    where=query.where_clause or SQL("TRUE"),
                )
            )
        names = (
            "pieces", "in_use", "reused", "in_use_kg", "reused_kg", "in_use_nok", "reused_nok", "in_use_weighed", "in_use_priced",
        )  # fmt: skip
        columns = list(zip(*(row[1:] for row in rows), strict=True)) or [()] * len(names)
        return {
            "locations": sum(row[0] for row in rows),
            **{name: sum(column) for name, column in zip(names, columns, strict=True)},
        }

    @api.model
    def _waiting(self, chosen):
        """The events of the period that have not lasted for 30 days yet: they are in no figure."""
        domain = [
            ("state", "=", WAITING),
            ("company_id", "=", self.env.company.id),
            *chosen["period"].moments("date"),
            *((field, "in", chosen[name]) for name, field in (("site_ids", "site_id"), ("building_ids", "building_id"), ("unit_ids", "unit_id")) if chosen[name]),
        ]  # fmt: skip
        if chosen["categ_ids"]:
            domain.append(("lot_id.categ_id", "in", chosen["categ_ids"]))
        events = self.env["furniture.impact.event"]
        # sudo: how many there are, for whoever reads the ledger; the events themselves are opened by those who may read them.
        count = events.sudo().search_count(domain)
        return {"count": count, "domain": domain if events.has_access("read") else False}

    @api.model
    def _material(self, chosen):
        """What became material, in kg by fraction: recycling is no reuse, and is added to nothing."""
        domain = [
            ("impact_meaning", "=", ends.MATERIAL),
            ("company_id", "=", self.env.company.id),
            *chosen["period"].moments("done_on"),
        ]
        fields_of = {
            "building_ids": "building_id",
            "site_ids": "building_id.site_id",
            "unit_ids": "owner_unit_id",
            "categ_ids": "categ_id",
        }
        domain += [(field, "in", chosen[name]) for name, field in fields_of.items() if chosen[name]]
        lines = self.env["furniture.end.line"]
        # sudo: kg in total, for whoever reads the ledger; the pieces that left are opened by those who may read them.
        groups = lines.sudo()._read_group(domain, ["fraction", "weight_source"], ["weight:sum", "__count"])
        labels = dict(lines._fields["fraction"]._description_selection(self.env))
        fractions = {}
        for fraction, _source, kg, _count in groups:
            name = labels.get(fraction) or self.env._("Fraction not stated")
            fractions[name] = fractions.get(name, 0) + kg
        unknown = sum(count for _fraction, source, _kg, count in groups if source == "unknown")
        return {
            "kg": round(sum(fractions.values()), 2),
            "pieces": sum(count for *_rest, count in groups),
            "unweighed": unknown,
            "fractions": [{"name": name, "kg": round(kg, 2)} for name, kg in sorted(fractions.items(), key=lambda pair: -pair[1])],
            "domain": domain if lines.has_access("read") else False,
        }  # fmt: skip


def _share(part, whole):
    """A percentage with one decimal, or None of nothing."""
    return round(100 * part / whole, 1) if whole else None
