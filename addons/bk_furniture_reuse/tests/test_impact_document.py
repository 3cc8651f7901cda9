"""The document: its numbers are the sums of the records, also in Norwegian, and its text can be read out of the PDF."""

import os
import subprocess
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .impact_book_case import ImpactBookCase

REPORT = "bk_furniture_reuse.impact_report"


@tagged("post_install", "-at_install")
class TestImpactDocument(ImpactBookCase):
    def setUp(self):
        super().setUp()
        self._spring()
        self.entries = self.env["furniture.impact.entry"].search([("lot_id", "in", self.everything.ids)])

    def _pdf(self, wizard):
        reports = wizard.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(REPORT, wizard.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _text(self, content):
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        return done.stdout.decode().replace("\xa0", " ").replace(" ", " ")

    def _written(self, value, decimals=1):
        """A number as Norwegians print it."""
        return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",")

    def _norwegian(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.env["ir.module.module"].search([("name", "=", "bk_furniture_reuse")])._update_translations(["nb_NO"])
        self.env["res.lang"].search([("code", "=", "nb_NO")]).thousands_sep = " "
        return self._wizard().with_context(lang="nb_NO")

    def test_the_numbers_in_the_pdf_are_the_sums_of_the_records(self):
        content = self._pdf(self._norwegian())
        if os.environ.get("KEEP_PDF"):
            Path(os.environ["KEEP_PDF"]).write_bytes(content)
        text = self._text(content)
        own = self.entries.filtered(lambda entry: entry.report_line == "own")
        for name in ("net_low", "net", "net_high", "process_kg"):
            self.assertIn(self._written(sum(own.mapped(name))), text, name)
        others = self.entries.filtered(lambda entry: entry.report_line == "outside")
        proxies = self.entries.filtered(lambda entry: entry.report_line == "proxy")
        for lines in (others, proxies):
            self.assertIn(self._written(sum(lines.mapped("net"))), text)
        for name in ("avoided_purchase", "net_saving"):
            self.assertIn(self._written(sum(self.entries.mapped(name)), 2), text, name)
        self.assertIn(self._written(-sum(self.entries.mapped("cost")), 2).replace("-", ""), text)
        ours = self.entries.filtered(lambda entry: entry.event_kind != "outside")
        self.assertIn(f"selv har brukt om igjen: {sum(ours.mapped('piece_count'))}", " ".join(text.split()))
        self.assertIn("31,4", text)  # recycled, kg
        self.assertIn("Fjordvik" if "Fjordvik" in self.company.name else self.company.name, text)
        for heading in ("Unngått utslipp", "Slik er det regnet", "Går regnskapet over møblene opp?", "Gjenvinning"):
            self.assertIn(heading, text)

    def test_corrections_of_the_period_are_named_with_their_reasons(self):
        # An entry's day of entering is the database's own.
        counter = self.entries.filtered(lambda entry: entry.kind == "counter")
        made = counter.create_date.date()
        wizard = self._wizard(date_from=made.replace(month=1, day=1), date_to=made.replace(month=12, day=31))
        text = self._text(self._pdf(wizard))
        for word in ("=Feil vekt", counter.name, counter.counters_id.name):
            self.assertIn(word, text)
        self.assertNotIn(
            "=Feil vekt", self._text(self._pdf(self._wizard(date_from="2019-01-01", date_to="2019-12-31")))
        )

    def test_the_charts_are_lines_and_letters(self):
        content = self._pdf(self._wizard())
        done = subprocess.run(["pdfimages", "-list", "-"], input=content, capture_output=True, text=False, check=True)
        self.assertEqual(
            len(done.stdout.decode().strip().splitlines()), 2, "no pixels, only the two lines of the heading"
        )

    def test_a_whole_year_stands_beside_its_targets(self):
        self.env["furniture.impact.target"].create({"year": 2026, "measure": "co2e", "value": 1000})
        report = self.env["furniture.impact.report"]
        own = sum(self.entries.filtered(lambda entry: entry.report_line == "own").mapped("net"))
        [(_name, wanted, _reached, share)] = report._document(self._wizard()._scope())["targets"]
        self.assertEqual((wanted, share), ("1,000", f"{own / 10:.0f} %"))
        half = self._wizard(date_to="2026-06-30")
        self.assertFalse(report._document(half._scope())["targets"])
        self.assertFalse(report._document(self._wizard(site_ids=[(6, 0, self.site.ids)])._scope())["targets"])

    def test_an_empty_period(self):
        text = self._text(self._pdf(self._wizard(date_from="2019-01-01", date_to="2019-12-31")))
        self.assertIn("Reuse of furniture 2019", text)

    def test_who_may_not_read_entries_gets_no_document(self):
        wizard = self._wizard()
        for role in ("employee", "internal", "portal"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.env["furniture.impact.report"].with_user(self.users[role])._document(wizard._scope())
