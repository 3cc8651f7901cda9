from odoo import api, fields, models

from ..tools import stocktake as rules


class FurnitureStocktake(models.Model):
    """Reminders: the day before a count is due, and each week after it."""

    _inherit = "furniture.stocktake"

    @api.model
    def _cron_remind(self):
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("state", "in", rules.OPEN),
                ("date_due", "!=", False),
                ("date_due", "<=", fields.Date.add(today, days=1)),
                "|",
                ("reminded_on", "=", False),
                ("reminded_on", "<=", fields.Date.subtract(today, days=7)),
            ]
        )
        for stocktake in due:

            def text(env, stocktake=stocktake, over=stocktake.date_due < today):
                words = {"name": stocktake._title(), "date": stocktake.with_env(env)._format_due()}
                return (
                    env._("%(name)s: was due %(date)s", **words) if over else env._("%(name)s: due %(date)s", **words)
                )

            people = stocktake.counter_ids if stocktake.date_due >= today else stocktake.counter_ids | stocktake.user_id
            self.env["furniture.notice"]._tell(people, "stocktake", text, stocktake)
        due._at_work().write({"reminded_on": today})
