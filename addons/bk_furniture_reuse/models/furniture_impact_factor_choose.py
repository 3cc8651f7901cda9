from collections import defaultdict

from odoo import models

from ..tools.impact import arithmetic, factors


class FurnitureImpactFactor(models.Model):
    """Finding the factor of a piece among those of an edition."""

    _inherit = "furniture.impact.factor"

    def _as_book(self):
        """These factors, so that many pieces can be looked up without a query."""
        return FactorBook(self)

    def _arithmetic(self):
        """The factor as ``tools/impact/arithmetic.py`` takes it; None when nothing is quantified."""
        if not self or not self.quantified:
            return None
        return arithmetic.Factor(self.low or None, self.value, self.high or None, self.per_kg, self.scale_mass or None)

    def _scope(self):
        self.ensure_one()
        if self.product_tmpl_id:
            return (factors.MODEL, self.product_tmpl_id.id)
        if self.maker_id:
            kind = ("kind", self.kind_id.id) if self.kind_id else ("categ", self.categ_id.id)
            return (factors.MAKER, self.maker_id.id, *kind)
        return (factors.CATEGORY, self.categ_id.id) if self.categ_id else (factors.STANDARD, self.kind_id.id)


class FactorBook:
    """The factors of one edition by what they are for."""

    def __init__(self, all_factors):
        self._none = all_factors.browse()
        self._by_scope = defaultdict(list)
        for factor in all_factors:
            scope = factor._scope()
            self._by_scope[scope].append(factor)

    def choose(self, product, maker, category, kind, day):
        """(factor, effective grade) of a piece of these on a day; an empty record and False when there is none."""
        owners = {
            (factors.MODEL, product.id): factors.MODEL,
            (factors.MAKER, maker.id, "categ", category.id): factors.MAKER,
            (factors.MAKER, maker.id, "kind", kind.id): factors.MAKER,
            (factors.CATEGORY, category.id): factors.CATEGORY,
            (factors.STANDARD, kind.id): factors.STANDARD,
        }
        found = {
            factor.id: (factor, owner) for scope, owner in owners.items() for factor in self._by_scope.get(scope, ())
        }
        choice = factors.choose(
            [
                factors.Candidate(factor.id, owner, factor.grade, factor.valid_from or None, factor.valid_to or None)
                for factor, owner in found.values()
            ],
            day,
        )
        return (found[choice.candidate.id][0], choice.grade) if choice else (self._none, False)
