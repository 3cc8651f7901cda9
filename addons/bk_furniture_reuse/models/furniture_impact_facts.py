from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ..tools.impact import arithmetic
from ..tools.impact.life import Life, remaining_life
from ..tools.impact.process import REFURB, STORAGE, TRANSPORT
from .furniture_impact_assess import LIFE_NEW

DAYS_A_MONTH = 30.4375


class FurnitureImpactEvent(models.Model):
    """What is known about the pieces of events: factor, years left, weight, price, the ways that they went and what that cost.

    Everything is read for many events at a time. What is not known is None, never 0.
    """

    _inherit = "furniture.impact.event"

    # Factor and years

    def _choose_factors(self):
        """``{event: (edition, factor, grade)}``; factor and grade are empty when the edition has none for the piece."""
        choice = {}
        by_edition = defaultdict(self.browse)
        approved = self.env["furniture.impact.edition"]._all_approved()
        for event in self:
            by_edition[approved._of_day(event._day())] |= event
        for edition, events in by_edition.items():
            book = edition.factor_ids._as_book()
            for event in events:
                choice[event] = (edition, *book.choose(*event.lot_id._impact_scope(), event._day()))
        return choice

    def _lives(self):
        """``{event: (factor choice, years left)}``: the choice as of ``_choose_factors``, the years as of ``tools/impact/life.py``."""
        result = {}
        for event, choice in self._choose_factors().items():
            lot, factor = event.lot_id, choice[1]
            life_new = factor.life_new or LIFE_NEW
            life = remaining_life(
                life_new, lot.condition or None, lot.year_made or None, event._day().year, lot.remaining_years or None
            )
            result[event] = (choice, Life(round(life.years, 2), life.basis))
        return result

    # Ways

    def _journeys(self, since):
        """``{event: [done move lines, oldest first]}``: the ways of its piece after ``since[event]`` up to the event.

        :param since: ``{event: moment of the claim before, or None}``
        """
        lines = self.env["stock.move.line"].search(
            Domain("lot_id", "in", self.lot_id.ids)
            & Domain("state", "=", "done")
            & Domain("date", "<=", max(self.mapped("date"))),
            order="date, id",
        )
        by_lot = lines.grouped("lot_id")
        return {
            event: [
                line
                for line in by_lot.get(event.lot_id, ())
                if line.date <= event.date and (since.get(event) is None or line.date > since[event])
            ]
            for event in self
        }

    def _steps(self, journeys, since):
        """``{event: [step of tools/impact/process.py, with what it cost]}``; arguments as of ``_journeys``."""
        trips = self.env["furniture.impact.trips"]._of_lines({line for lines in journeys.values() for line in lines})
        repairs = self._refurbishments_since(since)
        result = {}
        for event, lines in journeys.items():
            steps = []
            for number, line in enumerate(lines):
                way = trips.get(line)
                if way:
                    steps.append(way)
                place = line.location_dest_id
                following = lines[number + 1] if number + 1 < len(lines) else None
                if place.place_kind == "store" and following:
                    days = (following.date - line.date).total_seconds() / 86400
                    if days >= 1:
                        steps.append(event._storage_step(place, days))
            result[event] = steps + repairs.get(event, [])
        return result

    def _storage_step(self, place, days):
        lot = self.lot_id
        step = {"step": STORAGE, "place": place.display_name, "months": round(days / DAYS_A_MONTH, 3)}
        if lot.width and lot.depth:
            step["m2"] = round(lot.width * lot.depth / 10000, 3)
        return step

    def _refurbishments_since(self, since):
        """``{event: [refurb steps]}``: orders of the piece that ended in the time that the event answers for."""
        orders = self.env["repair.order"].search(
            [
                ("lot_id", "in", self.lot_id.ids),
                ("is_furniture", "=", True),
                ("state", "=", "done"),
                ("ended_on", "!=", False),
            ],
            order="ended_on, id",
        )
        by_lot = orders.grouped("lot_id")
        result = {}
        for event in self:
            before = since.get(event)
            result[event] = [
                {
                    "step": REFURB,
                    "action": order.wanted_result or "other",
                    "order": order.name,
                    **({"cost": order.total_cost} if order.total_cost else {}),
                }
                for order in by_lot.get(event.lot_id, ())
                if order.ended_on <= event.date and (before is None or order.ended_on > before)
            ]
        return result

    # Money

    def _money(self, steps, mass, discarded, d_default, book, first):
        """The money of one event: amounts (None = not known) and where each is from.

        :param steps: its steps
        :param discarded: whether the piece would have been thrown away
        :param first: whether nothing was claimed for the piece before: its registration belongs to this event
        :param book: prices of the company, see ``furniture.impact.price._book``
        :return: (``arithmetic.Money``, amounts by name, sources by name, price when new, its source, its data)
        """
        self.ensure_one()
        day, prices = self._day(), self.env["furniture.impact.price"]
        sources = {}

        def listed(code, categ_id=False):
            price = prices._find(book, code, day, categ_id)
            return (price.amount, price._source_text()) if price else (None, None)

        price_new, price_source, price_data = self._price_new(listed)
        amounts = {
            "used_price": self._used_price(sources, first),
            "refurb": self._refurb_cost(steps, sources),
            "transport": self._transport_cost(steps, listed, sources),
            "storage": self._storage_cost(steps, listed, sources),
            "labour": self._labour_cost(steps, listed, sources, first),
            "avoided_disposal": self._avoided_disposal(mass, discarded, listed, sources),
            "income": self._income(sources),
        }
        # What somebody else did not buy is no money of ours.
        d = 0 if self.kind == "outside" else d_default
        money = arithmetic.money(d, price_new, **amounts)
        return money, amounts, sources, price_new, price_source, price_data

    def _price_new(self, listed):
        """(price when new or None, its source, measured / typical / none)."""
        lot = self.lot_id
        if lot.own_price_new:
            return lot.own_price_new, self.env._("Registered on %s", lot.name), "measured"
        if lot.price_new:
            template = lot.product_id.product_tmpl_id
            return lot.price_new, template.price_new_source or self.env._("Registered on %s", template.name), "measured"
        amount, source = listed("price_new", lot.categ_id.id)
        return (amount, source, "typical") if amount else (None, "", "none")

    def _used_price(self, sources, first):
        # Paid once, whichever event of the piece claims first.
        if not first or self.lot_id.acquired_as != "used":
            return 0
        sources["used_price"] = self.env._("Cost registered on %s", self.lot_id.name) if self.lot_id.cost else ""
        return self.lot_id.cost or None

    def _refurb_cost(self, steps, sources):
        done = [step for step in steps if step["step"] == REFURB]
        sources["refurb_cost"] = ", ".join(step["order"] for step in done)
        return None if any("cost" not in step for step in done) else sum(step["cost"] for step in done)

    def _transport_cost(self, steps, listed, sources):
        known, total = [], 0
        for step in steps:
            if step["step"] != TRANSPORT:
                continue
            if "cost" in step:
                total += step["cost"]
                known.append(step.get("voucher") or step["trip"])
            elif step.get("km") == 0:
                continue
            else:
                rate, source = listed("drive_km")
                if rate is None or step.get("km") is None or not step.get("share"):
                    return None
                total += step["km"] * rate * step["share"]
                known.append(source)
        sources["transport_cost"] = ", ".join(dict.fromkeys(known))
        return total

    def _storage_cost(self, steps, listed, sources):
        stays = [step for step in steps if step["step"] == STORAGE]
        if not stays:
            return 0
        rent, source = listed("rent_m2_month")
        if rent is None or any("m2" not in step for step in stays):
            return None
        sources["storage_cost"] = source
        return sum(arithmetic.storage_cost(step["m2"], step["months"], rent) for step in stays)

    def _labour_cost(self, steps, listed, sources, first):
        rate, rate_source = listed("hour_rate")
        handling, handling_source = listed("handling_hours")
        registration, registration_source = listed("registration_hours")
        if None in (rate, handling, registration):
            return None
        ways = sum(step["step"] == TRANSPORT for step in steps)
        sources["labour_cost"] = ", ".join(
            dict.fromkeys((rate_source, handling_source, *([registration_source] if first else [])))
        )
        return arithmetic.labour_cost(handling * ways + (registration if first else 0), rate)

    def _avoided_disposal(self, mass, discarded, listed, sources):
        if not discarded:
            return 0
        price, source = listed("disposal_kg")
        if price is None or mass is None:
            return None
        sources["avoided_disposal"] = source
        return mass * price

    def _income(self, sources):
        if self.kind != "outside" or self.end_line_id.kind != "sold":
            return 0
        sources["income"] = self.end_line_id.end_id.name
        return self.end_line_id.price or None
