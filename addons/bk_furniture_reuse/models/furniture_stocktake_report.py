import base64
import hashlib

from odoo import fields, models

from ..tools import stocktake as rules


class FurnitureStocktake(models.Model):
    """The signed report: a PDF that is kept at closing, with a checksum that shows whether it is still the same file."""

    _inherit = "furniture.stocktake"

    signature = fields.Image(max_width=1024, max_height=1024, readonly=True, copy=False)
    report_id = fields.Many2one(
        "ir.attachment", string="Signed report", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    report_checksum = fields.Char(
        "Checksum (SHA-256)",
        readonly=True,
        copy=False,
        help="SHA-256 of the PDF as it was when the stock-take was closed.",
    )

    def _keep_report(self):
        self.ensure_one()
        # sudo: the report is the system's; it shows what the manager who closes has just been shown.
        content, kind = (
            self.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf("bk_furniture_reuse.stocktake_report_action", self.ids)
        )
        attachment = self.env["ir.attachment"].sudo().create(
            {
                "name": f"{self.name.replace('/', '-')}.{kind}",
                "datas": base64.b64encode(content),
                "mimetype": "application/pdf" if kind == "pdf" else "text/html",
                "res_model": self._name,
                "res_id": self.id,
            }
        )  # fmt: skip
        self._at_work().write({"report_id": attachment.id, "report_checksum": hashlib.sha256(content).hexdigest()})

    def action_download_report(self):
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/web/content/{self.report_id.id}?download=1", "target": "self"}

    # What the report shows

    def _report_rooms(self):
        """For each room: its name, how it was counted, and its numbers."""
        rows = {
            room.location_id: {
                "room": room,
                "name": room.location_id.display_name,
                "expected": 0,
                **dict.fromkeys(rules.RESULTS[1:], 0),
            }
            for room in self.room_ids.sorted(lambda room: room.location_id.complete_name)
        }
        for line in self.line_ids:
            if line.room_id in rows:
                rows[line.room_id]["expected"] += 1
            place = (
                line.room_id if line.result in (rules.FOUND, rules.MISSING) and line.room_id else line.found_location_id
            )
            if place in rows and line.result != rules.EXPECTED:
                rows[place][line.result] += 1
        return list(rows.values())

    def _report_lines(self, result):
        return self.line_ids.filtered(lambda line: line.result == result)

    def _report_differences(self):
        """Heading and lines of each kind of difference that there is, damaged pieces last."""
        labels = dict(self.env["furniture.stocktake.line"]._fields["result"]._description_selection(self.env))
        lists = [(labels[result], self._report_lines(result)) for result in rules.DIFFERENCES]
        lists.append((self.env._("Damaged"), self.line_ids.filtered("damage_id")))
        return [(label, lines) for label, lines in lists if lines]
