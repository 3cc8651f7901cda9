"""The screens of the reuse ledger: who opens which, and what they say in words."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .impact_case import ImpactCase

LEDGER = {
    "furniture.impact.entry": ("list", "kanban", "form", "search", "pivot", "graph"),
    "furniture.impact.run": ("list", "form", "search"),
}
SOURCES = {
    "furniture.impact.event": ("list", "kanban", "form", "search"),
    "furniture.impact.edition": ("list", "form", "search"),
    "furniture.impact.factor": ("list", "form", "search"),
    "furniture.impact.figure": ("list", "form", "search"),
    "furniture.impact.kind": ("list", "form", "search"),
}
SETTINGS = {
    "furniture.impact.price": ("list", "form", "search"),
    "furniture.impact.distance": ("list", "form", "search"),
}
FOR_ROLES = {
    "operator": {**LEDGER, **SOURCES, **SETTINGS},
    "coordinator": {**LEDGER, **SOURCES, **SETTINGS},
    "manager": {**LEDGER, **SOURCES, **SETTINGS},
    "auditor": {**LEDGER, **SOURCES, **SETTINGS},
    "finance": {**LEDGER, **SOURCES},
}


@tagged("post_install", "-at_install")
class TestScreens(ImpactCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["finance"] = new_test_user(cls.env, "bk_finance", groups="bk_furniture_reuse.group_finance")
        cls.piece = cls._create_piece(cls.store, condition="b")

    def _fields_of(self, model, view, role):
        """Every field of a view as this role has it, those of lists in it by their own."""
        views = self.env[model].with_user(self.users[role]).get_views([(False, view)])
        return [name for name in views["models"][model]["fields"] if name in self.env[model]._fields]

    def test_every_role_opens_its_screens_with_records_behind_them(self):
        self._reserve_and_deliver(self.piece, self.room)
        self._enter_due()
        self.env["furniture.impact.price"].create({"code": "hour_rate", "amount": 500, "source": "Lønnstabell"})
        self.env["furniture.impact.distance"].create(
            {"from_id": self.site.id, "to_id": self.other_site.id, "km": 12, "source": "Kart"}
        )
        for role, models in FOR_ROLES.items():
            for model, views in models.items():
                records = self.env[model].with_user(self.users[role]).search([], limit=3)
                self.assertTrue(records, model)
                for view in views:
                    with self.subTest(role=role, model=model, view=view):
                        shown = self._fields_of(model, view, role)
                        self.assertTrue(records.web_read({name: {} for name in shown}))

    def test_others_see_nothing_of_it(self):
        for role in ("employee", "internal", "portal", "crew"):
            for model in {**LEDGER, **SOURCES, **SETTINGS}:
                with self.subTest(role=role, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(self.users[role]).search([])

    def test_menus_are_for_those_who_can_open_them(self):
        names = (
            "menu_impact_unanswered",
            "menu_impact_entries",
            "menu_impact_events",
            "menu_impact_runs",
            "menu_impact_configuration",
        )
        menus = {name: self.env.ref(f"bk_furniture_reuse.{name}").id for name in names}
        seen = {
            role: {
                name
                for name, menu in menus.items()
                if menu in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            }
            for role, user in self.users.items()
            if role not in ("portal",)
        }
        everything = set(names)
        self.assertEqual(seen["employee"], set())
        self.assertEqual(seen["operator"], everything - {"menu_impact_configuration"})
        self.assertEqual(seen["coordinator"], everything)
        self.assertEqual(seen["auditor"], everything)
        self.assertEqual(seen["finance"], {"menu_impact_entries", "menu_impact_events", "menu_impact_runs"})

    def test_a_stock_user_without_furniture_opens_transfers(self):
        user = new_test_user(self.env, "bk_stock", groups="stock.group_stock_user")
        picking = self._deliver(self.piece, self.room)
        views = self.env["stock.picking"].with_user(user).get_views([(False, "form")])
        shown = [name for name in views["models"]["stock.picking"]["fields"] if name in picking._fields]
        self.assertTrue(picking.with_user(user).web_read({name: {} for name in shown}))
        arch = views["views"]["form"]["arch"]
        self.assertNotIn('name="transport_cost"', arch)
        self.assertNotIn("action_answer_displacement", arch)

    def test_an_entry_is_explained_in_words(self):
        self.env["furniture.impact.price"].create(
            [
                {"code": "hour_rate", "amount": 500, "source": "Lønnstabell 2026", "valid_from": "2026-01-01"},
                {"code": "handling_hours", "amount": 0.5, "source": "Målt", "valid_from": "2026-01-01"},
                {"code": "registration_hours", "amount": 0.1, "source": "Målt", "valid_from": "2026-01-01"},
            ]
        )
        reservation = self._reserve_and_deliver(self.piece, self.classroom)
        reservation.picking_ids.write({"fuel_litres": 2, "transport_cost": 300, "transport_voucher": "F-118"})
        self._enter_due()
        entry = self._ledger_of(self.piece)
        # 2 litres of diesel are 5.32 kg; need stated, two thirds of a lifetime, an office chair of 36 / 70 / 142.
        self.assertEqual(
            entry.calculation_text.splitlines()[1:],
            [
                "Low: 0.50 × 0.6667 × 36.0 kg − 5.320 kg = 6.7 kg CO2e",
                "Default: 0.80 × 0.6667 × 70.0 kg − 5.320 kg = 32.0 kg CO2e",
                "High: 1.00 × 0.6667 × 142.0 kg − 5.320 kg = 89.4 kg CO2e",
            ],
        )
        self.assertEqual(entry.range_text, "32.0 (6.7 – 89.4)")
        self.assertIn("2.00 litres of fuel", entry.steps_text)
        self.assertIn("F-118", entry.steps_text)
        self.assertIn(self.classroom.display_name, entry.steps_text)
        self.assertRegex(entry.money_text, r"Cost of labour: .*300\.00.* \(Lønnstabell 2026, Målt\)")
        self.assertRegex(entry.money_text, r"Cost of transport: .*300\.00.* \(F-118\)")
        self.assertFalse(entry.missing_text)

    def test_what_is_not_known_is_said_and_is_not_zero(self):
        piece = self._create_piece(self.store, model=self._create_model("Uten pris"), condition="b")
        self._deliver(piece, self.classroom)
        self._enter_due()
        entry = self._ledger_of(piece)
        self.assertIn("Price when new: not known", entry.money_text)
        self.assertIn("Cost of labour: not known", entry.money_text)
        self.assertIn("distance not known", entry.steps_text)
        self.assertIn("price when new", entry.missing_text)

    def test_a_countered_entry_and_its_counter_say_so(self):
        self._deliver(self.piece, self.room)
        self._enter_due()
        entry = self._ledger_of(self.piece)
        self.assertFalse(entry.is_countered)
        entry._correct("withdraw", "Ble ikke flyttet")
        counter = entry.counter_ids
        self.assertTrue(entry.is_countered)
        self.assertIn(entry.name, counter.calculation_text)

    def test_an_edition_is_edited_as_a_draft_and_approved_by_the_manager(self):
        action = self._as("coordinator", self.edition).action_new_edition()
        draft = self._as("coordinator", self.env["furniture.impact.edition"].browse(action["res_id"]))
        with Form(draft) as form:
            form.valid_from = "2026-07-01"
            with form.factor_ids.edit(0) as factor:
                factor.value = 68
        self.assertEqual((draft.factor_ids[0].value, self.edition.factor_ids[0].value), (68, 70))
        with self.assert_refused(UserError, "furniture manager approves"):
            draft.action_approve()
        self._as("manager", draft).action_approve()
        with self.assert_refused(UserError, "stays as it is"):
            draft.factor_ids[0].value = 67

    def test_types_are_mapped_in_the_list(self):
        kind = self.env["furniture.impact.kind"].search([("code", "=", "sofa")])
        category = self.env["product.category"].create({"name": "Puff", "is_furniture_type": True})
        self.assertFalse(category.impact_kind_id)
        self._as("coordinator", category).impact_kind_id = kind
        self.assertEqual(category.impact_kind_id, kind)
        arch = self.env["product.category"].get_view(
            self.env.ref("bk_furniture_reuse.product_category_view_list_furniture").id, "list"
        )["arch"]
        self.assertIn('editable="bottom"', arch)

    def test_types_that_come_together_are_each_given_their_own_standard_type(self):
        names = {"Hev-/senkbord": "sit_stand_desk", "Sofa": "sofa", "Kontorstol": "office_chair", "Puff": False}
        categories = self.env["product.category"].create([{"name": name, "is_furniture_type": True} for name in names])
        self.assertEqual([category.impact_kind_id.code for category in categories], list(names.values()))

    def test_a_piece_leads_to_its_events_and_entries(self):
        self._deliver(self.piece, self.room)
        self._enter_due()
        piece = self._as("operator", self.piece)
        self.assertEqual((piece.impact_event_count, piece.impact_entry_count), (1, 1))
        self.assertEqual(
            self.env["furniture.impact.entry"].search(piece.action_open_impact_entries()["domain"]),
            self._ledger_of(self.piece),
        )
        with self.assertRaises(AccessError):
            self._as("employee", self.piece).read(["impact_event_count"])
