"""What the tests of wishes and notices share."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.tests import new_test_user

from .common import FurnitureMixin


class WishMixin(FurnitureMixin):
    """A municipality in which people wish for furniture."""

    @classmethod
    def _set_up_wishes(cls):
        cls._set_up_furniture()
        cls.env["furniture.wish"].search([]).sudo()._set_closed("withdrawn")
        cls.env["furniture.wish.check"].search([]).unlink()
        cls.env["furniture.notice"].search([]).write({"told_on": fields.Datetime.now()})
        groups = "bk_furniture_reuse.group_portal_employee"
        cls.teacher = new_test_user(cls.env, "bk_teacher", groups=groups, name="Lærer", email="teacher@example.com")
        cls.colleague = new_test_user(
            cls.env, "bk_colleague", groups=groups, name="Kollega", email="colleague@example.com"
        )
        cls.grey, cls.blue, cls.red = (
            cls.env["furniture.colour"].create({"name": name, "code": f"test-{name}", "swatch": "#808080"})
            for name in ("Testgrå", "Testblå", "Testrød")
        )

    @classmethod
    def _wish(cls, user="employee", **vals):
        """A wish for chairs by ``user``, a role or a user."""
        user = cls.users.get(user, user) if isinstance(user, str) else user
        vals = {"categ_id": cls.type_chair.id, **vals}
        return cls.env["furniture.wish"].with_user(user).create(vals).with_env(cls.env)

    def _fitting(self, wish):
        self.env.invalidate_all()
        return wish.fit_lot_ids

    def _coming(self, wish):
        self.env.invalidate_all()
        return wish.coming_lot_ids

    def _check(self):
        """What happens when people's transactions are committed and the scheduled job has run."""
        self.env.flush_all()
        self.env["stock.lot"]._queue_for_wishes()
        wishes = self.env["furniture.wish"].sudo()
        while queued := wishes._take_queued():
            wishes._compare(queued)

    def _notices(self, user="employee"):
        user = self.users[user] if isinstance(user, str) else user
        return self.env["furniture.notice"].search([("user_id", "=", user.id), ("kind", "=", "wish")], order="id")

    @contextmanager
    def _count(self):
        """A list that gets the number of queries of the block, with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        counts, before = [], self.env.cr.sql_log_count
        yield counts
        self.env.flush_all()
        counts.append(self.env.cr.sql_log_count - before)

    @contextmanager
    def _asked(self, free_up_to=100):
        """What wishes ask of reservations, in a list; up to ``free_up_to`` pieces are granted at once."""
        self.env["ir.config_parameter"].set_param("bk_furniture_reuse.reservation_free_up_to", str(free_up_to))
        asked, real = [], self.env.registry["furniture.reservation"]._ask

        def ask(reservations, asks, **keywords):
            asked.append((asks, keywords))
            return real(reservations, asks, **keywords)

        with patch.object(self.env.registry["furniture.reservation"], "_ask", ask):
            yield asked
