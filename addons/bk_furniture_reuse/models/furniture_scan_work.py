import hashlib
import json

from odoo import api, fields, models


class FurnitureScanWork(models.AbstractModel):
    """The working set: what a phone takes along into the basement. Each part adds its sections."""

    _name = "furniture.scan.work"
    _description = "Working set of the scan page"

    @api.model
    def _load(self, known=None, buildings=None):
        """Every section by its name, as this person may read it; what the phone has already is left out.

        :param known: ``{section: stamp}`` of what the phone has
        :param buildings: ids of the buildings whose pieces are wanted; by default those where the person worked last
        :return: the sections, and under ``stamps`` the stamp of each, those that are left out included
        """
        self.env["furniture.scan"]._check_may_scan()
        known = known if isinstance(known, dict) else {}
        work = self.with_context(scan_buildings=buildings if isinstance(buildings, list) else None)
        sections = {name: make() for name, make in work._sections_of_person().items()}
        stamps = {name: self._stamp(section) for name, section in sections.items()}
        changed = {name: section for name, section in sections.items() if known.get(name) != stamps[name]}
        return {**changed, "made_on": fields.Datetime.now().isoformat(), "stamps": stamps}

    @api.model
    def _stamp(self, section):
        """The same for the same content, whatever changed in between: dates of changes would miss what was taken away."""
        text = json.dumps(section, ensure_ascii=False, separators=(",", ":"), default=str)
        return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

    @api.model
    def _sections_of_person(self):
        """Those sections that this person works with, of all that the parts have added."""
        return self._sections()

    @api.model
    def _sections(self):
        """{name: method}; what a method returns goes to the phone as it is."""
        return {"person": self._person}

    @api.model
    def _person(self):
        user = self.env.user
        return {
            "id": user.id,
            "name": user.name,
            "company": user.company_id.name,
            "coordinator": user.has_group("bk_furniture_reuse.group_coordinator"),
        }
