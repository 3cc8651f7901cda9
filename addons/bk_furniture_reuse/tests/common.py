"""What the tests of the register share: a small municipality, its people, and short ways to make furniture."""

from contextlib import contextmanager

from odoo.tests import TransactionCase, new_test_user

ROLES = ("employee", "operator", "coordinator", "manager", "auditor")


class FurnitureMixin:
    """Places, people and factories; mixed into `TransactionCase` and `HttpCase`."""

    @classmethod
    def _set_up_furniture(cls):
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.users = {
            role: new_test_user(cls.env, f"bk_{role}", groups=f"bk_furniture_reuse.group_{role}", name=role.title())
            for role in ROLES
        }
        cls.users["internal"] = new_test_user(cls.env, "bk_internal", groups="base.group_user", name="Internal")
        cls.users["crew"] = new_test_user(cls.env, "bk_crew", groups="bk_furniture_reuse.group_crew", name="Crew")
        cls.users["portal"] = new_test_user(cls.env, "bk_portal", groups="base.group_portal", name="Portal")
        cls.company = cls.env.company
        cls.stock = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1).lot_stock_id
        cls.site = cls._create_place("Nordre sone", "site")
        cls.building = cls._create_place("Rådhuset", "building", cls.site)
        cls.floor = cls._create_place("2. etasje", "floor", cls.building, floor_number=2)
        cls.room = cls._create_place("214", "room", cls.floor)
        cls.other_room = cls._create_place("215", "room", cls.floor)
        cls.store = cls._create_place("Ombrukslager", "store")
        cls.type_chair = cls.env["product.category"].create(
            {"name": "Kontorstol", "is_furniture_type": True, "furniture_picture": "chair", "cpv_code": "39112000"}
        )
        cls.maker = cls.env["furniture.maker"].create({"name": "Testmakeren"})
        cls.model = cls._create_model("Capisco 8106", width=60, depth=58, height=110, weight=18, price_new=9000)

    @classmethod
    def _create_place(cls, name, kind, parent=None, **vals):
        return cls.env["stock.location"].create(
            {"name": name, "place_kind": kind, "location_id": (parent or cls.stock).id, **vals}
        )

    @classmethod
    def _create_model(cls, name, **vals):
        """A furniture model; returns the product, which is what pieces refer to."""
        template = cls.env["product.template"].create(
            {"name": name, "is_furniture": True, "categ_id": cls.type_chair.id, "maker_id": cls.maker.id, **vals}
        )
        return template.product_variant_id

    @classmethod
    def _create_pieces(cls, count, place=None, model=None, user="operator", **vals):
        """``count`` pieces registered by ``user``, in stock when a place is given."""
        vals = {"product_id": (model or cls.model).id, **({"location_id": place.id} if place else {}), **vals}
        lots = cls.env["stock.lot"].with_user(cls.users[user]).create([dict(vals) for _number in range(count)])
        return lots.with_env(cls.env)

    @classmethod
    def _create_piece(cls, place=None, **vals):
        return cls._create_pieces(1, place, **vals)

    @classmethod
    def _set_purpose(cls, lots, purpose, reason="for the test"):
        """Bring pieces to a purpose by legal changes: reserved ones by a reservation that holds them."""
        if purpose == "reserved":
            return cls._reserve(lots)
        lots._change_purpose(purpose, reason=reason)
        return lots

    @classmethod
    def _reserve(cls, lots):
        """A reservation that holds ``lots`` in stock, as an import makes it."""
        reservation = cls.env["furniture.reservation"].create({"origin": "import"})
        reservation._hold(lots)
        return reservation

    def _as(self, role, records):
        return records.with_user(self.users[role])

    @contextmanager
    def assert_refused(self, error, text):
        """The block is refused with a message that has ``text`` (a pattern) in it, and leaves nothing behind."""
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), text)

    def _quant(self, lot):
        """Where Odoo's ledger says that the piece stands: the quants with stock in our own places."""
        return self.env["stock.quant"].search(
            [("lot_id", "=", lot.id), ("location_id.usage", "in", ("internal", "transit")), ("quantity", "!=", 0)]
        )

    def assert_stands_in(self, lots, place):
        """The piece and Odoo's ledger agree on the one place."""
        for lot in lots:
            quant = self._quant(lot)
            self.assertEqual((quant.location_id, quant.quantity), (place, 1), lot.name)
            self.assertEqual(lot.location_id, place, lot.name)


class FurnitureCase(FurnitureMixin, TransactionCase):
    """The municipality, in a transaction that is rolled back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_furniture()
