import logging

from odoo import models
from odoo.exceptions import UserError
from psycopg2 import InterfaceError, OperationalError

from ..tools import tag_code
from ..tools.purpose import RESERVED
from ..tools.register.error_workbook import write_error_workbook
from ..tools.register.headings import find_headings
from ..tools.register.problems import Problem
from ..tools.register.workbook import open_table
from .furniture_import_lookup import Lookup, row_keys

_logger = logging.getLogger(__name__)

# Rows and pieces of one committed batch: a few seconds of work, so that progress is seen and a stop loses little.
BATCH_ROWS = 400
BATCH_PIECES = 1000


class FurnitureImport(models.Model):
    """Applying a confirmed import: batch by batch, each in a transaction of its own.

    A row is marked applied in the same transaction that creates its pieces, so an import that is killed anywhere and started
    again ends with the same stock as one that was not.
    """

    _inherit = "furniture.import"

    def _apply_batch(self):
        """Apply the next rows; False when there are none left."""
        rows = self._next_rows()
        if not rows:
            return False
        self._apply_good_ones(rows, Lookup(self))
        return True

    def _apply_good_ones(self, rows, lookup):
        """Apply ``rows``; where some cannot be, halve until these are found, so that the others still go in bulk."""
        try:
            with self.env.cr.savepoint():
                self._apply_rows(rows, lookup)
        except (OperationalError, InterfaceError):
            raise  # the database's trouble, or somebody wrote to the same records: no fault of the rows
        except Exception as error:
            self.env.invalidate_all()
            half = len(rows) // 2
            if half:
                self._apply_good_ones(rows[:half], lookup)
                self._apply_good_ones(rows[half:], lookup)
            elif isinstance(error, UserError):
                rows._refuse(str(error))
            else:
                _logger.exception("import %s, row %s", self.id, rows.row_number)
                text = self.env._(
                    "This row could not be applied. Tell the administrator the import's name and the row number."
                )
                rows._refuse(text, reason="unexpected error")

    def _next_rows(self):
        rows = self.env["furniture.import.row"].search(
            [("import_id", "=", self.id), ("state", "=", "ready")],
            order="building_name, product_name, row_number, id",
            limit=BATCH_ROWS,
        )
        pieces = 0
        for position, row in enumerate(rows):
            pieces += row.piece_count
            if pieces > BATCH_PIECES and position:
                return rows[:position]
        return rows

    def _apply_rows(self, rows, lookup):
        new = rows.filtered(lambda row: row.action == "new")
        if new:
            # A line in every chatter would say the same six thousand times; the import itself is the history.
            self.with_context(tracking_disable=True, mail_create_nosubscribe=True)._create_pieces(new, lookup)
        for row in rows - new:
            self._update_pieces(row, lookup)
        rows.write({"state": "applied"})

    # New pieces

    def _create_pieces(self, rows, lookup):
        """The pieces of new rows, in stock, with their holds, damages and codes."""
        prepared, placements_of, owners = [], [], []
        model_ids = [lookup.find_model(row.values) for row in rows]
        # Read together: one model at a time would cost two queries for each row.
        models = {model.id: model for model in self.env["product.product"].browse(dict.fromkeys(model_ids))}
        for row, model_id in zip(rows, model_ids, strict=True):
            keys = row_keys(row.values)
            vals = self._prepare_piece_vals(row, models[model_id], lookup, keys)
            place_id = lookup.find_place(keys)
            for _number in range(row.values["count"]):
                prepared.append(vals)
                placements_of.append(place_id)
                owners.append(row)
        pieces = self.env["stock.lot"]._as_checked().with_context(purpose_source="import")
        lots = pieces._create_in_bulk(prepared)
        placements = [(lot.id, place_id) for lot, place_id in zip(lots, placements_of, strict=True)]
        self._put_pieces_in_stock(lots, placements)
        self._create_damages(lots, owners)
        self._create_aliases(lots, [row.values["code"] for row in owners])

    def _prepare_piece_vals(self, row, product, lookup, keys):
        """What every piece of a row has in common. Sizes, weight and price only where they differ from the model."""
        values = row.values
        vals = {
            "product_id": product.id,
            "import_row_id": row.id,
            "purpose": values["purpose"],
            "condition": values["condition"] or False,
            "colour_id": lookup.colours.get(values["colour"]) or False,
            "colour_text": values["colour_text"] or False,
            "material": values["material"] or False,
            "year_made": values["year"] or 0,
            "owner_unit_id": lookup.find("owner_unit", keys["owner_unit"]) if "owner_unit" in keys else False,
            "available_from": values["available_from"] or False,
            "remark": values["remark"] or False,
            **self._prepare_own_vals(product, values),
        }
        # Six thousand times a blank value costs seconds.
        return {name: value for name, value in vals.items() if value}

    def _prepare_own_vals(self, product, values):
        """The numbers that differ from the model's; 0 means as the model."""
        own = {}
        for name in ("width", "depth", "height", "seat_height", "weight", "price_new"):
            value = values[name] or 0
            own[f"own_{name}"] = value if value and abs(value - product[name]) > 0.001 else 0
        return own

    def _put_pieces_in_stock(self, lots, placements):
        loader = self.env["furniture.stock.loader"]
        loader._bring_in(placements, reference=self.name)
        self._hold_reserved(lots.filtered(lambda lot: lot.purpose == RESERVED))

    def _hold_reserved(self, lots):
        """A piece that the register calls reserved gets a real hold, marked to be clarified."""
        for building, pieces in lots.grouped("building_id").items():
            reservation = self._reservation_to_clarify(building)
            reservation._hold(pieces)

    def _reservation_to_clarify(self, building):
        reservations = self.env["furniture.reservation"]
        note = self.env._(
            "%(file)s: reserved in the register, %(building)s", file=self.name, building=building.name or "?"
        )
        known = reservations.search(
            [("origin", "=", "import"), ("import_id", "=", self.id), ("note", "=", note)], limit=1
        )
        return known or reservations.create({"origin": "import", "import_id": self.id, "note": note})

    def _create_damages(self, lots, owners):
        self.env["furniture.damage"].create(
            [
                {"lot_id": lot.id, "kind": damage["kind"], "description": damage["text"]}
                for lot, row in zip(lots, owners, strict=True)
                for damage in row.values["damages"]
            ]
        )

    def _create_aliases(self, lots, codes):
        """The stickers' codes lead to their pieces; ``codes`` holds one for each of ``lots``, or None."""
        # sudo: whoever may import a register also brings the codes that stick on its pieces.
        tags = self.env["furniture.tag"].sudo()
        wanted = {tag_code.normalise_foreign(code): lot for lot, code in zip(lots, codes, strict=True) if code}
        self._refuse_taken_codes(wanted)
        known = set(tags.search([("code", "in", list(wanted))]).mapped("code"))
        tags._create_aliases([(lot, code) for code, lot in wanted.items() if code not in known])

    def _refuse_taken_codes(self, lot_of_code):
        """Raise when a code leads to anything else than its piece."""
        taken = (
            self.env["furniture.tag"]
            .sudo()
            .search([("code", "in", [tag_code.normalise_foreign(code) for code in lot_of_code])])
        )
        for tag in taken:
            if tag.lot_id != lot_of_code.get(tag.code) or not tag.lot_id:
                raise UserError(
                    self.env._(
                        "The QR code %s is already on another piece. Check the sticker, or leave the code blank.",
                        tag.code,
                    )
                )

    def _error_workbook(self):
        """The file's rows as XLSX with what is wrong beside each; texts are texts, never formulas."""
        table = open_table(self._content(), self.filename)
        headings = find_headings(
            table, {column.field: column.key for column in self.column_ids if column.field}, sheet=self.sheet or None
        )
        problems = {}
        for row in self.row_ids.filtered("problems"):
            found = [Problem.from_dict(problem) for problem in row.problems]
            errors = found if row.state == "error" else []
            problems[row.row_number] = (errors, [] if errors else found)
        return write_error_workbook(table, headings, problems, translate=self._in_users_language)
