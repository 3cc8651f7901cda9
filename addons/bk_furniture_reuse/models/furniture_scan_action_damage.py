from odoo import api, fields, models

from ..tools import photo as pictures
from ..tools import scan as rules

LONGEST_NOTE = 500


class FurnitureScanActionDamage(models.AbstractModel):
    """A damage of a piece: ``{code, damage_kind, severity?, note?, photo?}``."""

    _name = "furniture.scan.action.damage"
    _inherit = "furniture.scan.action"
    _description = "Damage"
    _commutes = True

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans)
        damages = self.env["furniture.damage"]._fields
        kinds, severities = (dict(damages[name].selection) for name in ("kind", "severity"))
        return {scan.id: self._judge_one(scan, targets, kinds, severities) for scan in scans}

    @api.model
    def _judge_one(self, scan, targets, kinds, severities):
        lot = self._piece_of(scan, targets)
        if not lot:
            return self._no_piece(scan, targets)
        kind, severity = scan.data.get("damage_kind"), scan.data.get("severity") or None
        said = {**self._facts(lot), "damage": kind if isinstance(kind, str) else ""}
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        if not _is_one_of(kind, kinds) or not (severity is None or _is_one_of(severity, severities)):
            return rules.Outcome(rules.REFUSED, "no_damage_kind", said)
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        labels = dict(self.env["furniture.damage"]._fields["kind"]._description_selection(self.env))
        photos = {scan.id: pictures.is_picture(pictures.decode(scan.data.get("photo"))) for scan in scans}
        self.env["furniture.damage"].create(
            [
                {
                    "lot_id": judged[scan.id].values["lot_id"],
                    "kind": scan.data["damage_kind"],
                    "severity": scan.data.get("severity") or False,
                    "description": _note(scan) or labels[scan.data["damage_kind"]],
                    "date": fields.Date.context_today(self, scan.at),
                    "photo": scan.data["photo"] if photos[scan.id] else False,
                }
                for scan in scans
            ]
        )
        return {
            scan.id: rules.Outcome(
                rules.DONE,
                "damage_noted_no_photo" if scan.data.get("photo") and not photos[scan.id] else "damage_noted",
                judged[scan.id].values,
            )
            for scan in scans
        }


def _is_one_of(value, choices):
    return isinstance(value, str) and value in choices


def _note(scan):
    note = scan.data.get("note")
    return " ".join(note.split())[:LONGEST_NOTE] if isinstance(note, str) else ""
