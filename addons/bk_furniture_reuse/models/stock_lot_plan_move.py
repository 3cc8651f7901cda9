from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import clean_context


class StockLot(models.Model):
    """Planned moves: transfers that have reserved exactly these pieces, each with the place that it goes to."""

    _inherit = "stock.lot"

    def _plan_move(self, targets, *, date=False, unit=None, batch=None, note=""):
        """Plan to move these pieces.

        Pieces that a reservation holds go with the transfers that hold them; free ones get transfers of their own, one for
        each building, with a move for each model.

        :param targets: dict of piece to the place that it goes to
        :param date: when, a datetime; unchanged when empty
        :param unit: the receiving unit (``furniture.unit``)
        :param batch: the load that the transfers go on
        :param note: plain text for those who drive
        :return: the transfers
        :raise UserError: when nothing would move, a place cannot take furniture, a piece is not in stock or is planned elsewhere
        """
        self = self.with_env(
            self.env(context=clean_context(self.env.context))
        )  # a dialogue's own defaults are none of the transfers'
        targets = {lot.with_env(self.env): place.with_env(self.env) for lot, place in targets.items()}
        pickings = self.env["stock.picking"]
        pickings.check_access("create")
        self.check_access("read")
        self._check_targets(targets)
        held = self._lines_that_hold()
        free = (self - held.lot_id).filtered(lambda lot: lot.location_id != targets[lot])
        if not free and not held:
            raise UserError(self.env._("All these pieces stand where you want them already. Choose another place."))
        if held:
            pickings |= held.picking_id._split_off(held)
            held._set_targets(targets)
        pickings |= free._plan_free(targets, note)
        pickings._plan(date=date, unit=unit, batch=batch, note=note)
        return pickings

    def _check_targets(self, targets):
        homeless = self.filtered(lambda lot: not targets.get(lot))
        if homeless:
            raise UserError(self.env._("%s: choose where it is to go.", ", ".join(homeless[:5].mapped("name"))))
        for place in self.env["stock.location"].union(*targets.values()):
            if place.usage != "internal":
                raise UserError(
                    self.env._("%s is no room or store. Choose where the pieces are to stand.", place.display_name)
                )
            if not place.active:
                raise UserError(
                    self.env._(
                        "%s is archived. Choose a place that is in use, or restore it first.", place.display_name
                    )
                )

    def _lines_that_hold(self):
        """The lines of transfers by which reservations hold some of these pieces, unless they are being driven."""
        # sudo: an operator plans the move of what is reserved, without rights to reservations.
        holds = self.env["furniture.reservation.line"].sudo()
        lines = holds.search([("lot_id", "in", self.ids), ("state", "=", "held")]).move_line_id.sudo(False)
        busy = lines.filtered("loaded_on")
        if busy:
            raise UserError(
                self.env._("%s: loaded already. Deliver the load, or undo the loading, before you plan again.",
                           ", ".join(busy[:5].lot_id.mapped("name")))
            )  # fmt: skip
        return lines

    def _plan_free(self, targets, note):
        pickings = self.env["stock.picking"]
        origin = note or self.env._("Planned move")
        for warehouse, lots in self.grouped(lambda lot: lot.location_id.warehouse_id).items():
            if not warehouse:
                raise UserError(
                    self.env._("%s: not in stock, so there is nothing to move. Register where it stands first.",
                               ", ".join(lots[:5].mapped("name")))
                )  # fmt: skip
            place = pickings._common_place(lots._places(targets))
            made = self.env["furniture.stock.loader"]._hold(lots, place, origin, warehouse._furniture_move_type())
            made.move_line_ids._set_targets(targets)
            pickings |= made
        return pickings

    def _places(self, targets):
        return self.env["stock.location"].union(*(targets[lot] for lot in self))

    def _same_rooms(self, building):
        """For each of these pieces the room in ``building`` that is called as the one where it stands; dict, without those
        that have none, or more than one.
        """
        if not building:
            return {}
        rooms = self.env["stock.location"].search(
            [
                ("id", "child_of", building.id),
                ("name", "in", self.location_id.mapped("name")),
                ("place_kind", "!=", False),
            ]
        )
        by_name = {name: found for name, found in rooms.grouped("name").items() if len(found) == 1}
        return {lot: by_name[lot.location_id.name] for lot in self if lot.location_id.name in by_name}

    @api.model
    def _in_places(self, place_ids):
        """The domain of pieces in these places and inside them."""
        return Domain("location_id", "child_of", place_ids)
