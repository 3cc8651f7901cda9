"""Who may do what: one table of every role against every model, and the fields and records that are not for everybody."""

from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import FurnitureCase

# Order of the columns; each cell is made of r(ead), w(rite), c(reate), u(nlink), or - for nothing; * is for other add-ons to say.
ROLES = ("employee", "operator", "coordinator", "manager", "auditor", "internal", "portal")
MATRIX = {
    "furniture.colour":             ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.maker":              ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.unit":               ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.damage":             ("r", "rwc",  "rwc",  "rwcu", "r", "-", "-"),
    "furniture.photo":              ("r", "rwc",  "rwc",  "rwcu", "r", "-", "-"),
    "furniture.tag":                ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.tag.report":         ("-", "r",    "rw",   "rw",   "r", "-", "-"),
    "furniture.tag.visit":          ("-", "-",    "-",    "-",    "-", "-", "-"),
    "furniture.tag.batch":          ("-", "r",    "rwc",  "rwc",  "r", "-", "-"),
    "furniture.tag.batch.close":    ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.purpose.change":     ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.reservation":        ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.reservation.ask":    ("r", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.reservation.line":   ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.reservation.change": ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.reservation.decide": ("rwc", "rwc", "rwc", "rwc",  "-", "-", "-"),
    "furniture.reservation.split":  ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.notice":             ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.notice.setting":     ("rw", "rw",  "rw",   "rw",   "r", "-", "-"),
    "furniture.notice.digest":      ("-", "-",    "-",    "r",    "r", "-", "-"),
    "furniture.wish":               ("rwc", "rwc", "rwc", "rwcu", "r", "-", "-"),
    "furniture.wish.alert":         ("-", "-",    "r",    "r",    "r", "-", "-"),
    "furniture.wish.check":         ("-", "-",    "-",    "r",    "r", "-", "-"),
    "furniture.demand":             ("-", "-",    "r",    "r",    "r", "-", "-"),
    "furniture.suitability":        ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.suitability.fact":   ("r", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.suitability.override": ("-", "r",  "r",    "r",    "r", "-", "-"),
    "furniture.suitability.set":    ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.suitability.allow":  ("-", "-",    "-",    "rwc",  "-", "-", "-"),
    "furniture.release":            ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.release.answer":     ("rwc", "rwc", "rwc", "rwc",  "-", "-", "-"),
    "furniture.settlement.line":    ("-", "-",    "r",    "r",    "r", "-", "-"),
    "furniture.settlement.correct": ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.settlement.export":  ("-", "-",    "rwc",  "rwc",  "rwc", "-", "-"),
    "furniture.floor.plan":         ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.move":               ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.end":                ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.end.line":           ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.end.propose":        ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.end.reverse":        ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.sorting":            ("-", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.sorting.line":       ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.purpose.set":        ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.move.difference":    ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.move.target":        ("-", "rwcu", "rwcu", "rwcu", "-", "-", "-"),
    "furniture.move.receipt":       ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.load.plan":          ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.load.plan.line":     ("-", "rwcu", "rwcu", "rwcu", "-", "-", "-"),
    "furniture.rebuild":            ("-", "rwc",  "rwc",  "rwcu", "r", "-", "-"),
    "furniture.rebuild.source":     ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.rebuild.result":     ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.refurbish":          ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.rebuild.reverse":    ("-", "-",    "-",    "rwc",  "-", "-", "-"),
    "repair.order":                 ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "furniture.stocktake":          ("r", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.stocktake.line":     ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.stocktake.room":     ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.stocktake.scan":     ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.stocktake.close":    ("-", "-",    "-",    "rwc",  "-", "-", "-"),
    "furniture.stocktake.link":     ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.market.model":       ("r", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.market.tally":       ("-", "-",    "-",    "-",    "r", "-", "-"),
    "furniture.market.stock":       ("-", "-",    "-",    "-",    "r", "-", "-"),
    "furniture.saved.search":       ("-", "-",    "-",    "-",    "r", "-", "-"),
    "furniture.reservation.request": ("rwc", "rwc", "rwc", "rwc", "-", "-", "-"),
    "furniture.scan.device":        ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.scan.record":        ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.crew":               ("-", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.crew.day":           ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.crew.correct":       ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.crew.reply":         ("-", "rwc",  "rwc",  "rwc",  "-", "-", "-"),
    "furniture.impact.kind":        ("-", "r",    "r",    "rwc",  "r", "-", "-"),
    "furniture.impact.edition":     ("-", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.impact.factor":      ("-", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.impact.figure":      ("-", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.impact.price":       ("-", "r",    "rwc",  "rwcu", "r", "-", "-"),
    "furniture.impact.distance":    ("-", "r",    "rwcu", "rwcu", "r", "-", "-"),
    "furniture.impact.run":         ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.impact.event":       ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.impact.entry":       ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.impact.export":      ("-", "-",    "rwc",  "rwc",  "rwc", "-", "-"),
    "furniture.impact.subscription": ("-", "-",   "r",    "rwcu", "r", "-", "-"),
    "furniture.displacement.answer": ("-", "rwc", "rwc",  "rwc",  "-", "-", "-"),
    "furniture.impact.correct":     ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.impact.restate":     ("-", "-",    "-",    "rwc",  "-", "-", "-"),
    "furniture.impact.epd.import":  ("-", "-",    "rwc",  "rwc",  "-", "-", "-"),
    "furniture.impact.epd.import.line": ("-", "-", "rwcu", "rwcu", "-", "-", "-"),
    "furniture.impact.analysis":    ("-", "r",    "r",    "r",    "r", "-", "-"),
    "furniture.impact.target":      ("-", "r",    "r",    "rwcu", "r", "-", "-"),
    # Odoo's own. Furniture is one part of them; what an operator, a stock user in Odoo's eyes, may do is Odoo's choice.
    "stock.lot":                    ("r", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "stock.location":               ("r", "r",    "rwc",  "rwcu", "r", "r", "-"),
    "stock.picking":                ("-", "rwcu", "rwcu", "rwcu", "r", "-", "*"),
    "stock.move":                   ("-", "rwc",  "rwc",  "rwcu", "r", "-", "-"),
    "stock.picking.batch":          ("-", "rwcu", "rwcu", "rwcu", "r", "-", "-"),
    "fleet.vehicle":                ("-", "r",    "r",    "rwcu", "r", "-", "-"),
    "stock.quant":                  ("r", "rwc",  "rwc",  "rwc",  "r", "r", "-"),
    "product.category":             ("r", "r",    "rwc",  "rwc",  "r", "r", "-"),
    "product.template":             ("r", "r",    "rwc",  "rwc",  "r", "r", "-"),
    "product.product":              ("r", "r",    "rwc",  "rwc",  "r", "r", "-"),
}  # fmt: skip
# A crew member reads what the scan page shows, and what every employee of Odoo reads; everything else is nothing to them.
CREW = {
    "furniture.maker": "r",
    "furniture.tag": "r",
    "furniture.scan.device": "r",
    "furniture.scan.record": "r",
    "furniture.crew.day": "r",
    "stock.lot": "r",
}
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestAccessMatrix(FurnitureCase):
    def test_every_role_may_do_what_the_table_says_with_every_model(self):
        for model, cells in MATRIX.items():
            for role, cell in zip(ROLES, cells, strict=True):
                records = self.env[model].with_user(self.users[role])
                allowed = "".join(letter for letter, operation in OPERATIONS.items() if records.has_access(operation))
                if cell == "*":
                    continue
                with self.subTest(model=model, role=role):
                    self.assertEqual(allowed or "-", cell)

    def test_a_crew_member_reads_what_the_scan_page_shows_and_changes_nothing(self):
        internal = ROLES.index("internal")
        for model, cells in MATRIX.items():
            records = self.env[model].with_user(self.users["crew"])
            allowed = "".join(letter for letter, operation in OPERATIONS.items() if records.has_access(operation))
            with self.subTest(model=model):
                self.assertEqual(allowed or "-", CREW.get(model, cells[internal]))

    def test_the_table_has_every_model_of_the_register(self):
        ours = {
            name for name in self.env.registry
            if name.startswith("furniture.") and not self.env[name]._abstract and not name.startswith(("furniture.import", "furniture.label"))
        }  # fmt: skip
        self.assertEqual(ours, {name for name in MATRIX if name.startswith("furniture.")})

    def test_nobody_outside_the_groups_is_granted_anything(self):
        granted = self.env["ir.model.access"].search(
            [("model_id.model", "=like", "furniture.%"), ("group_id", "=", False)]
        )
        self.assertFalse(granted.mapped("name"))


@tagged("post_install", "-at_install")
class TestAccessToRecords(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls._create_piece(cls.room, remark="Låst skap", own_price_new=5000)
        cls.meter = cls.env["product.product"].create({"name": "Måler", "is_storable": True, "tracking": "serial"})
        cls.serial = cls.env["stock.lot"].create({"product_id": cls.meter.id, "name": "A1"})
        cls.shelf = cls.env["stock.location"].create({"name": "Hylle", "location_id": cls.stock.id})
        cls.other_type = cls.env["product.category"].create({"name": "Forbruksvarer"})

    def test_employees_and_auditors_see_furniture_but_no_other_serial_numbers(self):
        for role in ("employee", "auditor"):
            lots = self.env["stock.lot"].with_user(self.users[role])
            self.assertIn(self.piece, lots.search([]))
            self.assertNotIn(self.serial, lots.search([]))
            self.assertEqual(self._as(role, self.piece).name, self.piece.name)
            with self.assertRaises(AccessError):
                self._as(role, self.serial).read(["name"])
        for role in ("operator", "coordinator", "manager"):
            self.assertEqual(self._as(role, self.piece | self.serial).mapped("name"), [self.piece.name, "A1"])

    def test_remarks_and_money_are_for_those_who_work_with_furniture_and_the_auditor(self):
        for role in ("operator", "coordinator", "manager", "auditor"):
            values = self._as(role, self.piece).read(["remark", "price_new", "own_price_new"])[0]
            self.assertEqual(
                (values["remark"], values["price_new"], values["own_price_new"]), ("Låst skap", 5000, 5000), role
            )
            self.assertEqual(self._as(role, self.model.product_tmpl_id).read(["price_new"])[0]["price_new"], 9000)
        self._assert_hidden("employee", self.piece, ("remark", "price_new", "own_price_new"))
        for role in ("employee", "internal"):
            self._assert_hidden(role, self.model, ("price_new",))
            self._assert_hidden(role, self.model.product_tmpl_id, ("price_new",))

    def _assert_hidden(self, role, record, names):
        """A field is hidden from reading, searching, grouping, exporting and the list of fields."""
        hidden = self._as(role, record)
        for name in names:
            self.assertNotIn(name, hidden.fields_get())
            for call in (
                lambda name=name: hidden.read([name]),
                lambda name=name: hidden.search(Domain(name, "!=", False)),
                lambda name=name: hidden._read_group(
                    [], [name] if name == "remark" else [], ["__count" if name == "remark" else f"{name}:sum"]
                ),
                lambda name=name: hidden.search([], order=name),
            ):
                with self.assertRaises(AccessError), mute_logger("odoo.models"):
                    call()

    def test_employees_open_every_screen_of_theirs(self):
        for role in ("employee", "auditor"):
            lots = self.env["stock.lot"].with_user(self.users[role])
            for view in ("list", "kanban", "form", "search", "pivot", "graph"):
                view_id = self.env.ref(f"bk_furniture_reuse.stock_lot_view_{view}_piece").id
                arch = lots.get_view(view_id, view)["arch"]
                for secret in ("remark", "price_new") if role == "employee" else ():
                    self.assertNotIn(f'name="{secret}"', arch)
                shown = [
                    node.get("name")
                    for node in etree.fromstring(arch).iter("field")
                    if node.get("name") in lots._fields
                ]
                self.assertTrue(self._as(role, self.piece).read(shown))

    def test_coordinators_change_furniture_models_and_no_other_products(self):
        for record, vals in (
            (self.model.product_tmpl_id, {"width": 61}),
            (self.model, {"default_code": "8106"}),
            (self.type_chair, {"cpv_code": "39113000"}),
            (self.room, {"name": "214 A"}),
        ):
            self._as("coordinator", record).write(vals)
        for record, vals in (
            (self.meter.product_tmpl_id, {"name": "x"}),
            (self.meter, {"default_code": "x"}),
            (self.meter, {"name": "x"}),
            (self.other_type, {"name": "x"}),
            (self.shelf, {"name": "x"}),
            (self.stock, {"name": "x"}),
        ):
            with self.subTest(record=record), self.assertRaises(AccessError):
                self._as("coordinator", record).write(vals)
        for model, vals in (
            ("product.template", {"name": "x"}),
            ("product.product", {"name": "x"}),
            ("product.category", {"name": "x"}),
            ("stock.location", {"name": "x", "location_id": self.stock.id}),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.users["coordinator"]).create(vals)

    def test_coordinators_cannot_make_another_product_theirs(self):
        with self.assertRaises(AccessError):
            self._as("coordinator", self.env["product.template"].create({"name": "Skrivepapir"})).is_furniture = True
        with self.assertRaises(AccessError):
            self._as("coordinator", self.other_type).is_furniture_type = True
        with self.assertRaises(AccessError):
            self._as("coordinator", self.shelf).place_kind = "store"

    def test_coordinators_make_models_types_and_places(self):
        env = self.env(user=self.users["coordinator"])
        category = env["product.category"].create({"name": "Krakk", "is_furniture_type": True})
        template = env["product.template"].create({"name": "Ny krakk", "is_furniture": True, "categ_id": category.id})
        self.assertEqual(template.product_variant_id.tracking, "serial")
        room = env["stock.location"].create({"name": "216", "place_kind": "room", "location_id": self.floor.id})
        self.assertEqual(room.building_id, self.building)

    def test_managers_and_stock_administrators_keep_other_products(self):
        self._as("manager", self.meter).default_code = "M1"
        self._as("manager", self.meter.product_tmpl_id).name = "Strømmåler"
        self._as("manager", self.shelf).name = "Hylle 2"
        self._as("manager", self.other_type).name = "Papir"
        self.assertEqual(self.meter.default_code, "M1")

    def test_employees_and_auditors_change_nothing_in_stock(self):
        line = self.env["stock.move.line"].search([("lot_id", "=", self.piece.id)])
        route = {"product_id": self.meter.id, "location_id": self.room.id, "location_dest_id": self.store.id}
        move = self.env["stock.move"].create({**route, "product_uom_qty": 1})
        move._action_confirm()
        waiting = self.env["stock.move.line"].create(
            {**route, "move_id": move.id, "product_uom_id": self.meter.uom_id.id}
        )
        for role in ("employee", "auditor"):
            for record in (line, waiting):
                with self.subTest(role=role, record=record):
                    with self.assertRaises(AccessError):
                        self._as(role, record).write({"location_dest_id": self.other_room.id})
                    with self.assertRaises(AccessError):
                        self._as(role, record).unlink()
            with self.assertRaises(AccessError):
                self.env["stock.move.line"].with_user(self.users[role]).create(
                    {**route, "move_id": move.id, "product_uom_id": self.meter.uom_id.id}
                )
        self.assertEqual(self._as("auditor", line).location_dest_id, self.room)
        self._as("operator", waiting).location_dest_id = self.other_room

    def test_the_auditor_sees_everything_about_a_piece(self):
        self.env["furniture.damage"].create({"lot_id": self.piece.id, "description": "Ripe"})
        self._reserve(self.piece)
        piece = self._as("auditor", self.piece)
        self.assertTrue(piece.purpose_change_ids.mapped("source"))
        self.assertTrue(piece.damage_ids.mapped("display_name"))
        self.assertTrue(piece.tag_ids.mapped("url"))
        self.assertTrue(piece.message_ids.mapped("body"))
        self.assertTrue(self.env["furniture.reservation"].with_user(self.users["auditor"]).search([]).line_ids.lot_id)

    def test_no_public_method_changes_anything_for_those_who_only_read(self):
        calls = (
            lambda env: env["stock.lot"].browse(self.piece.id).with_context(purpose="redesign").action_set_purpose(),
            lambda env: env["furniture.tag"].browse(self.piece.tag_id.id).action_retire(),
            lambda env: (
                env["furniture.move"].create({"lot_ids": self.piece.ids, "location_id": self.store.id}).action_move()
            ),
            lambda env: (
                env["furniture.purpose.set"].create({"lot_ids": self.piece.ids, "purpose": "redesign"}).action_apply()
            ),
        )
        for role in ("employee", "auditor", "internal", "portal"):
            for number, call in enumerate(calls):
                with self.subTest(role=role, call=number), self.assertRaises(AccessError):
                    call(self.env(user=self.users[role]))
        self.assertEqual(
            (self.piece.purpose, self.piece.tag_id.state, self.piece.location_id), ("available", "claimed", self.room)
        )

    def test_not_even_the_manager_deletes_what_history_needs(self):
        for record in (self.piece, self.piece.tag_id):
            with self.assertRaises(UserError):
                self._as("manager", record).unlink()
