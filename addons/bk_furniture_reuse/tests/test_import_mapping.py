"""Headings that a person must explain, and files that cannot be read: each leaves one sentence and nothing else."""

import io
import zipfile

from odoo.exceptions import UserError
from odoo.tests import tagged

from .register_case import CELLS, RegisterCase, row, xlsx

STRANGE = ["Greie", "Havner hos", "Sted", "Hvor mange", "Notis"]
STRANGE_ROW = ["Stol Alfa", "Ledig", "Tinghuset", 3, "fin"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def without(content, name, new):
    """The workbook with one member replaced."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, new if member == name else source.read(member))
    return output.getvalue()


def bomb():
    return without(xlsx(row()), "xl/worksheets/sheet1.xml", b"<worksheet>" + b"<row/>" * 30_000_000)


def entities():
    return without(
        xlsx(row()), "xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
    )


@tagged("post_install", "-at_install")
class TestImportMapping(RegisterCase):
    def choose(self, job, **fields):
        """Say on the screen what headings mean: ``{heading: field}``."""
        for column in job.column_ids:
            if column.key.replace(" ", "_") in fields:
                column.field = fields[column.key.replace(" ", "_")]
        job.action_read()
        return job

    def explained(self, job):
        return self.choose(job, Greie="name", Havner_hos="purpose", Hvor_mange="count", Notis="remark", Sted="building")

    def mapping(self):
        return {column.key: column.field for column in self.job.column_ids}

    # Headings

    def test_unknown_headings_are_explained_once(self):
        job = self.read(xlsx(STRANGE_ROW, headings=STRANGE))
        self.assertEqual((job.state, len(job.row_ids), len(job.name_ids)), ("mapping", 0, 0))
        self.assertRegex(job.problem, "No column was recognised as product name")
        self.assertRegex(job.problem, "No column was recognised as status")
        self.assertEqual(job.column_ids.mapped("key"), STRANGE)
        with self.assertRaisesRegex(UserError, "Read the file first"):
            job.action_apply()
        self.explained(job)
        self.assertEqual((job.state, job.new_count, job.piece_count, job.problem), ("review", 1, 3, False))
        self.apply(job)
        self.assertEqual(set(self.pieces(job).mapped("remark")), {"fin"})
        # The next file with these headings, in another order, is read by itself.
        job = self.read(
            xlsx(list(reversed(["Bord Beta", *STRANGE_ROW[1:]])), headings=list(reversed(STRANGE))), user="manager"
        )
        self.assertEqual((job.state, job.row_ids.product_name), ("review", "Bord Beta"))
        # One with other headings is not.
        self.assertEqual(self.read(xlsx([*STRANGE_ROW, 1], headings=[*STRANGE, "Ny"])).state, "mapping")

    def test_a_field_chosen_for_two_columns_is_told(self):
        job = self.read(xlsx(STRANGE_ROW, headings=STRANGE))
        self.choose(job, Greie="name", Havner_hos="purpose", Sted="building", Hvor_mange="remark", Notis="remark")
        self.assertEqual(job.state, "mapping")
        self.assertRegex(job.problem, "The columns Hvor mange, Notis can all be remark")
        self.assertEqual(
            job.column_ids.mapped("field"),
            ["name", "purpose", "building", "remark", "remark"],
            "the choice stays, to be corrected",
        )
        self.assertFalse(self.env["furniture.import.mapping"].search([]))
        self.explained(job)
        self.assertEqual(job.state, "review")

    def test_what_is_recognised_can_be_put_right(self):
        """The sheet's "Beskrivelse" is recognised as a remark, but "Notis" is where the remarks are."""
        headings, cells = [*CELLS, "Beskrivelse", "Notis"], [*CELLS.values(), "internt", "fin"]
        job = self.read(xlsx(cells, headings=headings))
        self.assertEqual((job.state, job.row_ids.values["remark"]), ("review", "internt"))
        self.choose(job, Beskrivelse=False, Notis="remark")
        self.assertEqual(job.row_ids.values["remark"], "fin")
        self.choose(job, Notis=False)
        self.assertFalse(job.row_ids.values["remark"])
        again = self.read(xlsx(cells, headings=headings))
        self.assertFalse(again.row_ids.values["remark"], "what was taken away stays away in the next file")
        self.choose(again, Beskrivelse="remark")
        self.assertEqual(again.row_ids.values["remark"], "internt")

    def test_a_required_field_that_was_taken_away_is_asked_for(self):
        job = self.choose(self.read(row()), Status=False)
        self.assertEqual((job.state, len(job.row_ids)), ("mapping", 0))
        self.assertRegex(job.problem, "No column was recognised as status")
        self.choose(job, Status="purpose")
        self.assertEqual((job.state, job.new_count), ("review", 1))

    # Codes

    def test_the_same_code_twice_in_a_file(self):
        job = self.read(row(QR_kode="K-1"), row(QR_kode="k-1 ", Rom="102"), row(QR_kode="K-1", Rom="103", Antall=2))
        self.assertEqual(job.row_ids.mapped("reason"), [False, "duplicate QR code", "one QR code for several pieces"])
        self.assertRegex(job.row_ids[1].error_text, "already on row 2")

    # Files that cannot be read

    def test_a_file_that_cannot_be_read_leaves_one_sentence_and_nothing_else(self):
        cells = row()
        files = {
            "leer.xlsx": (b"", "Choose a file first|file is empty"),
            "blank.csv": (b" \n\n", "file is empty"),
            "gammel.xls": (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600, "old Excel file"),
            "laast.xlsx": (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "protected by a password"),
            "skjema.xlsx": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "looks like PDF"),
            "bilde.xlsx": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like PNG"),
            "side.xlsx": (b"<!DOCTYPE html><html><body><table><tr><td>x</td></tr></table></body></html>", "web page"),
            "brev.docx": (zipped(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"}), "looks like Word"),
            "ark.ods": (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
            "halv.xlsx": (xlsx(cells)[:-400], "damaged"),
            "enheter.xlsx": (entities(), "document type declarations"),
            "bombe.xlsx": (bomb(), "unpacks to far more"),
            "nul.csv": ((";".join(cells) + "\n" + ";".join(cells.values()) + "\0").encode(), "not a spreadsheet or a text file"),
            "overskrifter.xlsx": (xlsx(headings=list(cells)), "no furniture below the headings"),
            "apnet.csv": ((";".join(cells) + '\n"Stol;' + ";".join(cells.values())[5:] + "\n" + ";".join(cells.values())).encode(), "quotation mark"),
            "odelagt.csv": ("Produktnavn;Status;Bygg\nStol;Ledig;R\u00c3\u00a5dhuset".encode(), "already damaged in the file"),
        }  # fmt: skip
        before = self.snapshot()
        for name, (content, sentence) in files.items():
            with self.subTest(name):
                job = self.upload(content, filename=name)
                try:
                    job.action_read()
                    problem = job.problem
                except UserError as error:
                    problem = str(error)
                self.assertRegex(problem or "", sentence)
                self.assertRegex(problem, r"^[A-Z][^\n]+\.$")
                self.assertEqual((job.state, len(job.row_ids), len(job.name_ids)), ("draft", 0, 0))
        self.assertEqual(self.snapshot(), before)

    def test_a_workbook_without_headings_asks_for_them(self):
        job = self.read(xlsx([1, 2, 3], headings=[4, 5, 6]))
        self.assertEqual((job.state, len(job.row_ids)), ("mapping", 0))
        self.assertRegex(job.problem, "No row with headings was found")

    def test_the_right_file_can_be_chosen_after_a_wrong_one(self):
        job = self.read(b"%PDF-1.7", filename="feil.pdf")
        self.assertEqual(job.state, "draft")
        right = self.upload(xlsx(row()))
        job.write({"file": right.file, "filename": "riktig.xlsx"})
        job.action_read()
        self.assertEqual((job.state, job.problem, job.new_count, job.name), ("review", False, 1, "riktig.xlsx"))
        job.write({"file": self.upload(xlsx(row(), row(Rom="2"))).file})
        self.assertEqual(
            (job.state, len(job.row_ids), len(job.name_ids)), ("draft", 0, 0), "rows of the former file are forgotten"
        )
        job.action_read()
        self.apply(job)
        with self.assertRaisesRegex(UserError, "new import"):
            job.write({"file": right.file})

    def test_csv_in_the_encodings_of_old_programs(self):
        text = "\r\n".join(
            [";".join(row(Produsent="")), ";".join(row(Produsent="HÅG Møbler", Bygg="Ærfuglhuset").values())]
        )
        for number, encoding in enumerate(("utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp865")):
            with self.subTest(encoding):
                job = self.read(text.encode(encoding), filename=f"{number}.csv", is_other_register=True)
                self.assertEqual((job.row_ids.maker_name, job.row_ids.building_name), ("HÅG Møbler", "Ærfuglhuset"))
