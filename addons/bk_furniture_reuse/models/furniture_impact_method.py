from odoo import api, models


class FurnitureImpactReport(models.AbstractModel):
    """What the reports say in words: headings of the entries, and the method, for people who were not there when it was made."""

    _inherit = "furniture.impact.report"

    @api.model
    def _method(self):
        """(heading, text) of each rule of the method."""
        _ = self.env._
        return [
            (
                _("What counts"),
                _(
                    "A piece of furniture that is put to use in a new place, or comes back refurbished, is an event. It counts when the piece has "
                    "stayed for 30 days. Temporary moves do not count. A piece counts once until it is refurbished, however often it moves, and no "
                    "year of use is counted twice."
                ),
            ),
            (
                _("Avoided emissions"),
                _(
                    "New production of a piece of the same type, times the share of a new purchase that it replaced, times the share of a lifetime "
                    "that it has left, less what was emitted by moving, storing and refurbishing it. In kg CO2e. A result may be negative and is "
                    "then shown."
                ),
            ),
            (
                _("Did it replace a purchase?"),
                _(
                    "Only a purchase that did not happen is a saving. How much counts depends on what is documented: an order that was cancelled, a "
                    "need that a unit stated, a project where buying new was the alternative. Furniture that merely moved along counts as nothing in "
                    "the middle figure. The shares are on the list of the method's figures."
                ),
            ),
            (
                _("Lifetime"),
                _(
                    "The years that are left are what a person has assessed; else they follow from the condition, by a convention; else from the "
                    "year made; else a third of a lifetime is used."
                ),
            ),
            (
                _("Interval"),
                _(
                    "Low uses the low factor and the low share, high the high ones. An error in the factor of a type is the same for all its pieces, "
                    "so many pieces do not make the interval narrower."
                ),
            ),
            (
                _("Emitted by reuse"),
                _(
                    "Transport, storage and refurbishment, in a table of its own. Avoided emissions are not the organisation's own emissions with the "
                    "sign turned, and must not be subtracted from its greenhouse gas inventory (scope 1, 2 and 3)."
                ),
            ),
            (
                _("Waste avoided"),
                _("The weight of pieces that would have been thrown away now. Waiting with throwing something away is not counted."),
            ),
            (
                _("Money"),
                _(
                    "Amounts in NOK without VAT. The purchase avoided is gross: the price of an equivalent new piece times the share that was "
                    "replaced. The net has the price paid for used pieces, refurbishment, transport, storage and labour taken off. Where a price is "
                    "not known, nothing is counted, and the number of such prices is shown."
                ),
            ),
            (
                _("Lines"),
                _(
                    "Own reuse is the headline. What others reuse is on a line of its own, and so are rough estimates by weight and pieces without a "
                    "factor. The lines are never added together."
                ),
            ),
            (
                _("Recycling"),
                _("Furniture that was recycled is shown by fraction and weight. It is no reuse and is never added to it."),
            ),
            (
                _("Corrections"),
                _(
                    "An entry is never changed. A mistake is set right by a counter-entry, which has the same figures with the opposite sign, and a "
                    "new entry. Counting all over with other factors gives a restatement beside the ledger."
                ),
            ),
            (
                _("Grades"),
                _(
                    "A: product declaration (EPD), valid on the day. B: average backed by an EPD. C: average from a secondary source. D: few values. "
                    "E: proxy or convention, not in the headline."
                ),
            ),
        ]

    @api.model
    def _entry_headings(self):
        """``{key: heading}`` of ``tools.impact.book.entries.COLUMNS``."""
        _ = self.env._
        return {
            "name": _("Number"),
            "date": _("Date"),
            "month": _("Month"),
            "kind": _("Kind of entry"),
            "sign": _("Sign"),
            "counters": _("Counters"),
            "reason": _("Reason"),
            "entered_by": _("Entered by"),
            "entered_on": _("Entered on"),
            "piece": _("Piece"),
            "model": _("Furniture model"),
            "type_no": _("Type no."),
            "type": _("Furniture type"),
            "event": _("Event kind"),
            "from_place": _("From"),
            "to_place": _("To"),
            "site_no": _("Site no."),
            "site": _("Site"),
            "building": _("Building"),
            "unit_no": _("Unit no."),
            "unit": _("For unit"),
            "transfer": _("Transfer"),
            "reservation": _("Reservation"),
            "refurbishment": _("Refurbishment"),
            "end": _("End"),
            "line": _("Line no."),
            "line_name": _("Line of the report"),
            "edition": _("Edition"),
            "factor_no": _("Factor no."),
            "grade": _("Grade"),
            "factor_low": _("Factor, low"),
            "factor": _("Factor, default"),
            "factor_high": _("Factor, high"),
            "per_kg": _("Factor per kg (1 = yes)"),
            "normal_weight": _("Normal weight (kg)"),
            "weight": _("Weight (kg)"),
            "times": _("Factor counts times"),
            "displacement": _("Answer no."),
            "displacement_name": _("Replaced a purchase"),
            "answer_from": _("Answer from"),
            "evidence": _("Evidence"),
            "d_low": _("Replaces, low"),
            "d": _("Replaces"),
            "d_high": _("Replaces, high"),
            "life_new": _("Lifetime when new (years)"),
            "years": _("Years claimed"),
            "years_from": _("Years left from"),
            "share": _("Share of a lifetime"),
            "gross_low": _("New production, low (kg CO2e)"),
            "gross": _("New production (kg CO2e)"),
            "gross_high": _("New production, high (kg CO2e)"),
            "transport": _("Transport (kg CO2e)"),
            "refurb": _("Refurbishment (kg CO2e)"),
            "storage": _("Storage (kg CO2e)"),
            "process": _("Emitted by reuse (kg CO2e)"),
            "net_low": _("Avoided, low (kg CO2e)"),
            "net": _("Avoided (kg CO2e)"),
            "net_high": _("Avoided, high (kg CO2e)"),
            "discarded": _("Would have been thrown away (1 = yes)"),
            "waste": _("Waste avoided (kg)"),
            "price_new": _("Price when new"),
            "price_source": _("Source of the price"),
            "own_purchase": _("Own purchase (1 = yes)"),
            "avoided_purchase": _("Purchase avoided, gross"),
            "used_price": _("Paid for it used"),
            "refurb_cost": _("Cost of refurbishment"),
            "transport_cost": _("Cost of transport"),
            "storage_cost": _("Cost of storage"),
            "labour_cost": _("Cost of labour"),
            "cost": _("Costs"),
            "avoided_disposal": _("Disposal avoided"),
            "income": _("Sold for"),
            "net_saving": _("Saved, net"),
            "price_missing": _("Prices missing"),
            "factor_data": _("Factor: 1 measured, 2 typical, 3 none"),
            "weight_data": _("Weight: 1 measured, 2 typical, 3 none"),
            "price_data": _("Price: 1 measured, 2 typical, 3 none"),
            "missing": _("Not known"),
        }

    @api.model
    def _missing_words(self):
        """``{code: words}`` of what may not be known about an entry."""
        _ = self.env._
        return {
            "factor": _("Factor"),
            "mass": _("Weight"),
            "price": _("Price when new"),
            "transport": _("Emissions of transport"),
            "storage": _("Emissions of storage"),
            "refurb_kg": _("Emissions of refurbishment"),
            "used_price": _("Price paid for it used"),
            "refurb_cost": _("Cost of refurbishment"),
            "transport_cost": _("Cost of transport"),
            "storage_cost": _("Cost of storage"),
            "labour": _("Cost of labour"),
            "avoided_disposal": _("Cost of disposal that was avoided"),
            "income": _("What it was sold for"),
        }

    @api.model
    def _sanity_text(self, check):
        """What the comparison with others says, in words."""
        _ = self.env._
        if check.kg_per_piece is None:
            return _("Too few pieces to compare with published projects.")
        figures = {"figure": round(check.kg_per_piece, 1)}
        if not check.flag:
            return _("%(figure)s kg CO2e for each piece: inside the 50-77 kg of published projects.", **figures)
        causes = {
            "unquantified": _("many pieces without a factor"),
            "factors": _("factors unlike those of others"),
            "displacement": _("the share of purchases that were replaced; others mostly count a whole new piece for each"),
            "life": _("the share of a lifetime that is left; others mostly count a whole lifetime"),
            "process": _("what was emitted by reuse"),
        }
        figures["cause"] = causes.get(check.cause, "")
        if check.flag == "low":
            return _("%(figure)s kg CO2e for each piece: below the 50-77 kg of published projects. Most likely cause: %(cause)s.", **figures)
        return _("%(figure)s kg CO2e for each piece: above the 50-77 kg of published projects. Most likely cause: %(cause)s.", **figures)
