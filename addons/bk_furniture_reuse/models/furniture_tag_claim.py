from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.tag_code import format_readable


class BlankTags:
    """Blank tags for the pieces of one ``create``, in their order; nobody can send such an object over the network.

    :param tags: list of tags, each a single one or an empty set
    """

    def __init__(self, tags):
        self.tags = tags


class FurnitureTag(models.Model):
    """A blank tag that was put on something becomes its tag."""

    _inherit = "furniture.tag"

    def _claim(self, targets):
        """These blank tags go into use: the first one on the first of ``targets``, and so on. Batches of any size.

        Of two people who claim a tag in the same instant exactly one gets it: the rows are locked, so the other one waits, and
        their message is tried again and finds the tag in use.

        :param targets: pieces or places, as many as tags
        :raise UserError: when one of the tags is not blank any more
        """
        # sudo: tags are nobody's to edit; who may put one on something is checked by whoever calls.
        tags_sudo = self.sudo()
        tags_sudo.flush_recordset(["state"])
        blank = self.env.execute_query(
            SQL("SELECT id FROM furniture_tag WHERE id = ANY(%s) AND state = 'blank' ORDER BY id FOR UPDATE", self.ids)
        )
        taken = tags_sudo - tags_sudo.browse(tag_id for (tag_id,) in blank)
        if taken:
            raise UserError(self.env._("Tag %s is not blank any more. Take another one.", taken[0]._readable()))
        for tag, target in zip(tags_sudo, targets, strict=True):
            tag.write(self._prepare_claim_vals(target))
        tags_sudo.flush_recordset()  # what the database refuses is refused here, while it can be told of which tag

    @api.model
    def _own_in_use(self, targets):
        """``{id of a piece or place: its own tag in use}`` for those of ``targets`` that have one. One query."""
        field = "lot_id" if targets._name == "stock.lot" else "location_id"
        tags = self.search_fetch(
            [(field, "in", targets.ids), ("state", "=", "claimed"), ("origin", "=", "own")],
            [field, "code", "origin", "state", "claimed_on", "claimed_by_id"],
        )
        return {tag[field].id: tag for tag in tags}

    @api.model
    def _create_for_pieces(self, lots):
        blank = self.env.context.get("blank_tags")
        if isinstance(blank, BlankTags):
            brought = [(tag.id, lot.id) for lot, tag in zip(lots, blank.tags, strict=True) if tag]
            tags = self.browse(tag_id for tag_id, _lot in brought)
            tags._claim(lots.browse(lot_id for _tag, lot_id in brought))
        return super()._create_for_pieces(lots)

    def _readable(self):
        """The code as people read it out: ours in groups, others as they are."""
        return format_readable(self.code) if self.origin == "own" else self.code
