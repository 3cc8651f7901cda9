from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from odoo import models
from odoo.tools import split_every

from ..tools.register.fingerprint import RowRef, canonical, changed_values, match_rows
from ..tools.register.merge import with_known
from ..tools.register.near import NameIndex
from ..tools.register.proposals import model_row_key
from .furniture_import_lookup import Lookup

# Two files are versions of one register when this share of the earlier rows is found in the new file.
SAME_REGISTER = 0.5
# ... or when the file has the same name, stands in the same buildings and is so small that one correction changes most of it.
SMALL_FILE = 5
MODEL = ("name", "type", "maker")
CHUNK = 2000


class FurnitureImport(models.Model):
    """What a file changes: its rows are matched with the rows that brought the pieces we have.

    Rows of another register are recognised only by their QR code or when nothing differs. Only between versions of one register may a
    row be taken for a correction of another: two surveys with the same headings must not move each other's furniture.
    """

    _inherit = "furniture.import"

    def _compare_with_earlier(self):
        """Mark each good row as new, changed or unchanged, and count the rows of earlier versions that are gone."""
        self.vanished_count = 0
        self.compared_with = self._count_applied_elsewhere()
        old = self._refs(self._rows_with_pieces())
        if not old:
            return
        rows = self._refs(
            self.env["furniture.import.row"].search(
                [("import_id", "=", self.id), ("state", "=", "ready")], order="row_number, id"
            )
        )
        versions = self._versions(old, rows)
        known = _Known(rows)
        candidates = [row for row in old if row.job in versions or known.to_the_letter(row)]
        matching = match_rows(candidates, rows)
        lookup = Lookup(self)
        same = []
        for earlier, now, _how in matching.pairs:
            merged = with_known(earlier.values, now.values)
            changes = changed_values(earlier.values, merged)
            if changes:
                self._mark_changed(now.ref, earlier, merged, changes, lookup)
            else:
                same.append(now.ref.id)
        for ids in split_every(CHUNK, same):
            unchanged = self.env["furniture.import.row"].browse(ids)
            unchanged.write({"action": "unchanged", "state": "unchanged"})
            unchanged.flush_recordset()
            unchanged.invalidate_recordset()
        self.vanished_count = sum(1 for row in matching.vanished if row.job in versions)

    def _refs(self, rows):
        """``rows`` for matching, in little memory: there may be a hundred thousand, with the same names again and again."""
        found, texts = [], {}
        for ids in split_every(CHUNK, rows.ids):
            chunk = rows.browse(ids)
            chunk.fetch(["row_number", "values", "fingerprint", "import_id"])
            for row in chunk:
                values = {
                    key: texts.setdefault(value, value) if isinstance(value, str) else value
                    for key, value in row.values.items()
                }
                found.append(_Row(row.row_number, values, row, row.fingerprint, row.import_id))
            chunk.invalidate_recordset()
        return found

    def _mark_changed(self, row, earlier, merged, changes, lookup):
        """Note what a corrected ``row`` changes; a change that cannot be is told at once."""
        row.write(
            {
                "action": "update",
                "previous_row_id": earlier.ref.id,
                "change_text": self._changes_in_words(changes, lookup),
                "values": merged,
            }
        )
        refusal = self._refusal_of_model(earlier, merged, lookup)
        if refusal:
            row._refuse(refusal)
        elif "count" in changes and merged["count"] < len(earlier.ref.lot_ids):
            row.notice_text = "\n".join(
                filter(None, [row.notice_text, self.env._(
                    "The row now counts %(count)s, and %(pieces)s pieces came from it. An import never removes a piece: find out which are gone.",
                    count=merged["count"], pieces=len(earlier.ref.lot_ids),
                )])
            )  # fmt: skip

    def _refusal_of_model(self, earlier, values, lookup):
        """Why the pieces of the row ``earlier`` cannot be what ``values`` say, as a sentence, or False.

        A name that resembles the old one may be a misspelling: that is decided with the other new names.
        """
        changed = [
            name for name in MODEL if canonical(name, earlier.values.get(name)) != canonical(name, values.get(name))
        ]
        if not changed or lookup.existing_model(model_row_key(values)) in earlier.ref.lot_ids.product_id.ids:
            return False
        if all(NameIndex([earlier.values[name] or ""]).near(values[name]) for name in changed):
            return False
        return self._other_model_sentence(earlier.values, values, changed)

    def _other_model_sentence(self, old, new, changed):
        return self.env._(
            "The row was “%(old)s” and is now “%(new)s”. A registered piece keeps its model: correct the model under Furniture models, or "
            "write the other furniture on a row of its own.",
            old=", ".join(old[name] or "-" for name in changed),
            new=", ".join(new[name] for name in changed),
        )

    # Versions of one register

    def _versions(self, old, rows):
        """The imports whose rows this file corrects; remembered in ``corrects_id``, which a person may also choose."""
        if self.is_other_register:
            self.corrects_id = False
        elif not self.corrects_id:
            self.corrects_id = self._find_version(old, rows)
        register = self.corrects_id._first_version()
        return {job for job in {row.job for row in old} if register and job._first_version() == register}

    def _find_version(self, old, rows):
        """The first import of the register that most resembles this file, if any does enough."""
        known = _Known(rows)
        first = {job: job._first_version() for job in {row.job for row in old}}
        registers = defaultdict(list)
        for row in old:
            registers[first[row.job]].append(row)
        best, best_share = self.browse(), 0
        for register, theirs in sorted(registers.items(), key=lambda item: item[0].id):
            hits = sum(1 for row in theirs if known.to_the_letter(row) or _spot(row) in known.spots)
            share = hits / len(theirs)
            same_place = len(theirs) <= SMALL_FILE and {_building(row) for row in theirs} == known.buildings
            small = register.filename == self.filename and (hits or same_place)
            if (share >= SAME_REGISTER or small) and (share, small) > (best_share, False):
                best, best_share = register, share
        return best

    def _first_version(self):
        """The first import of the register that this one is a version of."""
        seen = self
        while seen.corrects_id and seen.corrects_id.id != self.id:
            seen = seen.corrects_id
        return seen

    def _rows_with_pieces(self):
        """The rows, of whatever import, that describe pieces of this company now."""
        return self.env["furniture.import.row"].search(
            [("lot_ids", "!=", False), ("import_id.company_id", "=", self.company_id.id)],
            order="import_id, row_number, id",
        )

    # Imports that overtake each other

    def _count_applied_elsewhere(self):
        """How many rows other imports have applied. It only grows, so it tells whether one was applied meanwhile."""
        domain = [
            ("state", "=", "applied"),
            ("import_id", "!=", self.id),
            ("import_id.company_id", "=", self.company_id.id),
        ]
        return self.env["furniture.import.row"].search_count(domain)

    def _was_overtaken(self):
        """Has another import been applied since this file was compared with what we have, and nothing of this one yet?"""
        started = self.env["furniture.import.row"].search_count(
            [("import_id", "=", self.id), ("state", "=", "applied")], limit=1
        )
        return not started and self.compared_with != self._count_applied_elsewhere()


@dataclass(slots=True)
class _Row(RowRef):
    """A row for matching, with what tells which register it is from."""

    fingerprint: str = ""
    job: Any = None


class _Known:
    """What stands in a file, for asking whether a row of another is in it."""

    def __init__(self, rows):
        self.prints = {row.fingerprint for row in rows}
        self.codes = {_code(row) for row in rows} - {None}
        self.spots = {_spot(row) for row in rows} - {None}
        self.buildings = {_building(row) for row in rows}

    def to_the_letter(self, row):
        return row.fingerprint in self.prints or _code(row) in self.codes


def _code(row):
    return canonical("code", row.values.get("code"))


def _building(row):
    return canonical("building", row.values.get("building"))


def _spot(row):
    """What stands where: two surveys of different buildings share none of these."""
    values = row.values
    if not values.get("room"):
        return None
    return tuple(canonical(name, values.get(name)) for name in ("name", "building", "floor", "room"))
