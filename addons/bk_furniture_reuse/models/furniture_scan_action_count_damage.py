from odoo import api, models

from ..tools import photo as pictures
from ..tools import scan as rules


class FurnitureScanActionCountDamage(models.AbstractModel):
    """A counted piece is damaged: ``{session, code, damage_kind, severity?, note?, photo?}``; kept at the piece and in the count."""

    _name = "furniture.scan.action.count_damage"
    _inherit = "furniture.scan.count.line"
    _description = "Damage seen at a count"

    @api.model
    def _judge_line(self, scan, session, line, values):
        damages = self.env["furniture.damage"]._fields
        kind, severity = scan.data.get("damage_kind"), scan.data.get("severity") or None
        kinds, severities = ([value for value, _name in damages[name].selection] for name in ("kind", "severity"))
        values["damage"] = kind if isinstance(kind, str) else ""
        if not line.lot_id or kind not in kinds or (severity is not None and severity not in severities):
            return rules.Outcome(rules.REFUSED, "no_damage_kind", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do_in(self, scan, session, values):
        photo = scan.data.get("photo")
        readable = pictures.is_picture(pictures.decode(photo)) if photo else False
        session.report_damage(
            values["line_id"],
            scan.data["damage_kind"],
            scan.data.get("severity") or False,
            self._note(scan),
            photo if readable else False,
        )
        return rules.Outcome(rules.DONE, "damage_noted_no_photo" if photo and not readable else "damage_noted", values)


class FurnitureScanActionCountNote(models.AbstractModel):
    """A note or a photo of what was counted: ``{session, code, note?, photo?}``."""

    _name = "furniture.scan.action.count_note"
    _inherit = "furniture.scan.count.line"
    _description = "Note at a count"

    @api.model
    def _judge_line(self, scan, session, line, values):
        photo = scan.data.get("photo")
        if photo and not pictures.is_picture(pictures.decode(photo)):
            return rules.Outcome(rules.REFUSED, "no_picture", values)
        if not photo and not self._note(scan):
            return rules.Outcome(rules.REFUSED, "empty_note", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _do_in(self, scan, session, values):
        session.add_note(values["line_id"], self._note(scan), scan.data.get("photo") or False)
        return rules.Outcome(rules.DONE, "noted", values)
