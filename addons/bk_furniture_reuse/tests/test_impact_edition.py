"""Editions of the factor table: drafts are written, approved ones stay; the shipped one is what its sources say."""

import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .impact_case import ImpactCase

# Standard type: low, default, high, grade, typical weight, as in the table that the product ships. 0: none was seen.
TABLE = {
    "office_chair": (36, 70, 142, "b", 14.75),
    "meeting_chair": (11, 22, 38, "c", 0),
    "fixed_desk": (35, 59, 146, "c", 0),
    "sit_stand_desk": (110, 130, 178, "c", 0),
    "meeting_table": (18, 44, 80, "d", 28),
    "cabinet": (28, 40, 120, "c", 0),
    "pedestal_wood": (0, 28, 0, "d", 0),
    "pedestal_steel": (40, 44, 120, "c", 0),
    "sofa": (54, 70, 179, "b", 34),
    "armchair": (33, 43, 55, "b", 16),
    "whiteboard": (1.9, 1.9, 3.6, "e", 0),
    "acoustic_screen": (1.9, 1.9, 3.6, "e", 0),
    "locker": (1.9, 1.9, 3.6, "e", 0),
}


@tagged("post_install", "-at_install")
class TestShippedEdition(ImpactCase):
    def test_the_table_is_there_with_its_sources(self):
        factors = {factor.kind_id.code: factor for factor in self.edition.factor_ids}
        for code, (low, value, high, grade, mass) in TABLE.items():
            factor = factors[code]
            with self.subTest(code):
                self.assertEqual(
                    (factor.low, factor.value, factor.high, factor.grade, factor.mass), (low, value, high, grade, mass)
                )
                self.assertTrue(
                    factor.source_author and factor.source_year and factor.source_title and factor.life_note
                )
                self.assertEqual(factor.per_kg, grade == "e")
                self.assertEqual(factor.headline, grade != "e")
        self.assertFalse(factors["lamp"].quantified)
        self.assertEqual(set(factors), {*TABLE, "lamp"})

    def test_it_is_approved_and_has_the_figures_of_the_method(self):
        self.assertEqual(self.edition.state, "approved")
        figures = self.edition.figure_ids._of_edition(self.edition)
        self.assertEqual(figures["displacement.purchase_cancelled"], (0.9, 1, 1))
        self.assertEqual(figures["displacement.need_stated"], figures["displacement.project_new"])
        self.assertEqual(figures["displacement.need_stated"], (0.5, 0.8, 1))
        self.assertEqual(figures["displacement.moved_along"], (0, 0, 0.5))
        self.assertEqual(figures["displacement.outside"], (0, 0.5, 0.8))
        self.assertEqual((figures["fuel.diesel"][1], figures["transport.tkm"][1]), (2.66, 0.794))

    def test_furniture_types_get_the_standard_type_that_their_name_says(self):
        types = {
            "Hev-/senkbord": "sit_stand_desk", "Konferansestol": "meeting_chair", "Lenestol": "armchair", "Skrivebord": "fixed_desk",
            "Hylle": "cabinet", "Sofa": "sofa", "Skap": "cabinet", "Skjermvegg": "acoustic_screen", "Møtebord": "meeting_table",
        }  # fmt: skip
        for name, code in types.items():
            category = self.env["product.category"].create({"name": name, "is_furniture_type": True})
            self.assertEqual(category.impact_kind_id.code, code, name)
        self.assertFalse(self.env["product.category"].create({"name": "Sofa"}).impact_kind_id, "no furniture type")


