from odoo import api, models


class FurnitureImpactReport(models.AbstractModel):
    """What the reports say in words: headings of the entries, and the method, for people who were not there when it was made."""

    _inherit = "furniture.impact.report"

    @api.model
    def _method(self):
        """(heading, text) of each rule of the method."""
        return [
            (
                self.env._("What counts"),
                self.env._(
                    "A piece of furniture that is put to use in a new place, or comes back refurbished, is an event. It counts when the piece has "
                    "stayed for 30 days. Temporary moves do not count. A piece counts once until it is refurbished, however often it moves, and no "
                    "year of use is counted twice."
                ),
            ),
            (
                self.env._("Avoided emissions"),
                self.env._(
                    "New production of a piece of the same type, times the share of a new purchase that it replaced, times the share of a lifetime "
                    "that it has left, less what was emitted by moving, storing and refurbishing it. In kg CO2e. A result may be negative and is "
                    "then shown."
                ),
            ),
            (
                self.env._("Did it replace a purchase?"),
                self.env._(
                    "Only a purchase that did not happen is a saving. How much counts depends on what is documented: an order that was cancelled, a "
                    "need that a unit stated, a project where buying new was the alternative. Furniture that merely moved along counts as nothing in "
                    "the middle figure. The shares are on the list of the method's figures."
                ),
            ),
            (
                self.env._("Lifetime"),
                self.env._(
                    "The years that are left are what a person has assessed; else they follow from the condition, by a convention; else from the "
                    "year made; else a third of a lifetime is used."
                ),
            ),
            (
                self.env._("Interval"),
                self.env._(
                    "Low uses the low factor and the low share, high the high ones. An error in the factor of a type is the same for all its pieces, "
                    "so many pieces do not make the interval narrower."
                ),
            ),
            (
                self.env._("Emitted by reuse"),
                self.env._(
                    "Transport, storage and refurbishment, in a table of its own. Avoided emissions are not the organisation's own emissions with the "
                    "sign turned, and must not be subtracted from its greenhouse gas inventory (scope 1, 2 and 3)."
                ),
            ),
            (
                self.env._("Waste avoided"),
                self.env._(
                    "The weight of pieces that would have been thrown away now. Waiting with throwing something away is not counted."
                ),
            ),
            (
                self.env._("Money"),
                self.env._(
                    "Amounts in NOK without VAT. The purchase avoided is gross: the price of an equivalent new piece times the share that was "
                    "replaced. The net has the price paid for used pieces, refurbishment, transport, storage and labour taken off. Where a price is "
                    "not known, nothing is counted, and the number of such prices is shown."
                ),
            ),
            (
                self.env._("Lines"),
                self.env._(
                    "Own reuse is the headline. What others reuse is on a line of its own, and so are rough estimates by weight and pieces without a "
                    "factor. The lines are never added together."
                ),
            ),
            (
                self.env._("Recycling"),
                self.env._(
                    "Furniture that was recycled is shown by fraction and weight. It is no reuse and is never added to it."
                ),
            ),
            (
                self.env._("Corrections"),
                self.env._(
                    "An entry is never changed. A mistake is set right by a counter-entry, which has the same figures with the opposite sign, and a "
                    "new entry. Counting all over with other factors gives a restatement beside the ledger."
                ),
            ),
            (
                self.env._("Grades"),
                self.env._(
                    "A: product declaration (EPD), valid on the day. B: average backed by an EPD. C: average from a secondary source. D: few values. "
                    "E: proxy or convention, not in the headline."
                ),
            ),
        ]

    @api.model
    def _entry_headings(self):
        """``{key: heading}`` of ``tools.impact.book.entries.COLUMNS``."""
        return {
            "name": self.env._("Number"),
            "date": self.env._("Date"),
            "month": self.env._("Month"),
            "kind": self.env._("Kind of entry"),
            "sign": self.env._("Sign"),
            "counters": self.env._("Counters"),
            "reason": self.env._("Reason"),
            "entered_by": self.env._("Entered by"),
            "entered_on": self.env._("Entered on"),
            "piece": self.env._("Piece"),
            "model": self.env._("Furniture model"),
            "type_no": self.env._("Type no."),
            "type": self.env._("Furniture type"),
            "event": self.env._("Event kind"),
            "from_place": self.env._("From"),
            "to_place": self.env._("To"),
            "site_no": self.env._("Site no."),
            "site": self.env._("Site"),
            "building": self.env._("Building"),
            "unit_no": self.env._("Unit no."),
            "unit": self.env._("For unit"),
            "transfer": self.env._("Transfer"),
            "reservation": self.env._("Reservation"),
            "refurbishment": self.env._("Refurbishment"),
            "end": self.env._("End"),
            "line": self.env._("Line no."),
            "line_name": self.env._("Line of the report"),
            "edition": self.env._("Edition"),
            "factor_no": self.env._("Factor no."),
            "grade": self.env._("Grade"),
            "factor_low": self.env._("Factor, low"),
            "factor": self.env._("Factor, default"),
            "factor_high": self.env._("Factor, high"),
            "per_kg": self.env._("Factor per kg (1 = yes)"),
            "normal_weight": self.env._("Normal weight (kg)"),
            "weight": self.env._("Weight (kg)"),
            "times": self.env._("Factor counts times"),
            "displacement": self.env._("Answer no."),
            "displacement_name": self.env._("Replaced a purchase"),
            "answer_from": self.env._("Answer from"),
            "evidence": self.env._("Evidence"),
            "d_low": self.env._("Replaces, low"),
            "d": self.env._("Replaces"),
            "d_high": self.env._("Replaces, high"),
            "life_new": self.env._("Lifetime when new (years)"),
            "years": self.env._("Years claimed"),
            "years_from": self.env._("Years left from"),
            "share": self.env._("Share of a lifetime"),
            "gross_low": self.env._("New production, low (kg CO2e)"),
            "gross": self.env._("New production (kg CO2e)"),
            "gross_high": self.env._("New production, high (kg CO2e)"),
            "transport": self.env._("Transport (kg CO2e)"),
            "refurb": self.env._("Refurbishment (kg CO2e)"),
            "storage": self.env._("Storage (kg CO2e)"),
            "process": self.env._("Emitted by reuse (kg CO2e)"),
            "net_low": self.env._("Avoided, low (kg CO2e)"),
            "net": self.env._("Avoided (kg CO2e)"),
            "net_high": self.env._("Avoided, high (kg CO2e)"),
            "discarded": self.env._("Would have been thrown away (1 = yes)"),
            "waste": self.env._("Waste avoided (kg)"),
            "price_new": self.env._("Price when new"),
            "price_source": self.env._("Source of the price"),
            "own_purchase": self.env._("Own purchase (1 = yes)"),
            "avoided_purchase": self.env._("Purchase avoided, gross"),
            "used_price": self.env._("Paid for it used"),
            "refurb_cost": self.env._("Cost of refurbishment"),
            "transport_cost": self.env._("Cost of transport"),
            "storage_cost": self.env._("Cost of storage"),
            "labour_cost": self.env._("Cost of labour"),
            "cost": self.env._("Costs"),
            "avoided_disposal": self.env._("Disposal avoided"),
            "income": self.env._("Sold for"),
            "net_saving": self.env._("Saved, net"),
            "price_missing": self.env._("Prices missing"),
            "factor_data": self.env._("Factor: 1 measured, 2 typical, 3 none"),
            "weight_data": self.env._("Weight: 1 measured, 2 typical, 3 none"),
            "price_data": self.env._("Price: 1 measured, 2 typical, 3 none"),
            "missing": self.env._("Not known"),
        }

    @api.model
    def _missing_words(self):
        """``{code: words}`` of what may not be known about an entry."""
        return {
            "factor": self.env._("Factor"),
            "mass": self.env._("Weight"),
            "price": self.env._("Price when new"),
            "transport": self.env._("Emissions of transport"),
            "storage": self.env._("Emissions of storage"),
            "refurb_kg": self.env._("Emissions of refurbishment"),
            "used_price": self.env._("Price paid for it used"),
            "refurb_cost": self.env._("Cost of refurbishment"),
            "transport_cost": self.env._("Cost of transport"),
            "storage_cost": self.env._("Cost of storage"),
            "labour": self.env._("Cost of labour"),
            "avoided_disposal": self.env._("Cost of disposal that was avoided"),
            "income": self.env._("What it was sold for"),
        }

    @api.model
    def _sanity_text(self, check):
        """What the comparison with others says, in words."""
        if check.kg_per_piece is None:
            return self.env._("Too few pieces to compare with published projects.")
        figures = {"figure": self._kg(check.kg_per_piece)}
        if not check.flag:
            return self.env._(
                "%(figure)s kg CO2e for each piece: inside the 50-77 kg of published projects.", **figures
            )
        causes = {
            "unquantified": self.env._("many pieces without a factor"),
            "factors": self.env._("factors unlike those of others"),
            "displacement": self.env._(
                "the share of purchases that were replaced; others mostly count a whole new piece for each"
            ),
            "life": self.env._("the share of a lifetime that is left; others mostly count a whole lifetime"),
            "process": self.env._("what was emitted by reuse"),
        }
        figures["cause"] = causes.get(check.cause, "")
        if check.flag == "low":
            return self.env._(
                "%(figure)s kg CO2e for each piece: below the 50-77 kg of published projects. Most likely cause: %(cause)s.",
                **figures,
            )
        return self.env._(
            "%(figure)s kg CO2e for each piece: above the 50-77 kg of published projects. Most likely cause: %(cause)s.",
            **figures,
        )
