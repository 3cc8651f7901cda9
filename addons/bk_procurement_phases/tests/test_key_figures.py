from odoo import Command
from odoo.tests import tagged

from .common import ProcurementCase

PURPOSES = ("in_use", "available", "reserved", "redesign", "recycling")


@tagged("post_install", "-at_install")
class TestKeyFigures(ProcurementCase):
    """Key figures are computed from the register, and each opens exactly the records that it counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_site = cls._create_place("Søndre sone", "site")
        cls.other_store = cls._create_place(
            "Kjelleren", "room", cls._create_place("Skolen", "building", cls.other_site)
        )
        cls.pieces = (
            cls._create_pieces(6, cls.room)
            + cls._create_pieces(3, cls.other_store)
            + cls._create_pieces(2, cls.town_hall_room)
        )
        cls._set_purpose(cls.pieces[:2], "in_use")
        cls._set_purpose(cls.pieces[2], "reserved")
        cls._set_purpose(cls.pieces[6], "redesign")
        cls._set_purpose(cls.pieces[7], "recycling")
        cls._set_purpose(cls.pieces[9:], "in_use")
        # Only what this test registered counts here, whatever else the database holds.
        cls.project.site_ids = cls.site + cls.other_site + cls.town_hall

    def _figures(self, project=None):
        project = (project or self.project).with_user(self.users["officer"])
        return {name: project[f"{name}_count"] for name in ("piece", "site", "destination", *PURPOSES)}

    def test_figures(self):
        expected = {
            "piece": 11,
            "site": 2,
            "destination": 2,
            "in_use": 4,
            "available": 4,
            "reserved": 1,
            "redesign": 1,
            "recycling": 1,
        }
        self.assertEqual(self._figures(), expected)

    def test_figures_follow_the_register_at_once(self):
        self.pieces[3]._move_to(self.town_hall_room)
        self.pieces[4]._change_purpose("redesign")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self._figures()["destination"], 3)
        self.assertEqual(self._figures()["redesign"], 2)

    def test_pieces_that_have_left_for_good_count_no_more(self):
        left = self.pieces[0] | self.pieces[9]
        end = self.env["furniture.end"].create(
            {"kind": "lost", "reason": "Not found", "line_ids": [Command.create({"lot_id": lot.id}) for lot in left]}
        )
        end.action_decide()
        end.action_carry_out()
        figures = self._figures()
        self.assertEqual((figures["piece"], figures["in_use"], figures["destination"]), (9, 2, 1))
        for figure, count in (("pieces", 9), ("in_use", 2), ("destination", 1)):
            self.assertEqual(self.env["stock.lot"].search_count(self.project._figure_domain(figure)), count)

    def test_each_figure_opens_the_records_that_it_counts(self):
        project = self._as("officer", self.project)
        for figure, count in (
            ("pieces", "piece"),
            ("destination", "destination"),
            *((purpose, purpose) for purpose in PURPOSES),
        ):
            action = project.with_context(figure=figure).action_open_pieces()
            self.assertEqual(
                self.env[action["res_model"]].with_user(self.users["officer"]).search_count(action["domain"]),
                project[f"{count}_count"],
                figure,
            )
        sites = self.env["stock.location"].search(project.action_open_sites()["domain"])
        self.assertEqual(sites, self.site + self.other_site)

    def test_only_the_chosen_sites_count(self):
        self.project.site_ids = self.other_site
        figures = self._figures()
        self.assertEqual((figures["piece"], figures["site"], figures["destination"]), (3, 1, 2))
        self.project.site_ids = False
        whole = self.env["stock.lot"].search_count([("is_furniture", "=", True)])
        self.assertEqual(self._figures()["piece"], whole)

    def test_other_companies_furniture_does_not_count(self):
        other = self.env["res.company"].create({"name": "Nabokommunen"})
        their_stock = self.env["stock.warehouse"].search([("company_id", "=", other.id)]).lot_stock_id
        their_site = self._create_place("Naborådhuset", "site", their_stock, company_id=other.id)
        self.env["stock.lot"].create(
            [{"product_id": self.model.id, "location_id": their_site.id} for _number in range(4)]
        )
        self.project.site_ids = False
        self.users["officer"].company_ids += other
        officer = self.users["officer"]
        before = self.project.with_user(officer).piece_count
        for companies in (self.company, self.company + other):
            project = self.project.with_user(officer).with_context(allowed_company_ids=companies.ids)
            self.assertEqual(project.piece_count, before)
            self.assertEqual(
                self.env["stock.lot"].with_user(officer).search_count(project.action_open_pieces()["domain"]), before
            )
        theirs = self._create_project("Deres", company_id=other.id, building_ids=[], user_id=False)
        theirs = theirs.with_user(officer).with_context(allowed_company_ids=[other.id])
        self.assertEqual((theirs.piece_count, theirs.site_count), (4, 1))
        self.assertEqual(
            self.env["stock.lot"].with_user(officer).search_count(theirs.action_open_pieces()["domain"]), 4
        )

    def test_one_query_however_many_projects(self):
        projects = self.project.browse()
        for number in range(20):
            projects += self._create_project(f"Project {number}", site_ids=[Command.set(self.site.ids)])
        projects = projects.with_user(self.users["officer"])

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            records[:1].mapped("piece_count")  # rights and names are read once
            records.invalidate_recordset()
            before = self.env.cr.sql_log_count
            records.mapped("piece_count")
            return self.env.cr.sql_log_count - before

        few, many = queries(projects[:1]), queries(projects)
        self.assertEqual(many, few)
        self.assertLessEqual(many, 4)
