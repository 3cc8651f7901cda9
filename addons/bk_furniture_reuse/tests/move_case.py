"""What the tests of planned moves share: a second building, a van and the school that receives."""

from odoo.tests import new_test_user

from .common import FurnitureCase

# One white pixel, as a signature pad sends it.
SIGNATURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII="


class MoveMixin:
    @classmethod
    def _set_up_moves(cls):
        cls.school = cls._create_place("Skolen", "building", cls.site)
        cls.school_floor = cls._create_place("1. etasje", "floor", cls.school, floor_number=1)
        cls.classroom = cls._create_place("214", "room", cls.school_floor)
        cls.hall = cls._create_place("Aula", "room", cls.school_floor)
        cls.head = new_test_user(cls.env, "bk_head", groups="bk_furniture_reuse.group_employee", name="Rektor")
        cls.unit = cls.env["furniture.unit"].create({"name": "Skolen", "responsible_id": cls.head.id})
        cls.desk = cls._create_model("Hev-/senkbord", width=160, depth=80, height=75, weight=45)
        cls.van_kind = cls.env["fleet.vehicle.model.category"].create(
            {"name": "Varebil", "volume_capacity": 4, "weight_capacity": 300}
        )
        model = cls.env["fleet.vehicle.model"].create(
            {"name": "Transit", "brand_id": cls.env["fleet.vehicle.model.brand"].create({"name": "Ford"}).id}
        )
        cls.van = cls.env["fleet.vehicle"].create(
            {"model_id": model.id, "license_plate": "AB 12345", "category_id": cls.van_kind.id}
        )

    def _plan(self, lots, place, user="operator", **options):
        return self._as(user, lots)._plan_move(dict.fromkeys(self._as(user, lots), place), **options).with_env(self.env)

    def _load(self, pickings, **options):
        batches = self.env["stock.picking.batch"].with_user(self.users["operator"])
        return batches._make_load(self._as("operator", pickings), **options).with_env(self.env)

    def _scan(self, record, mode, codes, place=None, user="operator", **options):
        """The results of scanning, as (status, text) in order."""
        scan = self.env["furniture.move.scan"].with_user(self.users[user])
        answer = scan.scan_codes(record._name, record.id, mode, codes, place and place.id, **options)
        return [(result["status"], result["text"]) for result in answer["results"]]

    def _finish(self, record, rest="later", user="operator"):
        scan = self.env["furniture.move.scan"].with_user(self.users[user])
        answer = scan.finish(record._name, record.id, rest)
        return self.env["stock.picking"].browse(answer["done"])

    def _names(self, lots):
        return lots.mapped("name")

    def _reserved(self, lots):
        quants = self.env["stock.quant"].search([("lot_id", "in", lots.ids), ("location_id.usage", "=", "internal")])
        return {quant.lot_id: quant.reserved_quantity for quant in quants}


class MoveCase(MoveMixin, FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_moves()
