from odoo import api, models

from ..tools import scan as rules
from .furniture_scan_action import _is_text, _shown
from .furniture_tag_read import BLANK, FOREIGN, RETIRED

REPLACE, LEAVE = "replace", "leave"


class FurnitureScanAction(models.AbstractModel):
    """What the records about tags have in common.

    They change what a code leads to, so no record of another kind may pass them (``_commutes`` stays False).
    """

    _inherit = "furniture.scan.action"

    @api.model
    def _abouts_of_tags(self, scans, *names):
        """What these records speak of with ``code`` and the values of ``names``, those that hang together joined."""
        targets = self._targets(scans, *names)
        abouts = {}
        for scan in scans:
            values = [scan.data.get(name) for name in ("code", *names)]
            abouts[scan.id] = {self._about(value, targets[value]) for value in values if _is_text(value)}
            abouts[scan.id] |= {("stock.location", value) for value in values if rules.is_number(value)}
        return rules.joined(abouts)

    @api.model
    def _target_in(self, scan, targets, name="code"):
        """The ``Target`` of a value, or None when it is no text."""
        text = scan.data.get(name)
        return targets[text] if _is_text(text) else None

    @api.model
    def _why_not_blank(self, scan, targets, said, made_for):
        """The refusal for a ``code`` that is no blank tag for this; nothing when it is one.

        :param made_for: ``piece`` or ``place``: tags of a batch are printed for one of them
        """
        target = self._target_in(scan, targets)
        said = {**said, "scanned": self._code_in_words(scan.data.get("code"), target)}
        if target and target.kind == BLANK:
            other = target.tag.made_for
            return rules.Outcome(rules.REFUSED, f"blank_for_{other}", said) if other and other != made_for else None
        if target and target.kind == RETIRED:
            return rules.Outcome(rules.REFUSED, "is_retired", said)
        if target and target.record:
            owner = target.record.name if target.record._name == "stock.lot" else target.record.display_name
            return rules.Outcome(rules.REFUSED, "tag_taken", {**said, "owner": owner})
        return rules.Outcome(rules.REFUSED, "not_ours" if target and target.kind == FOREIGN else "not_printed", said)

    @api.model
    def _code_in_words(self, text, target):
        return target.tag._readable() if target and target.tag else _shown(text)

    @api.model
    def _claimed_by_others_since(self, tag, scan):
        """Somebody else has put this tag into use since the record was made."""
        return bool(tag.claimed_on and tag.claimed_on >= scan.at and tag.claimed_by_id != self.env.user)

    @api.model
    def _tags_by_scan(self, scans):
        """The tags of ``code``, in the order of ``scans``."""
        targets = self._targets(scans)
        return self.env["furniture.tag"].browse(targets[scan.data["code"]].tag.id for scan in scans)
