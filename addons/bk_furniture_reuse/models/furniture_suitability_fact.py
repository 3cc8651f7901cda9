from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# So long before a check runs out the coordinators are told.
NOTICE_DAYS = 30


class FurnitureSuitabilityFact(models.Model):
    """What somebody has said of the suitability of one piece: it overrides what its model says, and may run out."""

    _name = "furniture.suitability.fact"
    _description = "Suitability of a piece"
    _order = "valid_until, id"
    _rec_name = "suitability_id"

    lot_id = fields.Many2one("stock.lot", "Piece", required=True, ondelete="cascade", index=True)
    suitability_id = fields.Many2one("furniture.suitability", required=True, ondelete="restrict", index=True)
    says = fields.Selection(
        [("has", "Has it"), ("lacks", "Does not have it")], "The piece", required=True, default="has"
    )
    valid_until = fields.Date(
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="The last day that it holds.",
    )
    has_validity = fields.Boolean(related="suitability_id.has_validity")
    told_on = fields.Date("Notice given on", readonly=True, copy=False)
    product_id = fields.Many2one(related="lot_id.product_id", string="Furniture model")
    building_id = fields.Many2one(related="lot_id.building_id")
    location_id = fields.Many2one(related="lot_id.location_id")

    _said_once = models.UniqueIndex(
        "(lot_id, suitability_id)", "This was said of the piece already. Change that line instead."
    )

    @api.depends("suitability_id", "says")
    def _compute_valid_until(self):
        today = fields.Date.context_today(self)
        for fact in self:
            if fact.says == "lacks" or not fact.suitability_id.has_validity:
                fact.valid_until = False
            elif not fact.valid_until:
                fact.valid_until = today + relativedelta(months=fact.suitability_id.validity_months)

    @api.constrains("suitability_id", "says", "valid_until")
    def _check_valid_until(self):
        for fact in self:
            if fact.says == "has" and fact.suitability_id.has_validity and not fact.valid_until:
                raise ValidationError(self.env._("%s: write the last day that it holds.", fact.suitability_id.name))

    @api.model_create_multi
    def create(self, vals_list):
        facts = super().create(vals_list)
        if facts.lot_id.filtered(lambda lot: not lot.is_furniture):
            raise UserError(self.env._("Suitability is kept for furniture only."))
        facts._log()
        return facts

    def write(self, vals):
        if {"lot_id", "suitability_id"} & set(vals):
            raise UserError(self.env._("Remove the line and write a new one for the other piece or tag."))
        if "valid_until" in vals:
            vals = {**vals, "told_on": False}
        result = super().write(vals)
        if {"says", "valid_until"} & set(vals):
            self._log()
        return result

    def unlink(self):
        self._log(self.env._("as its model"))
        return super().unlink()

    def _log(self, text=None):
        """A line in the history of each piece: lines of this table can be taken away, what was said cannot."""
        labels = dict(self._fields["says"]._description_selection(self.env))
        for facts in self.grouped("suitability_id").values():
            bodies = {}
            for fact in facts:
                words = [fact.suitability_id.name, text or labels[fact.says]]
                if fact.valid_until and not text:
                    words.append(self.env._("until %s", fields.Date.to_string(fact.valid_until)))
                bodies[fact.lot_id.id] = self.env._("Suitability: %s", ", ".join(words))
            # sudo: the note is the system's, for whoever may say it.
            self.env["stock.lot"].sudo().browse(bodies)._message_log_batch(bodies=bodies)

    @api.model
    def _cron_tell_running_out(self):
        """Tell the coordinators, once for each tag, how many pieces have a check that runs out soon. Each check is told of once."""
        today = fields.Date.context_today(self)
        last = today + relativedelta(days=NOTICE_DAYS)
        facts = self.search(
            [
                ("says", "=", "has"), ("valid_until", "<=", last), ("told_on", "=", False),
                ("lot_id", "any", list(self.env["stock.lot"]._present())),
            ]
        )  # fmt: skip
        coordinators = self.env["res.users"].search(
            [("all_group_ids", "in", self.env.ref("bk_furniture_reuse.group_coordinator").id), ("share", "=", False)]
        )
        for suitability, found in facts.grouped("suitability_id").items():
            for lang, users in coordinators.grouped("lang").items():
                speaking = self.with_context(lang=lang or self.env.lang).env
                text = speaking._(
                    "%(tag)s runs out for %(count)s pieces by %(date)s. Open Checks that run out to see them.",
                    tag=suitability.with_env(speaking).name,
                    count=len(found),
                    date=fields.Date.to_string(last),
                )
                speaking["furniture.notice"]._tell(users, "other", text, record=suitability)
        facts.write({"told_on": today})
