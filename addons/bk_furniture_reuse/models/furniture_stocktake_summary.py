from markupsafe import Markup
from odoo import models

from ..tools import stocktake as rules


class FurnitureStocktake(models.Model):
    """What closing will do, in words, before anybody signs."""

    _inherit = "furniture.stocktake"

    def _closing_sentences(self):
        """One sentence for each thing that will happen or stay as it is; those that need an eye come with True."""
        self.ensure_one()
        plan = {outcome: len(lines) for outcome, lines in self._plan().items()}
        texts = {
            "moved": self.env._("Registered in the room where they were found: %s."),
            "moved_held": self.env._(
                "Reserved, and registered where they were found: %s. Whoever reserved them keeps them and is told."
            ),
            "taken_out": self.env._(
                "Missing, and taken out of stock: %s. They keep their page and come back when somebody scans them."
            ),
            "taken_out_released": self.env._(
                "Missing and reserved: %s. They are taken out, the reservation is released and the requester is told."
            ),
            "came_back": self.env._("Were not in stock, and come back where they were found: %s."),
            "back": self.env._("Carried back, and registered as before: %s."),
            "moved_since": self.env._("Moved after they were counted, and left as they are: %s."),
            "clarify": self.env._(
                "Have an end (sold, recycled ...) and were seen all the same: %s. Clarify them afterwards."
            ),
        }
        warned = ("taken_out_released", "clarify", "moved_since")
        sentences = [(texts[outcome] % plan[outcome], outcome in warned) for outcome in texts if plan.get(outcome)]
        unknown = len(self.line_ids.filtered(lambda line: line.result == rules.UNKNOWN))
        if unknown:
            sentences.append(
                (
                    self.env._(
                        "Unknown codes: %s. They change nothing. Link them to pieces first if you can.", unknown
                    ),
                    True,
                )
            )
        waiting = self.room_ids.filtered(lambda room: room.state == "waiting")
        if waiting:
            left = self.line_ids.filtered(
                lambda line: line.room_id in waiting.location_id and line.result == rules.EXPECTED
            )
            sentences.append(
                (
                    self.env._(
                        "Rooms not counted: %(rooms)s. What is registered there (%(pieces)s) stays as it is: not counted is not missing.",
                        rooms=len(waiting), pieces=len(left),
                    ),
                    True,
                )
            )  # fmt: skip
        if not sentences:
            sentences.append((self.env._("Everything is where it was expected. Stock stays as it is."), False))
        return sentences

    def _closing_summary(self):
        items = [
            Markup('<li class="%s">%s</li>') % ("text-warning-emphasis fw-bold" if warned else "", text)
            for text, warned in self._closing_sentences()
        ]
        return Markup("<ul>%s</ul>") % Markup("").join(items)

    def action_close(self):
        """Ask the manager, with a summary of what will happen."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close the stock-take"),
            "res_model": "furniture.stocktake.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_stocktake_id": self.id},
        }
