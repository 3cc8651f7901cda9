from collections import Counter

from odoo import models

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
        old = self._rows_with_pieces()
        if not old:
            return
        rows = self.env["furniture.import.row"].search_fetch(
            [("import_id", "=", self.id), ("state", "=", "ready")],
            ["row_number", "values", "fingerprint"],
            order="row_number, id",
        )
        versions = self._versions(old, rows)
        candidates = old.filtered(lambda row: row.import_id in versions) | self._known_to_the_letter(old, rows)
        matching = match_rows([self._as_ref(row) for row in candidates], [self._as_ref(row) for row in rows])
        lookup = Lookup(self)
        same = {}
        for earlier, now, _how in matching.pairs:
            merged = with_known(earlier.values, now.values)
            changes = changed_values(earlier.values, merged)
            if changes:
                self._mark_changed(now.ref, earlier.ref, merged, changes, lookup)
            else:
                same[now.ref.id] = earlier.ref.id
        for row in self.env["furniture.import.row"].browse(same):
            row.write({"action": "unchanged", "state": "unchanged", "previous_row_id": same[row.id]})
        self.vanished_count = sum(1 for row in matching.vanished if row.ref.import_id in versions)

    def _mark_changed(self, row, earlier, merged, changes, lookup):
        """Note what a corrected ``row`` changes; a change that cannot be is told at once."""
        row.write(
            {
                "action": "update",
                "previous_row_id": earlier.id,
                "change_text": self._changes_in_words(changes),
                "values": merged,
            }
        )
        refusal = self._refusal_of_model(earlier, merged, lookup)
        if refusal:
            row._refuse(refusal)
        elif "count" in changes and merged["count"] < len(earlier.lot_ids):
            row.notice_text = "\n".join(
                filter(None, [row.notice_text, self.env._(
                    "The row now counts %(count)s, and %(pieces)s pieces came from it. An import never removes a piece: find out which are gone.",
                    count=merged["count"], pieces=len(earlier.lot_ids),
                )])
            )  # fmt: skip

    def _refusal_of_model(self, earlier, values, lookup):
        """Why the pieces of the row ``earlier`` cannot be what ``values`` say, as a sentence, or False.

        A name that resembles the old one may be a misspelling: that is decided with the other new names.
        """
        changed = [
            name for name in MODEL if canonical(name, earlier.values.get(name)) != canonical(name, values.get(name))
        ]
        if not changed or lookup.existing_model(model_row_key(values)) in earlier.lot_ids.product_id.ids:
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
        return old.import_id.filtered(lambda job: job._first_version() == register) if register else self.browse()

    def _find_version(self, old, rows):
        """The first import of the register that most resembles this file, if any does enough."""
        known = [set(filter(None, map(key, rows))) for key in (_code, _spot)] + [Counter(rows.mapped("fingerprint"))]
        buildings = {canonical("building", row.values["building"]) for row in rows}
        best, best_share = self.browse(), 0
        for register, theirs in old.grouped(lambda row: row.import_id._first_version()).items():
            hits = sum(
                1 for row in theirs if _code(row) in known[0] or _spot(row) in known[1] or row.fingerprint in known[2]
            )
            share = hits / len(theirs)
            small = register.filename == self.filename and (
                hits
                or (
                    len(theirs) <= SMALL_FILE
                    and buildings == {canonical("building", row.values["building"]) for row in theirs}
                )
            )
            if (share >= SAME_REGISTER or small) and (share, small) > (best_share, False):
                best, best_share = register, share
        return best

    def _first_version(self):
        """The first import of the register that this one is a version of."""
        seen = self
        while seen.corrects_id and seen.corrects_id.id != self.id:
            seen = seen.corrects_id
        return seen

    def _known_to_the_letter(self, old, rows):
        prints, codes = set(rows.mapped("fingerprint")), set(filter(None, map(_code, rows)))
        return old.filtered(lambda row: row.fingerprint in prints or _code(row) in codes)

    def _rows_with_pieces(self):
        """The rows, of whatever import, that describe pieces of this company now."""
        return self.env["furniture.import.row"].search_fetch(
            [("lot_ids", "!=", False), ("import_id.company_id", "=", self.company_id.id)],
            ["row_number", "values", "fingerprint", "import_id"],
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

    def _as_ref(self, row):
        return RowRef(row.row_number, row.values, row)

    def _changes_in_words(self, changes):
        labels = dict(self.env["furniture.import.column"]._field_choices())
        labels.update(damages=labels["damage"], colour_text=labels["colour"], floor_number=labels["floor"])
        return ", ".join(dict.fromkeys(labels[name] for name in changes))


def _code(row):
    return canonical("code", row.values.get("code"))


def _spot(row):
    """What stands where: two surveys of different buildings share none of these."""
    values = row.values
    if not values.get("room"):
        return None
    return tuple(canonical(name, values.get(name)) for name in ("name", "building", "floor", "room"))
