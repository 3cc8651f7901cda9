from odoo import models
from odoo.exceptions import UserError

from ..tools import tag_code
from ..tools.purpose import IMPORT, RESERVED
from ..tools.register.fingerprint import changed_values
from .furniture_import_lookup import row_keys
from .stock_move import REGISTER_SAYS_PURPOSE

# Values that are simply written.
PLAIN = {
    "condition": "condition",
    "material": "material",
    "year": "year_made",
    "available_from": "available_from",
    "remark": "remark",
}
NUMBERS = ("width", "depth", "height", "seat_height", "weight", "price_new")
PLACE = ("site", "building", "floor", "room")


class FurnitureImport(models.Model):
    """Applying a corrected row: only what differs between the two files is changed, so that work done since is kept.

    A changed row's values hold what the earlier row knew wherever its own cells are blank.
    """

    _inherit = "furniture.import"

    def _update_pieces(self, row, lookup):
        """Apply the changes of one corrected row to the pieces that its earlier version brought.

        :raise UserError: when a change is not possible, saying why; the row then becomes a row with an error
        """
        previous = row.previous_row_id
        lots = previous.lot_ids
        changes = changed_values(previous.values, row.values)
        keys = row_keys(row.values)
        self._refuse_other_model(previous, row, lots, lookup)
        missing = row.values["count"] - len(lots) if "count" in changes else 0
        if missing > 0:
            self._create_extra_pieces(row, lookup, missing)
        lots.write({"import_row_id": row.id, **self._prepare_update_vals(row, lots, lookup, keys, changes)})
        if any(name in changes for name in PLACE):
            self._move_pieces(lots, lookup.find_place(keys))
        if "purpose" in changes:
            self._change_purposes(lots, row.values["purpose"])
        known = {damage["text"] for damage in previous.values["damages"]}
        new_damages = [damage for damage in row.values["damages"] if damage["text"] not in known]
        self.env["furniture.damage"].create(
            [
                {"lot_id": lot.id, "kind": damage["kind"], "description": damage["text"]}
                for lot in lots
                for damage in new_damages
            ]
        )
        if "code" in changes:
            self._change_code(lots, previous.values["code"], row.values["code"])

    def _refuse_other_model(self, previous, row, lots, lookup):
        changed = [name for name in ("name", "maker", "type") if name in changed_values(previous.values, row.values)]
        if changed and lookup.find_model(row.values) not in lots.product_id.ids:
            raise UserError(self._other_model_sentence(previous.values, row.values, changed))

    def _create_extra_pieces(self, row, lookup, count):
        values = row.values
        row.values = {**values, "count": count, "code": None}
        self._create_pieces(row, lookup)
        row.values = values

    def _prepare_update_vals(self, row, lots, lookup, keys, changes):
        values = row.values
        vals = {field: values[name] for name, field in PLAIN.items() if name in changes}
        if "colour" in changes or "colour_text" in changes:  # one cell
            vals["colour_id"] = lookup.colours.get(values["colour"]) or False
            vals["colour_text"] = values["colour_text"] or False
        if "owner_unit" in changes:
            vals["owner_unit_id"] = lookup.find("owner_unit", keys["owner_unit"])
        own = self._prepare_own_vals(lots.product_id[:1], values)
        vals.update({f"own_{name}": own[f"own_{name}"] for name in NUMBERS if name in changes})
        return vals

    def _move_pieces(self, lots, place_id):
        place = self.env["stock.location"].browse(place_id)
        moving = lots.filtered(lambda lot: lot.location_id != place)
        # A hold that an earlier version of the register brought goes along; a hold for somebody stops the move.
        held = self._imported_holds(moving)
        held._release()
        moving.with_context(register_says_purpose=REGISTER_SAYS_PURPOSE)._move_to(
            place, self.env._("Corrected by %s", self.name)
        )
        self._hold_reserved(held.lot_id)

    def _imported_holds(self, lots):
        lines = self.env["furniture.reservation.line"].search([("lot_id", "in", lots.ids), ("state", "=", "held")])
        if any(line.origin != "import" for line in lines):
            raise UserError(
                self.env._(
                    "The piece is reserved for somebody now. Release the reservation first, then import the row again."
                )
            )
        return lines

    def _change_purposes(self, lots, purpose):
        if purpose == RESERVED:
            self._hold_reserved(lots.filtered(lambda lot: lot.purpose != RESERVED))
            return
        self._imported_holds(lots)._release()
        lots._change_purpose(purpose, source=IMPORT, reason=self.env._("Corrected by %s", self.name))

    def _change_code(self, lots, was, now):
        """The sticker's code was mistyped: its alias is corrected, so that the wrong code is free for the piece that really has it."""
        # sudo: whoever may import a register also brings the codes that stick on its pieces.
        wrong = [("lot_id", "in", lots.ids), ("origin", "=", "foreign"), ("code", "=", tag_code.normalise_foreign(was))]
        alias = self.env["furniture.tag"].sudo().search(wrong, limit=1)
        if alias:
            now = tag_code.normalise_foreign(now)
            self._refuse_taken_codes({now: alias.lot_id})
            alias.code = now
        else:
            self._create_aliases(lots[:1], [now])
