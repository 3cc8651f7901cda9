from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.scan.shapes import is_uuid


class FurnitureScanDevice(models.Model):
    """A person's browser on a phone: whose queue it is, and how far it has been taken."""

    _name = "furniture.scan.device"
    _description = "Scanning device"
    _order = "last_seen desc, id desc"
    _rec_name = "uuid"

    uuid = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True, ondelete="restrict")
    last_seq = fields.Integer("Records taken", readonly=True, default=0)
    last_seen = fields.Datetime(readonly=True)

    _uuid_uniq = models.Constraint("unique(uuid)", "This device is known already.")

    @api.model
    def _lock(self, uuid):
        """The device of this person, new when it has not been seen before. Its other messages wait until this one is done."""
        if not is_uuid(uuid):
            raise UserError(self.env._("The scan page did not say which phone it is. Load the page again."))
        self.env.cr.execute(
            SQL(
                """INSERT INTO furniture_scan_device (uuid, user_id, last_seq, create_uid, create_date, write_uid, write_date)
                   VALUES (%(uuid)s, %(uid)s, 0, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (uuid) DO NOTHING""",
                uuid=uuid,
                uid=self.env.uid,
            )
        )
        ((device_id, user_id),) = self.env.execute_query(
            SQL("SELECT id, user_id FROM furniture_scan_device WHERE uuid = %s FOR UPDATE", uuid)
        )
        if user_id != self.env.uid:
            raise AccessError(self.env._("This queue belongs to somebody else. They must log in to send it."))
        # sudo: the row is this person's own; devices are nobody's to edit
        return self.sudo().browse(device_id)
