from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What the scan page says to people of a crew: short, in easy words."""

    _inherit = "furniture.scan.words"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "not_for_crew": self.env._("This is not for the crew. Ask your supervisor."),
            "asked": self.env._("Your supervisor will answer."),
            "answered": self.env._("Answer: %(note)s"),
            "sent_back": self.env._("Do it again, please: %(note)s"),
        }

    @api.model
    def _kinds(self):
        return {**super()._kinds(), "question": self.env._("Question")}