@tagged("post_install", "-at_install")
class TestEditions(ImpactCase):
    def test_an_approved_edition_is_changed_by_nobody(self):
        factor, figure = self.edition.factor_ids[0], self.edition.figure_ids[0]
        for role in ("coordinator", "manager"):
            for change in (
                lambda role=role: self._as(role, self.edition).write({"name": "Ny"}),
                lambda role=role: self._as(role, factor).write({"value": 1}),
                lambda role=role: self._as(role, figure).write({"value": 1}),
                lambda role=role: self._as(role, factor).unlink(),
                lambda role=role: self._as(role, self.edition).unlink(),
                lambda role=role: factor.with_user(self.users[role]).copy(
                    {"kind_id": False, "categ_id": self.type_chair.id}
                ),
            ):
                with self.assert_refused(UserError, "approved"):
                    change()
        with self.assert_refused(UserError, "approved"):
            factor.sudo().value = 1

    def test_a_new_edition_is_a_draft_copy_with_the_next_number(self):
        action = self._as("coordinator", self.edition).action_new_edition()
        draft = self.env["furniture.impact.edition"].browse(action["res_id"])
        self.assertEqual((draft.name, draft.state, draft.previous_id), ("NO-FURN-2026.2", "draft", self.edition))
        self.assertEqual((len(draft.factor_ids), len(draft.figure_ids)), (14, len(self.edition.figure_ids)))
        self._as("coordinator", draft.factor_ids[0]).value = 71
        with self.assert_refused(UserError, "manager"):
            self._as("coordinator", draft).action_approve()
        self._as("manager", draft).action_approve()
        self.assertEqual((draft.state, draft.approved_by_id), ("approved", self.users["manager"]))

    def test_nobody_signs_by_writing(self):
        draft = self.edition.copy()
        for role in ("coordinator", "manager"):
            with self.assert_refused(UserError, "button"):
                self._as(role, draft).write({"state": "approved"})
            with self.assert_refused(UserError, "draft"):
                self.env["furniture.impact.edition"].with_user(self.users[role]).create(
                    {"name": "X", "state": "approved"}
                )
        with self.assertRaises(AccessError):
            self._as("operator", draft).write({"note": "x"})

    def test_a_factor_says_what_it_is_for_and_grade_a_is_a_declaration(self):
        draft = self.edition.copy()
        factors = self.env["furniture.impact.factor"]
        common = {"edition_id": draft.id, "value": 10, "source_title": "Kilde"}
        with self.assert_refused(ValidationError, "one model"):
            factors.create(common)
        with self.assert_refused(ValidationError, "one model"):
            factors.create({**common, "product_tmpl_id": self.model.product_tmpl_id.id, "categ_id": self.type_chair.id})
        with self.assert_refused(ValidationError, "grade A"):
            factors.create({**common, "product_tmpl_id": self.model.product_tmpl_id.id, "grade": "a"})
        for wrong in ({"low": 20}, {"high": 5}, {"value": 0}, {"life_new": 0}):
            with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                factors.create({**common, "categ_id": self.type_chair.id, **wrong})

    def test_a_factor_without_author_and_year_keeps_its_edition_from_being_approved(self):
        draft = self.edition.copy()
        self.env["furniture.impact.factor"].create(
            {"edition_id": draft.id, "value": 10, "source_title": "Et sted", "categ_id": self.type_chair.id}
        )
        with self.assert_refused(UserError, "author"):
            self._as("manager", draft).action_approve()

    def test_without_an_approved_edition_events_wait(self):
        piece = self._create_piece(self.store)
        self._deliver(piece, self.room)
        self.env.cr.execute("UPDATE furniture_impact_edition SET state = 'draft'")
        self.env.invalidate_all()
        self._enter_due()
        self.assertEqual((piece.impact_event_ids.state, len(self._ledger_of(piece))), ("waiting", 0))

    def test_no_context_signs_an_edition(self):
        forged = {
            "default_state": "approved",
            "default_approved_by_id": self.users["manager"].id,
            "default_approved_on": "2026-03-01",
        }
        editions = self.env["furniture.impact.edition"].with_user(self.users["coordinator"]).with_context(**forged)
        self.assertEqual(editions.create({"name": "X"}).state, "draft")

    def test_the_shares_of_a_purchase_are_there_and_are_shares(self):
        draft = self.edition.copy()
        share = draft.figure_ids.filtered(lambda figure: figure.code == "displacement.need_stated")
        for wrong in ({"high": 1.2}, {"low": 0.9}, {"high": 0.7}):
            with self.assert_refused(UserError, "need_stated"), self.env.cr.savepoint():
                share.write({**wrong})
                self._as("manager", draft).action_approve()
        with self.assert_refused(UserError, "need_stated"), self.env.cr.savepoint():
            share.unlink()
            self._as("manager", draft).action_approve()
        # No interval is allowed: then the default stands for both.
        share.write({"low": 0, "high": 0})
        self._as("manager", draft).action_approve()
        self.assertEqual(draft.figure_ids._of_edition(draft)["displacement.need_stated"], (0.8, 0.8, 0.8))
