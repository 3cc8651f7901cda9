from odoo import api, models

from ..tools import photo as pictures
from ..tools import scan as rules
from .furniture_scan_action import _is_text, _shown

LONGEST_NOTE = 500


class FurnitureScanActionTagReport(models.AbstractModel):
    """A tag that is double, lost or unreadable: ``{code or piece, problem, note?, photo?}``. The same problem is reported once."""

    _name = "furniture.scan.action.tag_report"
    _inherit = "furniture.scan.action"
    _description = "Problem with a tag"

    @api.model
    def _abouts(self, scans):
        return self._abouts_of_tags(scans, "piece")

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "piece")
        found = {scan.id: self._reported(scan, targets) for scan in scans}
        pieces = self.env["stock.lot"].union(
            *(record for record, _tag in found.values() if record._name == "stock.lot")
        )
        places = self.env["stock.location"].union(
            *(record for record, _tag in found.values() if record._name == "stock.location")
        )
        own = {name: self.env["furniture.tag"]._own_in_use(those) for name, those in (("stock.lot", pieces), ("stock.location", places))}  # fmt: skip
        subjects = {
            scan_id: self._subject(record, tag or own[record._name].get(record.id, tag))
            for scan_id, (record, tag) in found.items()
        }
        reports = self.env["furniture.tag.report"]._open_about(subjects.values())
        return {scan.id: self._judge_one(scan, subjects[scan.id], reports) for scan in scans}

    @api.model
    def _reported(self, scan, targets):
        """(piece or place, tag) that the record names."""
        name = "code" if _is_text(scan.data.get("code")) else "piece"
        target = self._target_in(scan, targets, name)
        if not target:
            return self.env["stock.lot"], self.env["furniture.tag"]
        return target.record, target.tag

    @api.model
    def _subject(self, record, tag):
        """(piece id, place id, tag id) that a report is about; 0 for none."""
        piece, place = (record.id if record._name == name else 0 for name in ("stock.lot", "stock.location"))
        return piece or 0, place or 0, tag.id or 0

    @api.model
    def _judge_one(self, scan, subject, reports):
        piece_id, place_id, tag_id = subject
        tag = self.env["furniture.tag"].browse(tag_id or False)
        text = scan.data.get("code") if _is_text(scan.data.get("code")) else scan.data.get("piece")
        said = {"problem": scan.data.get("problem"), "tag": tag._readable() if tag else _shown(text), "tag_id": tag_id}
        if piece_id:
            said.update(self._facts(self.env["stock.lot"].browse(piece_id)))
        if place_id:
            place = self.env["stock.location"].browse(place_id)
            said.update(place_id=place_id, place=place.display_name)
        if not any(subject):
            return rules.Outcome(rules.REFUSED, "unknown", {"scanned": _shown(text)})
        problems = dict(self.env["furniture.tag.report"]._fields["problem"].selection)
        if not isinstance(said["problem"], str) or said["problem"] not in problems:
            return rules.Outcome(rules.REFUSED, "no_problem", {**said, "problem": ""})
        said["about"] = said.get("piece") or said.get("place") or said["tag"]
        report = reports.get((*subject, said["problem"]))
        if not report:
            return rules.Outcome(rules.READY, "", said)
        said.update(report_id=report.id, who=report.user_id.name)
        if self._has_picture(scan) and not report.photo:
            return rules.Outcome(rules.READY, "", said)
        return rules.Outcome(rules.AGAIN, "reported_already", said)

    @api.model
    def _do(self, scans, judged):
        # sudo: whoever finds a tag that is wrong reports it; the reports themselves are the coordinator's.
        reports_sudo = self.env["furniture.tag.report"].sudo()
        new = [scan for scan in scans if not judged[scan.id].values.get("report_id")]
        outcomes = {}
        for scan in scans:
            said = judged[scan.id].values
            unseen = scan.data.get("photo") and not self._has_picture(scan)
            outcomes[scan.id] = rules.Outcome(rules.DONE, "reported_no_photo" if unseen else "reported", said)
            if scan not in new:
                reports_sudo.browse(said["report_id"]).photo = scan.data["photo"]
        reports_sudo.create(
            [self._prepare_report_vals(scan, judged[scan.id].values) for scan in new]
        )._tell_coordinators()
        return outcomes

    @api.model
    def _prepare_report_vals(self, scan, said):
        note = scan.data.get("note")
        return {
            "problem": said["problem"],
            "lot_id": said.get("lot_id", False),
            "location_id": said.get("place_id", False),
            "tag_id": said["tag_id"] or False,
            "note": " ".join(note.split())[:LONGEST_NOTE] if isinstance(note, str) else False,
            "photo": scan.data["photo"] if self._has_picture(scan) else False,
            "user_id": self.env.uid,
            "reported_on": scan.at,
        }

    @api.model
    def _has_picture(self, scan):
        return pictures.is_picture(pictures.decode(scan.data.get("photo")))
