from odoo import api, fields, models

from .furniture_notice import KINDS

MODES = [
    ("default", "What I wait for at once, the rest daily"),
    ("at_once", "Everything at once"),
    ("daily", "In the daily summary"),
    ("off", "Off"),
]


class FurnitureNoticeSetting(models.Model):
    """How one person wants to be told about one kind of thing. Without a row it is ``default``."""

    _name = "furniture.notice.setting"
    _description = "Notice setting"
    _order = "user_id, sequence, id"
    _rec_name = "kind"

    user_id = fields.Many2one("res.users", "To", required=True, ondelete="cascade", index=True, readonly=True)
    kind = fields.Selection(KINDS, "About", required=True, readonly=True)
    mode = fields.Selection(MODES, "Tell me", required=True, default="default")
    sequence = fields.Integer(readonly=True)

    _person_kind_uniq = models.Constraint("unique(user_id, kind)", "There is one setting for each kind.")

    @api.model
    def _modes(self, users):
        """How each of ``users`` wants each kind: {(user id, kind): mode}."""
        modes = {(user.id, kind): "default" for user in users for kind, _label in KINDS}
        # sudo: the sender asks how others want to be told.
        for setting in self.sudo().search_fetch([("user_id", "in", users.ids)], ["user_id", "kind", "mode"]):
            modes[setting.user_id.id, setting.kind] = setting.mode
        return modes

    @api.model
    def _of(self, user):
        """All settings of ``user``, made where they lack."""
        # sudo: rows are made by the system, for each person and kind once; the person chooses the mode only.
        settings = self.sudo()
        mine = settings.search([("user_id", "=", user.id)])
        there = set(mine.mapped("kind"))
        settings.create(
            [
                {"user_id": user.id, "kind": kind, "sequence": number}
                for number, (kind, _label) in enumerate(KINDS)
                if kind not in there
            ]
        )
        return self.search([("user_id", "=", user.id)])

    @api.model
    def _choose(self, choices):
        """Set how the logged-in person wants each kind.

        :param choices: {kind: mode}; what is no kind or no mode is left as it is
        """
        modes = dict(MODES)
        for setting in self._of(self.env.user).sudo():  # sudo: the person's own rows, and the choice only
            if choices.get(setting.kind) in modes:
                setting.mode = choices[setting.kind]

    @api.model
    def action_open_mine(self):
        """The logged-in person's own settings."""
        self.check_access("read")
        if self.env.user.has_group("bk_furniture_reuse.group_employee"):
            self._of(self.env.user)
        return self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_notice_setting_action")

    def write(self, vals):
        # The person and the kind are what the row is; only the choice changes.
        return super().write(
            {name: value for name, value in vals.items() if name in ("mode", "sequence") or self.env.su}
        )
