"""What the tests of suitability, consent and settlement share."""

from odoo.tests import new_test_user

from .common import FurnitureCase


class RulesCase(FurnitureCase):
    """A kindergarten that takes no treated furniture, two units that own pieces, and who answers for one of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.treated = cls._create_suitability("treated", "warning")
        cls.washable = cls._create_suitability("washable_test", "property")
        cls.checked = cls._create_suitability("checked", "property", has_validity=True, validity_months=12)
        cls.kindergarten = cls._create_place("Solstua", "building", suitability_forbidden_ids=cls.treated.ids)
        cls.playroom = cls._create_place("Lekerom", "room", cls.kindergarten)
        cls.head = new_test_user(cls.env, "bk_head", groups="bk_furniture_reuse.group_employee", name="Rektor")
        cls.school = cls.env["furniture.unit"].create({"name": "Skolen", "code": "310", "responsible_id": cls.head.id})
        cls.library = cls.env["furniture.unit"].create({"name": "Biblioteket", "code": "420"})

    @classmethod
    def _create_suitability(cls, code, kind, **vals):
        return cls.env["furniture.suitability"].create({"code": code, "name": code.title(), "kind": kind, **vals})

    @classmethod
    def _say(cls, lots, suitability, says="has", valid_until=False):
        lots._say_suitability(suitability, says, valid_until)

    def _hold_for(self, unit, lots, place=None, user="coordinator"):
        """A reservation of ``unit`` that holds ``lots``, made by ``user``."""
        reservation = self.env["furniture.reservation"].with_user(self.users[user]).create({"origin": "request"})
        reservation.sudo().write({"unit_id": unit.id, "destination_id": place.id if place else False})
        reservation._hold(lots.with_user(self.users[user]))
        return reservation.with_env(self.env)

    def _deliver(self, reservation, user="operator"):
        """The operator does the transfers that hold the pieces."""
        pickings = reservation.line_ids.move_line_id.picking_id.with_user(self.users[user])
        if reservation.destination_id:
            pickings.move_line_ids.location_dest_id = reservation.destination_id
        pickings.move_ids.picked = True
        pickings._action_done()
        return pickings
