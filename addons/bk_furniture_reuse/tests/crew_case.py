"""What the tests of crews share: a crew with a supervisor, and a member with a phone."""

from odoo import Command
from odoo.tests import new_test_user

from .scan_case import ScanCase


class CrewCase(ScanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["colleague"] = new_test_user(
            cls.env, "bk_crew_two", groups="bk_furniture_reuse.group_crew", name="Colleague"
        )
        cls.users["other_operator"] = new_test_user(
            cls.env, "bk_operator_two", groups="bk_furniture_reuse.group_operator", name="Other"
        )
        cls.crew = cls.env["furniture.crew"].create(
            {
                "name": "Sommerlaget",
                "supervisor_ids": [Command.set(cls.users["operator"].ids)],
                "member_ids": [Command.set((cls.users["crew"] | cls.users["colleague"]).ids)],
                "place_ids": [Command.set(cls.room.ids)],
            }
        )

    def setUp(self):
        super().setUp()
        self.phone = self._phone("crew")

    def _sent(self, kind, **data):
        """A record that a crew member has sent."""
        made = self.phone.record(kind, **data)
        self.phone.send([made])
        return self._kept(made)

    def _register(self, **data):
        tag = data.pop("tag", None) or self._blank()
        values = {"code": tag.code, "product": self.model.id, "place": self.room.id, **data}
        return self._sent("register", **values), tag

    def _fresh(self):
        """A reviewer comes with a request of their own: nothing is known from before."""
        self.env.flush_all()
        self.env.invalidate_all()

    def _approve(self, records, role="operator"):
        self._fresh()
        self._as(role, records).action_approve()
        records.invalidate_recordset()
        return records

    def _reply(self, records, note, role="operator"):
        self._fresh()
        wizard = self.env["furniture.crew.reply"].with_user(self.users[role])
        wizard.create({"record_ids": [Command.set(records.ids)], "note": note}).action_reply()

    def _correct(self, record, role="operator", **changes):
        """Open the wizard as the button does, change values, approve."""
        self._fresh()
        wizard = self.env["furniture.crew.correct"].with_user(self.users[role])
        wizard = wizard.with_context(default_record_id=record.id).create({})
        wizard.write(changes)
        self._fresh()
        wizard.action_approve()
        record.invalidate_recordset()
        return record
