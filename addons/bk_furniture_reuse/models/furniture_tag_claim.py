from odoo import api, models


class BlankTags:
    """Blank tags for the pieces of one ``create``, in their order; nobody can send such an object over the network.

    :param tags: list of tags, each a single one or an empty set
    """

    def __init__(self, tags):
        self.tags = tags


class FurnitureTag(models.Model):
    """A blank tag that was put on a piece becomes its tag: pieces that bring one get no other."""

    _inherit = "furniture.tag"

    @api.model
    def _create_for_pieces(self, lots):
        blank = self.env.context.get("blank_tags")
        if isinstance(blank, BlankTags):
            for lot, tag in zip(lots, blank.tags, strict=True):
                if tag:
                    # The system's own environment, as for tags that are made: tags are nobody's to edit.
                    tag.with_env(self.env).write(self._prepare_claim_vals(lot))
        return super()._create_for_pieces(lots)
