from odoo import fields, models
from odoo.tools import split_every

from ..tools import tag_code
from ..tools.register import fingerprint, messages
from ..tools.register.errors import RegisterFileError
from ..tools.register.headings import find_headings
from ..tools.register.parser import parse_register
from ..tools.register.problems import Problem
from ..tools.register.values import code_key
from ..tools.register.workbook import open_table

CHUNK = 2000


class FurnitureImport(models.Model):
    """Reading a file into rows that can be looked at. Nothing of the stock is touched here."""

    _inherit = "furniture.import"

    def _read(self):
        """Read the file anew: headings, rows, what each row would do, new names. Ends in ``review`` or ``mapping``.

        A file that cannot be read leaves the import as a draft with one plain sentence in ``problem``.
        """
        self.ensure_one()
        self.row_ids.unlink()
        self.name_ids.unlink()
        try:
            table = open_table(self._content(), self.filename)
            headings = self._read_headings(table)
            if not headings.ready:
                self.write({"state": "mapping", "problem": "\n".join(map(self._sentence, headings.problems))})
                return
            self._read_rows(parse_register(table, headings=headings, today=fields.Date.context_today(self)))
        except RegisterFileError as error:
            self.write({"state": "draft", "problem": messages.file_sentence(error, translate=self._in_users_language)})
            return
        self._compare_with_earlier()
        self._propose_names()
        self.write({"state": "review", "problem": "\n".join(map(self._sentence, headings.notices)) or False})

    def _read_again(self):
        """Another import was applied since this file was read: what is new and what is changed must be seen anew."""
        self._read()
        if self.state == "review":
            text = self.env._(
                "Another import was applied after this file was read, so it has been read again. Look through it once more before you apply it."
            )
            self.problem = "\n".join(filter(None, [text, self.problem]))

    def _read_headings(self, table):
        """Find the headings; what a person said of them, now or for an earlier file, comes first."""
        recognised = find_headings(table)
        keys = [column.key for column in recognised.columns]
        mappings = self.env["furniture.import.mapping"]
        chosen = self._chosen_headings(recognised) if set(self.column_ids.mapped("key")) == set(keys) else {}
        mapping = chosen or mappings._recall(keys)
        headings = find_headings(table, mapping) if mapping else recognised
        headings.problems.extend(self._fields_chosen_twice() if chosen else ())
        if headings.ready:
            self._keep_columns(headings)
            if chosen and chosen != _by_key(recognised):
                mappings._remember(self.name, keys, chosen)
        elif not chosen:
            self._keep_columns(headings)  # else what the person chose stays on the screen, to be corrected
        return headings

    def _chosen_headings(self, recognised):
        """``{field: key of its column}`` as the columns on the screen say; a field that a person took away has an empty key."""
        chosen = {column.field: column.key for column in self.column_ids if column.field}
        return chosen and dict.fromkeys(_by_key(recognised), "") | chosen

    def _fields_chosen_twice(self):
        for field, columns in self.column_ids.filtered("field").grouped("field").items():
            if len(columns) > 1:
                names = ", ".join(columns.mapped("key"))
                yield Problem("two_columns", field, names, {"columns": names}, columns[1].index)

    def _keep_columns(self, headings):
        self.sheet = headings.sheet
        self.column_ids.unlink()
        self.env["furniture.import.column"].create(
            [
                {
                    "import_id": self.id,
                    "index": column.index,
                    "letter": column.letter,
                    "key": column.key,
                    "field": column.field,
                    "suggestion": column.suggestion,
                }
                for column in headings.columns
            ]
        )

    def _read_rows(self, reader):
        for rows in split_every(CHUNK, reader):
            self._refuse_taken_codes_of(rows, reader.headings.by_field.get("code"))
            self._create_rows([self._prepare_row_vals(parsed) for parsed in rows])
        if not self.env["furniture.import.row"].search_count([("import_id", "=", self.id)], limit=1):
            raise RegisterFileError("no_rows")

    def _refuse_taken_codes_of(self, rows, column):
        """Rows whose code sits where no row of a register can mean it get an error.

        Such are our own codes, on pieces, places and blank tags, and stickers on pieces that no register brought.
        """
        coded = [row for row in rows if row.values["code"]]
        if not coded:
            return
        tags = self.env["furniture.tag"]
        own = {tag_code.normalise(row.values["code"]) for row in coded} - {""}
        own = set(tags.search([("origin", "=", "own"), ("code", "in", list(own))]).mapped("code"))
        others = tags.search([("origin", "=", "foreign"), ("lot_id.import_row_id", "=", False)])
        foreign = set(map(code_key, others.mapped("code")))
        for row in coded:
            code = row.values["code"]
            if tag_code.normalise(code) in own or code_key(code) in foreign:
                row.errors.append(Problem("code_taken", "code", column.heading, {"value": code}, column.index))

    def _create_rows(self, vals_list):
        rows = self.env["furniture.import.row"].create(vals_list)
        # A file may have a hundred thousand rows: do not keep them all in memory.
        rows.flush_recordset()
        rows.invalidate_recordset()

    def _prepare_row_vals(self, parsed):
        values = parsed.values
        place = [values.get("site"), values.get("building"), values.get("floor"), values.get("room")]
        return {
            "import_id": self.id,
            "row_number": parsed.row_number,
            "state": "ready" if parsed.ok else "error",
            "product_name": values.get("name"),
            "maker_name": values.get("maker"),
            "place_text": " / ".join(part for part in place if part),
            "building_name": values.get("building"),
            "purpose": values.get("purpose"),
            "piece_count": values.get("count") or 0,
            "reason": messages.reason(parsed.errors[0]) if parsed.errors else False,
            "error_text": "\n".join(map(self._sentence, parsed.errors)) or False,
            "notice_text": "\n".join(map(self._sentence, parsed.notices)) or False,
            "values": values if parsed.ok else False,
            "problems": [problem.as_dict() for problem in (*parsed.errors, *parsed.notices)] or False,
            "fingerprint": fingerprint.row_fingerprint(values) if parsed.ok else False,
        }

    # Sentences

    def _sentence(self, problem):
        """What is wrong, for a person, in the person's language."""
        return messages.sentence(problem, translate=self._in_users_language)

    def _in_users_language(self, template):
        """A text of tools/register/messages.py in the user's language; its values are filled in later."""
        return self.env._(template)


def _by_key(headings):
    return {name: column.key for name, column in headings.by_field.items()}
