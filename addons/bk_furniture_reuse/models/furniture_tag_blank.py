from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.labels import Label
from ..tools.tag_code import format_readable


class FurnitureTag(models.Model):
    """Tags that are printed in advance: the batch they are of, what they are made for, and the number of the piece to come."""

    _inherit = "furniture.tag"
    _rec_names_search = ["code", "number"]

    batch_id = fields.Many2one("furniture.tag.batch", readonly=True, ondelete="restrict", index="btree_not_null")
    made_for = fields.Selection(
        [("piece", "Pieces"), ("place", "Places")], "Printed for", readonly=True, help="Empty: for either."
    )
    number = fields.Char(
        readonly=True, copy=False, help="Printed on the tag; the piece that gets the tag is called so."
    )

    _number_uniq = models.UniqueIndex("(number)", "This number is printed on another tag.")
    _numbers_for_pieces = models.Constraint(
        """CHECK((batch_id IS NULL) = (made_for IS NULL)
             AND (number IS NOT NULL) = (made_for IS NOT NULL AND made_for = 'piece'))""",
        "Tags of a batch are for pieces, with a number, or for places, without.",
    )
    _made_for_fits = models.Constraint(
        """CHECK(made_for IS NULL OR (made_for = 'piece' AND location_id IS NULL)
                                  OR (made_for = 'place' AND lot_id IS NULL))""",
        "This tag is printed for the other kind: tags for pieces go on pieces, tags for places on places.",
    )
    _blank_of_batch_idx = models.Index("(batch_id, id) WHERE state = 'blank'")

    @api.depends("code", "number")
    @api.depends_context("tag_numbers")
    def _compute_display_name(self):
        """What is printed on the tag, where tags of a batch are chosen; else the code."""
        printed = self.env.context.get("tag_numbers")
        for tag in self:
            tag.display_name = tag._printed_number() if printed else tag.code

    @api.model
    def _search_display_name(self, operator, value):
        """By number or code, also typed in groups as it is printed."""
        domain = super()._search_display_name(operator, value)
        if operator == "ilike" and isinstance(value, str):
            domain = Domain(domain) | Domain("code", "ilike", "".join(value.split()).replace("-", ""))
        return domain

    def _printed_number(self):
        """What people read on this tag: its number, else its code in groups."""
        return self.number or (format_readable(self.code) if self.origin == "own" else self.code)

    @api.model
    def _own_by_target(self, targets):
        if targets._name == self._name:
            return {tag.id: tag for tag in targets}
        return super()._own_by_target(targets)

    def _labels(self, with_code=False):
        """The labels of these blank tags, in their order.

        :param with_code: also the code in clear, where a number stands in its place
        """
        self.fetch(["code", "number", "origin", "batch_id", "made_for"])
        # sudo: the name of the organisation is printed for everybody to read.
        owners = {batch: batch.company_id.name for batch in self.sudo().batch_id}
        own = self.env.company.name
        return [
            Label(
                tag.url,
                tag._printed_number(),
                owner=owners.get(tag.batch_id, own),
                code=format_readable(tag.code) if with_code and tag.number else "",
            )
            for tag in self
        ]
