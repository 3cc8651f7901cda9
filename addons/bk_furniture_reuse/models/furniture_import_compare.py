from collections import Counter

from odoo import models

from ..tools.register.fingerprint import RowRef, canonical, changed_values, match_rows

# Two files are versions of one register when this share of the earlier rows stands in the new file to the letter.
SAME_REGISTER = 0.5
# ... or when the file has the same name and is so small that one correction changes most of it.
SMALL_FILE = 5


class FurnitureImport(models.Model):
    """What a file changes: its rows are matched with the rows that brought the pieces we have.

    Rows of another register are recognised only by their QR code or when nothing differs. Only between versions of one register may a
    row be taken for a correction of another: two surveys with the same headings must not move each other's furniture.
    """

    _inherit = "furniture.import"

    def _compare_with_earlier(self):
        """Mark each good row as new, changed or unchanged, and count the rows of earlier versions that are gone."""
        old = self._rows_with_pieces()
        if not old:
            return
        rows = self.env["furniture.import.row"].search_fetch(
            [("import_id", "=", self.id), ("state", "=", "ready")], ["row_number", "values", "fingerprint"], order="row_number, id"
        )
        versions = self._versions(old, rows)
        candidates = old.filtered(lambda row: row.import_id in versions) | self._known_to_the_letter(old, rows)
        matching = match_rows([self._as_ref(row) for row in candidates], [self._as_ref(row) for row in rows])
        same = {}
        for earlier, now, _how in matching.pairs:
            changes = changed_values(earlier.values, now.values)
            if changes:
                now.ref.write({"action": "update", "previous_row_id": earlier.ref.id, "change_text": self._changes_in_words(changes)})
            else:
                same[now.ref.id] = earlier.ref.id
        for row in self.env["furniture.import.row"].browse(same):
            row.write({"action": "unchanged", "state": "unchanged", "previous_row_id": same[row.id]})
        self.vanished_count = sum(1 for row in matching.vanished if row.ref.import_id in versions)

    def _versions(self, old, rows):
        """The imports whose rows this file corrects; remembered in ``corrects_id``, which a person may also choose."""
        prints, codes = Counter(rows.mapped("fingerprint")), set(filter(None, map(_code, rows)))
        if not self.corrects_id:
            best, best_share = self.browse(), 0
            for register, theirs in old.grouped(lambda row: row.import_id._first_version()).items():
                hits = sum(1 for row in theirs if row.fingerprint in prints or _code(row) in codes)
                share = hits / len(theirs)
                small = register.filename == self.filename and (hits or len(theirs) <= SMALL_FILE)
                if (share >= SAME_REGISTER or small) and (share, small) > (best_share, False):
                    best, best_share = register, share
            self.corrects_id = best
        register = self.corrects_id._first_version()
        return old.import_id.filtered(lambda job: job._first_version() == register) if register else self.browse()

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

    def _as_ref(self, row):
        return RowRef(row.row_number, row.values, row)

    def _changes_in_words(self, changes):
        labels = dict(self.env["furniture.import.column"]._field_choices())
        labels.update(damages=labels["damage"], colour_text=labels["colour"], floor_number=labels["floor"])
        return ", ".join(dict.fromkeys(labels[name] for name in changes))


def _code(row):
    return canonical("code", row.values.get("code"))
