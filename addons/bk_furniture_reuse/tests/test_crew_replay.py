"""However the messages of a crew's phones are cut, repeated and mixed, the same waits for the supervisor, and counts once."""

from hypothesis import given, settings
from odoo import Command
from odoo.tests import new_test_user, tagged

from . import test_scan_replay as replay


@tagged("post_install", "-at_install")
class TestCrewReplay(replay.TestScanReplay):
    """The tests of all phones, with those of a crew among them; and what is true of a crew alone."""

    roles = ("crew", "crew_two", "operator")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["crew_two"] = new_test_user(
            cls.env, "bk_crew_two", groups="bk_furniture_reuse.group_crew", name="Two"
        )
        cls.crew = cls.env["furniture.crew"].create(
            {
                "name": "Laget",
                "supervisor_ids": [Command.set(cls.users["operator"].ids)],
                "member_ids": [Command.set((cls.users["crew"] | cls.users["crew_two"]).ids)],
            }
        )
        cls.env.flush_all()

    def test_in_any_interleaving_the_same_waits_and_the_same_comes_of_it(self):
        """Phones of a crew do nothing when they send, so it does not matter which comes first, whatever they speak of."""

        @settings(max_examples=25, phases=replay.PHASES)
        @given(replay._traffic(), replay._noise())
        def check(traffic, noise):
            queues, arrivals, other = traffic
            number = {0: 0, 1: 1, 2: 1}
            queues = [queues[0], [record for queue in queues[1:] for record in queue]]
            arrivals, other = [[number[one] for one in some] for some in (arrivals, other)]
            phones = self._phones(queues)
            one = self._after(lambda: self._send_one_by_one(phones, arrivals))
            self.assertEqual(self._after(lambda: self._send_with_noise(phones, other, noise)), one)
            self.assertFalse([entry for entry in one["ledger"] if entry[2] not in ("review", "refused")])
            once = self._after(lambda: (self._send_one_by_one(phones, arrivals), self._approve()))
            twice = self._after(
                lambda: (
                    self._send_with_noise(phones, other, noise),
                    self._approve(),
                    self._approve(),
                    self._send_all(phones),
                )
            )
            self.assertEqual(twice, once)

        check()

    def _approve(self):
        """All that the crew has sent; what was approved before among it."""
        self.env.flush_all()
        records = self.env["furniture.scan.record"].with_user(self.users["operator"])
        records.search([("from_crew", "=", True)]).action_approve()

    def _send_all(self, phones):
        for phone in phones:
            phone.send()
