from odoo import api, fields, models


class FurnitureScanWork(models.AbstractModel):
    """The working set: what a phone takes along into the basement. Each part adds its sections."""

    _name = "furniture.scan.work"
    _description = "Working set of the scan page"

    @api.model
    def _load(self):
        """Every section by its name, as this person may read it."""
        self.env["furniture.scan"]._check_may_scan()
        return {name: make() for name, make in self._sections().items()}

    @api.model
    def _sections(self):
        return {"person": self._person, "made_on": fields.Datetime.now().isoformat}

    @api.model
    def _person(self):
        user = self.env.user
        return {
            "id": user.id,
            "name": user.name,
            "company": user.company_id.name,
            "coordinator": user.has_group("bk_furniture_reuse.group_coordinator"),
        }
