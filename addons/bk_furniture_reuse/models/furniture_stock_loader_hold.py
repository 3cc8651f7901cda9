from odoo import Command, api, models
from odoo.exceptions import LockError, UserError

from .furniture_bulk_mixin import KEY, QuantBatch


class FurnitureStockLoader(models.AbstractModel):
    """Holds: transfers that have reserved chosen pieces, so that Odoo lets nobody else move them away."""

    _inherit = "furniture.stock.loader"

    @api.model
    def _hold(self, lots, location_dest, origin, picking_type):
        """Hold pieces that are in stock and free.

        Release them with Odoo's own ``do_unreserve`` or ``action_cancel`` on the transfers.

        :param lots: the pieces
        :param location_dest: the place that the pieces are held for
        :param origin: what the transfers give as their source
        :param picking_type: an internal or outgoing operation type that reserves manually
        :return: the transfers, one for each building that pieces stand in, in state assigned
        :raise UserError: when a piece is not in stock, is held already, or is being worked on at this moment
        """
        quants = self._free_quants(lots, picking_type)
        company = picking_type.company_id
        if self._of_other_companies(lots.sudo(), (quants.location_id | location_dest).sudo(), company):
            raise UserError(
                self.env._(
                    "The pieces, the place and the operation type belong to different companies. Choose those of one company."
                )
            )
        self._forget_plans()
        batch = QuantBatch()
        pickings = (
            self.with_context(**{KEY: batch})
            ._create_hold(quants, location_dest, origin, picking_type)
            .with_env(self.env)
        )
        held = quants.filtered(lambda quant: batch.reserved.get((quant.location_id.id, quant.lot_id.id)) == 1)
        if len(held) != len(batch.reserved):
            raise ValueError("Odoo asked to reserve other quants than those of the pieces")
        held.write({"reserved_quantity": 1})
        return pickings

    @api.model
    def _hold_by_odoo(self, lots, location_dest, origin, picking_type):
        """Hold pieces as Odoo does, one quant at a time. Arguments and result as of ``_hold``."""
        return self._create_hold(self._free_quants(lots, picking_type), location_dest, origin, picking_type)

    @api.model
    def _free_quants(self, lots, picking_type):
        """The quants of ``lots``, locked until the transaction ends. Raises for what cannot be held."""
        if picking_type.code not in ("internal", "outgoing") or picking_type.reservation_method != "manual":
            raise UserError(
                self.env._(
                    "%s chooses the pieces itself. Set its reservation method to Manually, or choose another operation type.",
                    picking_type.display_name,
                )
            )
        # sudo: quants are the system's, as in Odoo
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search([("lot_id", "in", lots.ids), ("quantity", ">", 0), ("location_id.usage", "=", "internal")])
        )
        missing = lots - quants.filtered(lambda quant: quant.quantity == 1).lot_id
        if missing or len(quants) != len(lots):
            missing = missing or lots
            raise UserError(
                self.env._(
                    "%s: not in stock, so it cannot be held. Register where it stands first.", self._names(missing)
                )
            )
        held = quants.filtered("reserved_quantity").lot_id
        if held:
            raise UserError(
                self.env._("%s: held already. Choose other pieces, or release the hold first.", self._names(held))
            )
        try:
            quants.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is reserving or moving one of these pieces right now. Try again.")
            ) from error
        return quants

    @api.model
    def _create_hold(self, quants, location_dest, origin, picking_type):
        """Confirmed transfers for the pieces of ``quants``, with a move for each model and a reserved line for each piece."""
        groups = {}
        for quant in quants.sorted(lambda quant: quant.lot_id.id):
            groups.setdefault(self._move_place(quant.location_id), {}).setdefault(quant.product_id, []).append(quant)
        pickings = self.env["stock.picking"].create(
            [
                {
                    "picking_type_id": picking_type.id,
                    "location_id": source.id,
                    "location_dest_id": location_dest.id,
                    "origin": origin,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom": product.uom_id.id,
                                "product_uom_qty": len(pieces),
                                "location_id": source.id,
                                "location_dest_id": location_dest.id,
                            }
                        )
                        for product, pieces in products.items()
                    ],
                }
                for source, products in groups.items()
            ]
        )
        pickings.action_confirm()
        self.env["stock.move.line"].create(
            [
                move._prepare_move_line_vals(quantity=1, reserved_quant=quant)
                for picking, products in zip(pickings, groups.values(), strict=True)
                for move in picking.move_ids
                for quant in products[move.product_id.sudo()]
            ]
        )
        return pickings
