from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.purpose import RESERVED
from .product_template import STAFF

LINEAGE = frozenset(("rebuild_id", "rebuilt_in_id"))


class StockLot(models.Model):
    """What a piece was made from and what it became, the whole tree both ways."""

    _inherit = "stock.lot"

    end_kind = fields.Selection(selection_add=[("rebuilt", "Rebuilt"), ("undone", "Rebuilding undone")])
    rebuild_id = fields.Many2one(
        "furniture.rebuild",
        "Made by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=STAFF,
    )
    rebuilt_in_id = fields.Many2one(
        "furniture.rebuild",
        "Rebuilt in",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=STAFF,
    )
    made_from_tree = fields.Html("Made from", compute="_compute_lineage", sanitize=False)
    became_tree = fields.Html("Became", compute="_compute_lineage", sanitize=False)

    def _compute_lineage(self):
        # sudo: what a piece was made from is for everybody who sees the piece; numbers and models only are shown.
        lots = self.sudo()
        up, down = lots._lineage(backwards=True), lots._lineage(backwards=False)
        for lot, lot_sudo in zip(self, lots, strict=True):
            lot.made_from_tree = self._render_tree(up, lot_sudo)
            lot.became_tree = self._render_tree(down, lot_sudo)

    def _lineage(self, backwards):
        """The tree of these pieces, one query for each generation.

        :param backwards: what they were made from; else what they became
        :return: {piece: pieces of the next generation}
        """
        links = {}
        generation = self
        while generation:
            found = generation._made_from() if backwards else generation._became()
            links.update(found)
            following = self.browse().union(*found.values())
            generation = following.filtered(lambda lot: lot not in links)
        return links

    def _made_from(self):
        sources = self.env["furniture.rebuild.source"].search([("rebuild_id", "in", self.rebuild_id.ids)])
        by_rebuild = sources.grouped("rebuild_id")
        return {lot: by_rebuild[lot.rebuild_id].lot_id for lot in self if lot.rebuild_id in by_rebuild}

    def _became(self):
        new = self.search([("rebuild_id", "in", self.rebuilt_in_id.ids)])
        by_rebuild = new.grouped("rebuild_id")
        return {lot: by_rebuild[lot.rebuilt_in_id] for lot in self if lot.rebuilt_in_id in by_rebuild}

    @api.model
    def _render_tree(self, links, lot):
        following = links.get(lot)
        if not following:
            return False
        rows = Markup().join(
            Markup('<li><a href="/odoo/furniture/%s">%s</a> %s%s</li>')
            % (one.id, one.name, one.product_id.display_name, self._render_tree(links, one) or "")
            for one in following
        )
        return Markup("<ul>%s</ul>") % rows

    def write(self, vals):
        self._check_lineage_not_written(vals)
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        # A default in the context is written as what it stands for.
        self._check_lineage_not_written({name for name in LINEAGE if self.env.context.get(f"default_{name}")})
        for vals in vals_list:
            self._check_lineage_not_written(vals)
        return super().create(vals_list)

    @api.model
    def _check_lineage_not_written(self, vals):
        if LINEAGE.intersection(vals) and not self.env.su:
            raise AccessError(self.env._("What a piece was made from is written by a rebuilding. Make one instead."))

    # What a rebuilding does with pieces

    def _rebuild_place(self):
        """Where pieces go that are rebuilt, and where the new ones come from: Odoo's place of production."""
        return self.product_id.with_company(self.company_id or self.env.company).property_stock_production

    def _check_in_stock_for_rebuilding(self):
        """Refuse pieces that are not here or are somebody's.

        :raise UserError: naming the pieces and what to do
        """
        gone = self.filtered(lambda lot: lot.end_kind or lot.location_id.usage != "internal")
        if gone:
            raise UserError(self.env._("%s: not in stock, so it cannot be rebuilt.", gone._first_names()))
        held = self.filtered(lambda lot: lot.purpose == RESERVED)
        if held:
            raise UserError(held._held_sentence())
        # sudo: quants are the system's, as in Odoo.
        planned = self.env["stock.quant"].sudo().search(
            [("lot_id", "in", self.ids), ("reserved_quantity", ">", 0), ("location_id.usage", "=", "internal")], limit=6
        )  # fmt: skip
        if planned:
            raise UserError(
                self.env._("%s: about to be moved. Do or cancel the transfer first.", planned.lot_id._first_names())
            )

    def _cease_by_rebuilding(self, rebuild):
        # sudo: the end follows from the rebuilding, which this person may do.
        self.sudo().write({"end_kind": "rebuilt", "rebuilt_in_id": rebuild.id, "available_from": False})

    def _cease_by_undoing(self):
        self.sudo().write({"end_kind": "undone"})  # sudo: follows from the undoing, which is checked there

    def _come_back(self):
        self.sudo().write({"end_kind": False, "rebuilt_in_id": False})  # sudo: as above

    def action_rebuild(self):
        """Button: plan what these pieces become."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_rebuild_action_new")
        return {**action, "context": {"active_model": "stock.lot", "active_ids": self.ids}}
