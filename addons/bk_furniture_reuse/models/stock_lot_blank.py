from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .furniture_tag_claim import BlankTags


class StockLot(models.Model):
    """Numbers that are printed before the piece is there: taken from the sequence, kept for whoever brings the tag."""

    _inherit = "stock.lot"

    @api.model
    def _take_piece_numbers(self, count):
        """``count`` piece numbers without a gap, as a roll shows them; nobody else gets one of them."""
        # Two batches at once would take turns at the sequence; the second waits here for the first.
        self.env.execute_query(SQL("SELECT pg_advisory_xact_lock(hashtext('furniture.tag.batch numbers'))::text"))
        sequence = self.env["product.template"]._piece_sequence()
        run = []
        while len(run) < count:
            # A piece that is registered in between takes a number of the row: go on behind it.
            for value in self._next_piece_values(sequence, count - len(run)):
                if run and value != run[-1] + sequence.number_increment:
                    run = []
                run.append(value)
            if len(run) == count and self._are_taken(self._format_piece_numbers(sequence, run)):
                run = []
        return self._format_piece_numbers(sequence, run)

    @api.model
    def _are_taken(self, numbers):
        """Whether a piece has been given one of these numbers by hand."""
        # sudo: a number is taken by whatever piece has it, of other companies as well.
        return bool(self.sudo().search_count([("is_furniture", "=", True), ("name", "in", numbers)], limit=1))

    @api.model_create_multi
    def create(self, vals_list):
        blank = self.env.context.get("blank_tags")
        furniture = self._furniture_vals(vals_list)
        named = {vals["name"] for vals in furniture if vals.get("name")}
        # sudo: a number that is printed on a tag is taken, whoever may read the tag.
        tags = self.env["furniture.tag"].sudo()
        printed = tags.search([("number", "in", list(named))], limit=1) if named else tags
        if printed:
            raise UserError(
                self.env._(
                    "%s is printed on a tag already: scan that tag to register the piece, or leave the number empty.",
                    printed.number,
                )
            )
        if isinstance(blank, BlankTags):
            for vals, tag in zip(furniture, blank.tags, strict=True):
                if tag.number:
                    vals["name"] = tag.number
        return super().create(vals_list)
