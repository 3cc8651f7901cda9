from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools import suitability as rules

NAMED = 5


class StockLot(models.Model):
    """Where a piece may stand: its tags against the rules of the place."""

    _inherit = "stock.lot"

    suitability_fact_ids = fields.One2many("furniture.suitability.fact", "lot_id", string="Suitability of this piece")
    # Not stored: a check runs out without anybody writing anything. Any number of pieces is read in three queries.
    suitability_ids = fields.Many2many(
        "furniture.suitability",
        compute="_compute_suitability_ids",
        search="_search_suitability_ids",
        help="What holds for the piece today: what its model says, less and more what was said of the piece.",
    )

    @api.depends("product_tmpl_id.suitability_ids", "suitability_fact_ids.says", "suitability_fact_ids.valid_until")
    def _compute_suitability_ids(self):
        tags = self._suitability_tags()
        for lot in self:
            lot.suitability_ids = [Command.set(sorted(tags.get(lot._origin.id, ())))]

    @api.model
    def _search_suitability_ids(self, operator, value):
        if operator == "any":
            operator, value = "in", self.env["furniture.suitability"].search(value).ids
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        found = Domain.FALSE
        for tag in filter(None, value):
            said = [("suitability_id", "=", tag)]
            holds = [
                *said, ("says", "=", "has"), "|", ("valid_until", "=", False), ("valid_until", ">=", today),
            ]  # fmt: skip
            found |= Domain("suitability_fact_ids", "any", holds)
            found |= Domain("product_tmpl_id.suitability_ids", "in", [tag]) & Domain(
                "suitability_fact_ids", "not any", said
            )
        if not all(value):
            found |= ~self._search_suitability_ids(
                "in", self.env["furniture.suitability"].search([("active", "=", True)]).ids
            )
        return found

    def _suitability_tags(self):
        """``{piece id: tags that hold today}``; archived tags hold for nothing."""
        today = fields.Date.context_today(self)
        # sudo: what a piece is suitable for is no secret, and a rule holds for whoever moves it.
        lots = self._origin.sudo()
        facts = {}
        for fact in (
            self.env["furniture.suitability.fact"]
            .sudo()
            .search([("lot_id", "in", lots.ids), ("suitability_id.active", "=", True)])
        ):
            facts.setdefault(fact.lot_id.id, []).append(
                rules.Fact(fact.suitability_id.id, fact.says == "has", fact.valid_until or None)
            )
        models_tags = {model: model.suitability_ids.ids for model in lots.product_tmpl_id}
        return {
            lot.id: rules.effective_tags(models_tags.get(lot.product_tmpl_id, ()), facts.get(lot.id, ()), today)
            for lot in lots
        }

    @api.model
    def _suitability_breaches(self, placements):
        """The rules that pieces would break: a list of (place, ``tools.suitability.Breach``).

        :param placements: ``{place: pieces}``
        """
        all_rules = self.env["stock.location"].union(*placements)._suitability_rules()
        ruled = {place: lots for place, lots in placements.items() if any(all_rules[place])}
        if not ruled:
            return []
        lots = self.union(*ruled.values()).sudo()
        tags = lots._suitability_tags()
        pieces = {
            lot.id: rules.Piece(
                lot.id,
                tags[lot.id],
                frozenset(int(part) for part in (lot.categ_id.parent_path or "").split("/") if part),
            )
            for lot in lots
        }
        required = (
            self.env["furniture.suitability"].sudo().browse({tag for place in ruled for tag in all_rules[place][0]})
        )
        concerns = {tag.id: frozenset(tag.categ_ids.ids) for tag in required}
        allowed = self._allowed_suitability(ruled)
        return [
            (place, breach)
            for place, lots in ruled.items()
            for breach in rules.breaches(
                [pieces[number] for number in lots.ids], *all_rules[place], concerns, allowed.get(place.id, frozenset())
            )
        ]

    @api.model
    def _allowed_suitability(self, placements):
        """``{place id: pairs (piece id, tag)}`` that a manager has allowed: for the place or for one around it."""
        lots = self.union(*placements.values())
        given = {}
        for override in (
            self.env["furniture.suitability.override"]
            .sudo()
            .search([("lot_id", "in", lots.ids), ("ended_on", "=", False)])
        ):
            given.setdefault(override.location_id.id, set()).add((override.lot_id.id, override.suitability_id.id))
        return {
            place.id: frozenset().union(*(given.get(number, ()) for number in place._place_and_around()))
            for place in placements
        }

    @api.model
    def _check_suitability(self, placements):
        """Refuse ``placements``, a ``{place: pieces}``, when a piece breaks a rule of its place and no manager has allowed it."""
        found = self._suitability_breaches(placements)
        if found:
            raise UserError(
                "\n".join(
                    [
                        *(self._breach_text(place, breach) for place, breach in found),
                        self.env._(
                            "Choose other pieces or another place, or ask the furniture manager to allow it with a reason."
                        ),
                    ]
                )
            )

    def _suitable_for(self, place):
        """Those of these pieces that may come to ``place``."""
        wrong = {number for _place, breach in self._suitability_breaches({place: self}) for number in breach.pieces}
        return self.filtered(lambda lot: lot.id not in wrong)

    @api.model
    def _breach_text(self, place, breach):
        """Which pieces, which place, which rule."""
        names = ", ".join(self.browse(breach.pieces[:NAMED]).sudo().mapped("name"))
        if len(breach.pieces) > NAMED:
            names = self.env._("%(names)s and %(count)s more", names=names, count=len(breach.pieces) - NAMED)
        values = {
            "place": place.sudo().display_name,
            "tag": self.env["furniture.suitability"].sudo().browse(breach.tag).name,
            "names": names,
        }
        if breach.kind == rules.REQUIRES:
            return self.env._("%(place)s requires “%(tag)s”, which these lack: %(names)s.", **values)
        return self.env._("%(place)s does not take furniture marked “%(tag)s”: %(names)s.", **values)

    def _say_suitability(self, suitability, says, valid_until=False):
        """Say of these pieces that they have ``suitability`` (``has``), have it not (``lacks``) or are as their model (``model``)."""
        if self.filtered(lambda lot: not lot.is_furniture):
            raise UserError(self.env._("Suitability is kept for furniture only."))
        facts = self.env["furniture.suitability.fact"]
        known = facts.search([("lot_id", "in", self.ids), ("suitability_id", "=", suitability.id)])
        if says == "model":
            known.unlink()
            return
        vals = {"says": says, "valid_until": suitability.has_validity and says == "has" and valid_until}
        known.write(vals)
        facts.create([{"lot_id": lot.id, "suitability_id": suitability.id, **vals} for lot in self - known.lot_id])

    def _override_suitability(self, place, reason):
        """Allow these pieces in ``place`` against its rules, until they move on. Managers only, with a reason; always logged.

        :return: the new ``furniture.suitability.override``; empty when no rule is broken
        """
        if not self.env.su and not self.env.user.has_group("bk_furniture_reuse.group_manager"):
            raise AccessError(
                self.env._("Only the furniture manager sets aside a rule of a place. Ask them to allow it.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Write why these pieces may stand there against the rule."))
        self.check_access("write")
        # sudo: the log is the system's; nobody writes it directly.
        return (
            self.env["furniture.suitability.override"]
            .sudo()
            .create(
                [
                    {
                        "lot_id": number,
                        "location_id": place.id,
                        "suitability_id": breach.tag,
                        "kind": breach.kind,
                        "reason": reason.strip(),
                        "user_id": self.env.uid,
                    }
                    for _place, breach in self._suitability_breaches({place: self})
                    for number in breach.pieces
                ]
            )
        )
