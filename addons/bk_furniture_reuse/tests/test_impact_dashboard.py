"""The dashboard's figures, added up again by hand from the entries; that every figure opens what it is made of, and shows nobody else's."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .impact_figures_case import MONEY, FiguresCase

CHART_FIELDS = {"site": "site_id", "unit": "unit_id", "type": "categ_id"}


@tagged("post_install", "-at_install")
class TestFigures(FiguresCase):
    def _data(self, role="coordinator", **filters):
        return self.env["furniture.impact.dashboard"].with_user(self.users[role]).get_data(filters)

    def _line(self, entries, line):
        return entries.filtered(lambda entry: entry.report_line == line)

    def _ours(self, entries):
        return entries.filtered(lambda entry: entry.event_kind != "outside")

    def test_the_half_year_has_every_kind_of_line(self):
        raw = self._raw()
        self.assertEqual(set(raw.mapped("report_line")), {"own", "outside", "proxy", "none"})
        self.assertEqual(set(raw.mapped("kind")), {"claim", "counter"})

    def test_figures_are_the_sums_of_the_entries(self):
        raw, data = self._raw(), self._data()
        found = data["figures"]
        for line in ("own", "outside", "proxy", "none"):
            entries = self._line(raw, line)
            for name, column in (("low", "net_low"), ("net", "net"), ("high", "net_high"), ("process", "process_kg")):
                self.assertAlmostEqual(found[line][name], self._sum(entries, column), 2, f"{line} {name}")
            self.assertEqual(found[line]["pieces"], self._sum(entries, "piece_count"), line)
        self.assertAlmostEqual(found["waste"], self._sum(self._ours(raw), "waste_diverted"), 2)
        for name in MONEY:
            self.assertAlmostEqual(found["money"][name], self._sum(raw, name), 2, name)
        self.assertEqual(found["money"]["price_missing"], self._sum(raw, "price_missing"))
        costs = {"transport_cost", "storage_cost", "labour", "refurb_cost", "used_price"}
        unknown = raw.filtered(lambda entry: costs & set((entry.missing or "").split(",")))
        self.assertEqual(found["money"]["cost_missing"], self._sum(unknown, "piece_count"))
        self.assertEqual(found["entered"], len(raw.filtered(lambda entry: entry.kind == "claim")))
        self.assertEqual((found["countered"], found["pieces"]), (1, self._sum(self._ours(raw), "piece_count")))
        self.assertGreater(found["own"]["net"], 0)
        self.assertLess(found["own"]["low"], found["own"]["net"])
        self.assertLess(found["own"]["net"], found["own"]["high"])

    def test_what_others_use_and_rough_estimates_are_in_no_headline(self):
        data = self._data()
        self.assertGreater(data["figures"]["outside"]["net"], 0)
        self.assertGreater(data["figures"]["proxy"]["net"], 0)
        own = self._sum(self._line(self._raw(), "own"), "net")
        self.assertAlmostEqual(data["figures"]["own"]["net"], own, 2)
        for chart in data["charts"].values():
            self.assertAlmostEqual(sum(bar["net"] for bar in chart), own, 2)

    def test_the_bars_of_every_chart_add_up_to_the_total(self):
        data = self._data()
        figures = data["figures"]
        totals = {
            "pieces": figures["pieces"], "low": figures["own"]["low"], "net": figures["own"]["net"], "high": figures["own"]["high"],
            "waste": figures["waste"], "money": figures["money"]["net_saving"],
        }  # fmt: skip
        for name, bars in {**data["charts"], "months": data["months"]["bars"]}.items():
            for measure, total in totals.items():
                self.assertAlmostEqual(sum(bar[measure] for bar in bars), total, 2, f"{name} {measure}")

    def test_a_bar_is_the_sum_of_the_entries_that_it_opens(self):
        data = self._data()
        for name, bars in {**data["charts"], "months": data["months"]["bars"]}.items():
            for bar in bars:
                opened = self.entries.search(bar["domain"])
                self.assertAlmostEqual(
                    self._sum(self._line(opened, "own"), "net"), bar["net"], 2, f"{name} {bar['name']}"
                )
                self.assertAlmostEqual(self._sum(self._ours(opened), "waste_diverted"), bar["waste"], 2)
                self.assertAlmostEqual(self._sum(opened, "net_saving"), bar["money"], 2)
        for name, field in CHART_FIELDS.items():
            keys = {bar["id"] for bar in data["charts"][name]}
            self.assertEqual(keys, {entry[field].id for entry in self._raw()})

    def test_every_figure_opens_what_it_is_made_of(self):
        data = self._data()
        opened = {name: self.entries.search(domain) for name, domain in data["domains"].items()}
        for line in ("own", "outside", "proxy", "none"):
            self.assertAlmostEqual(self._sum(opened[line], "net"), data["figures"][line]["net"], 2)
        self.assertEqual(self._sum(opened["pieces"], "piece_count"), data["figures"]["pieces"])
        self.assertAlmostEqual(self._sum(opened["waste"], "waste_diverted"), data["figures"]["waste"], 2)
        self.assertAlmostEqual(self._sum(opened["money"], "net_saving"), data["figures"]["money"]["net_saving"], 2)
        self.assertEqual(self._sum(opened["price_missing"], "price_missing"), data["figures"]["money"]["price_missing"])
        missing = data["figures"]["money"]["cost_missing"]
        self.assertEqual((self._sum(opened["cost_missing"], "piece_count"), missing > 0), (missing, True))
        self.assertEqual(len(opened["entered"]), data["figures"]["entered"])
        self.assertEqual(len(opened["countered"]), data["figures"]["countered"])
        self.assertEqual(self.events.search_count(data["waiting"]["domain"]), data["waiting"]["count"])
        self.assertEqual(data["waiting"]["count"], 2)

    def test_coverage_counts_pieces_by_what_is_known(self):
        raw, coverage = self._raw(), self._data()["coverage"]
        for name, field, entries in (
            ("factor", "factor_data", self._ours(raw)), ("mass", "mass_data", self._ours(raw)), ("price", "price_data", raw),
        ):  # fmt: skip
            for state in ("measured", "typical", "none"):
                wanted = self._sum(entries.filtered(lambda entry: entry[field] == state), "piece_count")  # noqa: B023
                self.assertEqual(coverage[name]["counts"][state], wanted, f"{name} {state}")
            self.assertEqual(sum(coverage[name]["percent"].values()), 100)
        self.assertGreater(coverage["factor"]["counts"]["none"], 0, "the lamp has no factor")
        self.assertGreater(coverage["price"]["counts"]["none"], 0, "the board has no price")

    def test_filters_choose_entries(self):
        raw = self._raw()
        for filters, wanted in (
            ({"unit_ids": [self.unit.id]}, lambda entry: entry.unit_id == self.unit),
            ({"building_ids": [self.building.id]}, lambda entry: entry.building_id == self.building),
            ({"site_ids": [self.other_site.id]}, lambda entry: entry.site_id == self.other_site),
            ({"categ_ids": [self.desk.categ_id.id]}, lambda entry: entry.categ_id == self.desk.categ_id),
            ({"period": {"kind": "month", "year": 2026, "month": 3}}, lambda entry: entry.date.month == 3),
            ({"period": {"kind": "quarter", "year": 2026, "quarter": 1}}, lambda entry: entry.date < date(2026, 4, 1)),
            ({"period": {"kind": "year", "year": 2025}}, lambda entry: False),
            ({"period": {"kind": "all"}}, lambda entry: True),
            ({"period": {"kind": "range", "first": "2026-04-01", "last": "2026-04-30"}}, lambda entry: entry.date.month == 4),
        ):  # fmt: skip
            entries, data = raw.filtered(wanted), self._data(**filters)
            with self.subTest(filters=filters):
                self.assertAlmostEqual(data["figures"]["own"]["net"], self._sum(self._line(entries, "own"), "net"), 2)
                self.assertEqual(data["figures"]["entered"] + data["figures"]["countered"], len(entries))
                self.assertEqual(data["empty"], not entries)

    def test_the_ledger_is_shown_unless_a_restatement_is_chosen(self):
        before = self._data()["figures"]
        edition = self.edition.copy()
        edition.factor_ids.filtered(lambda factor: factor.kind_id.code == "office_chair").write({"value": 90})
        edition.with_user(self.users["manager"]).action_approve()
        run = self.env["furniture.impact.run"]._restate(edition, "New factors", self.company)
        while run.sudo()._restate_batch():
            pass
        self.assertEqual(run.state, "done")
        self.assertEqual(self._data()["figures"], before)
        restated = self._data(run_id=run.id)
        self.assertEqual(restated["run"]["id"], run.id)
        by_hand = self._sum(self.entries.search([("run_id", "=", run.id), ("report_line", "=", "own")]), "net")
        self.assertAlmostEqual(restated["figures"]["own"]["net"], by_hand, 2)
        self.assertGreater(restated["figures"]["own"]["net"], before["own"]["net"])

    def test_nothing_of_another_company_is_shown(self):
        before = self._data()
        theirs = self._neighbours_entry()
        after = self._data()
        self.assertEqual((after["figures"], after["charts"]), (before["figures"], before["charts"]))
        self.assertFalse(self.entries.with_user(self.users["coordinator"]).search([("id", "=", theirs.id)]))
        analysis = self.env["furniture.impact.analysis"].with_user(self.users["coordinator"])
        self.assertFalse(analysis.search([("company_id", "=", theirs.company_id.id)]))
        with self.assert_refused(UserError, "is not one of"):
            self._data(run_id=theirs.run_id.id)

    def test_the_analysis_has_the_same_figures_as_the_entries(self):
        raw = self._raw()
        rows = self.env["furniture.impact.analysis"].search(
            [("run_kind", "=", "ledger"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(rows.ids, raw.ids)
        for name in ("piece_count", "net_low", "net", "net_high", "waste_diverted", "net_saving", "process_kg", "cost"):
            self.assertAlmostEqual(sum(rows.mapped(name)), self._sum(raw, name), 2, name)
        self.assertEqual(rows[0].action_open_entry()["res_id"], raw[0].id)

    def test_recycled_furniture_is_material_and_no_reuse(self):
        material = self._data()["material"]
        self.assertEqual((material["kg"], material["pieces"]), (36, 2))
        self.assertEqual([one["kg"] for one in material["fractions"]], [36])
        lines = self.env["furniture.end.line"].search(material["domain"])
        self.assertEqual(sum(lines.mapped("weight")), 36)

    def test_figures_of_one_grouping_for_reports(self):
        domain = [("run_id.kind", "=", "ledger"), ("company_id", "=", self.company.id)]
        entries = self.entries.with_user(self.users["auditor"])
        total = entries._figures(domain)
        by_unit = entries._figures(domain, ("unit_id",))
        by_month = entries._figures(domain, ("month", "site_id"))
        for found in (by_unit, by_month):
            self.assertAlmostEqual(sum(one["own"]["net"] for one in found.values()), total["own"]["net"], 2)
            self.assertEqual(sum(one["pieces"] for one in found.values()), total["pieces"])
        self.assertIn((date(2026, 3, 1), self.other_site.id), by_month)
        self.assertEqual(entries._figures([("id", "=", 0)])["own"]["net"], 0)


@tagged("post_install", "-at_install")
class TestLiveFigures(FiguresCase):
    def _live(self, role="coordinator", **filters):
        return self.env["furniture.impact.dashboard"].with_user(self.users[role]).get_data(filters)["live"]

    def test_pieces_locations_and_the_reuse_share_are_counted_now(self):
        live = self._live()
        present = self.env["stock.lot"].search(
            [("is_furniture", "=", True), ("end_kind", "=", False), ("missing_since", "=", False)]
        )
        in_use = present.filtered(lambda lot: lot.purpose == "in_use")
        # By hand: all that was delivered and not taken back. One moved chair's only event is withdrawn.
        reused = self.chairs | self.desks | self.moved[1:] | self.boards | self.lamps | self.late
        reused = reused.filtered(lambda lot: lot.purpose == "in_use")
        self.assertEqual((live["pieces"], live["in_use"], live["reused"]), (len(present), len(in_use), len(reused)))
        self.assertEqual(live["locations"], len(present.site_id))
        self.assertEqual(live["shares"]["pieces"], round(100 * len(reused) / len(in_use), 1))
        self.assertAlmostEqual(live["in_use_kg"], sum(in_use.mapped("weight")), 2)
        self.assertAlmostEqual(live["reused_nok"], sum(reused.mapped("price_new")), 2)
        self.assertEqual(live["in_use_weighed"], len(in_use.filtered("weight")))
        lots = self.env["stock.lot"].with_user(self.users["coordinator"])
        for name, wanted in (("pieces", present), ("in_use", in_use), ("reused", reused)):
            self.assertEqual(lots.search(live["domains"][name]), wanted.sorted(lambda lot: (lot.name, lot.id)) & wanted)
        self.assertEqual(reused.mapped("is_reused"), [True] * len(reused))
        self.assertFalse(self.moved[0].is_reused)

    def test_the_definition_says_the_day(self):
        self.assertRegex(self._live()["definition"], "Counted on 0?7/.*2026|Counted on .*2026")

    def test_they_follow_the_filters_of_place(self):
        live = self._live(building_ids=[self.building.id])
        here = self.env["stock.lot"].search([("building_id", "=", self.building.id), ("end_kind", "=", False)])
        self.assertEqual(live["pieces"], len(here))

    def test_a_piece_of_another_companys_site_is_not_counted(self):
        before = self._live()["pieces"]
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        theirs = {"company_id": company.id}
        site = self._create_place("Naboen", "site", warehouse.lot_stock_id, **theirs)
        room = self._create_place("R1", "room", self._create_place("B", "building", site, **theirs), **theirs)
        lots = self.env["stock.lot"].with_company(company)
        lots.create([{"product_id": self.model.id, "location_id": room.id} for _number in range(3)])
        self.assertEqual(self._live()["pieces"], before)


@tagged("post_install", "-at_install")
class TestDashboardRights(FiguresCase):
    def test_only_those_who_read_entries_get_data(self):
        dashboard = self.env["furniture.impact.dashboard"]
        finance = new_test_user(self.env, "bk_finance", groups="bk_furniture_reuse.group_finance")
        for user in (*(self.users[role] for role in ("operator", "coordinator", "manager", "auditor")), finance):
            data = dashboard.with_user(user).get_data({})
            self.assertGreater(data["figures"]["own"]["net"], 0)
            self.assertTrue(dashboard.with_user(user).get_choices()["years"])
            self.assertGreater(data["live"]["pieces"], 0)
            self.assertGreater(data["material"]["kg"], 0)
        # Who may read no pieces gets their number, and nothing that would open them.
        self.assertEqual((data["live"]["domains"], data["material"]["domain"]), ({}, False))
        waiting = self.env["furniture.impact.event"].with_user(finance).search_count(data["waiting"]["domain"])
        self.assertEqual(waiting, data["waiting"]["count"])
        self.assertEqual(bool(data["waiting"]["domain"]), self.events.with_user(finance).has_access("read"))
        for role in ("employee", "internal", "portal", "crew"):
            for method in ("get_data", "get_choices"):
                with self.assertRaises(AccessError, msg=role):
                    getattr(dashboard.with_user(self.users[role]), method)()

    def test_the_number_of_queries_does_not_grow_with_the_entries(self):
        dashboard = self.env["furniture.impact.dashboard"].with_user(self.users["coordinator"])
        dashboard.get_data({})

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            dashboard.get_data({})
            return self.env.cr.sql_log_count - before

        first = queries()
        more = self._create_pieces(5, self.store, self.desk)
        self._reserve_and_deliver(more, self.room, self.other_unit)
        self._enter_due()
        self.assertLessEqual(queries(), first)
        self.assertLessEqual(first, 25)

    def test_targets_are_for_the_whole_municipality_and_a_whole_year(self):
        self.env["furniture.impact.target"].with_user(self.users["manager"]).create(
            [{"year": 2026, "measure": "co2e", "value": 1000}, {"year": 2026, "measure": "share", "value": 70}]
        )
        dashboard = self.env["furniture.impact.dashboard"].with_user(self.users["operator"])
        data = dashboard.get_data({})
        by_hand = round(100 * self._sum(self._raw().filtered(lambda e: e.report_line == "own"), "net") / 1000, 1)
        self.assertAlmostEqual(data["targets"]["co2e"]["percent"], by_hand, 1)
        self.assertEqual(data["targets"]["share"]["value"], 70)
        self.assertFalse(dashboard.get_data({"unit_ids": [self.unit.id]})["targets"])
        self.assertFalse(dashboard.get_data({"period": {"kind": "month", "year": 2026, "month": 3}})["targets"])

    def test_a_year_has_one_target_of_each_kind(self):
        targets = self.env["furniture.impact.target"]
        targets.create({"year": 2027, "measure": "waste", "value": 500})
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            targets.create({"year": 2027, "measure": "waste", "value": 600})
        with self.assert_refused(ValidationError, "100"):
            targets.create({"year": 2027, "measure": "share", "value": 101})


@tagged("post_install", "-at_install")
class TestMySavings(FiguresCase):
    def _mine(self, user, *args):
        return self.env["furniture.impact.savings"].with_user(user).get_my_savings(*args)

    def test_a_person_sees_what_they_asked_for_and_what_their_unit_got(self):
        # All requests are Employee's; the desks are for the other unit, in which the coordinator works.
        mine = self._mine(self.users["employee"])
        asked = self._raw().filtered(lambda entry: entry.requester_id == self.users["employee"])
        got = self._raw().filtered(lambda entry: entry.unit_id == self.unit)
        self.assertEqual(len(asked), 8)
        self.assertEqual(len(got), 6)
        for found, entries in ((mine["me"], asked), (mine["unit"], got)):
            headline = entries.filtered(lambda entry: entry.report_line == "own")
            self.assertAlmostEqual(found["net"], self._sum(headline, "net"), 2)
            # Pieces and money are of the same entries, so that nobody divides one by the other and gets nonsense.
            self.assertAlmostEqual(found["money"], self._sum(headline, "net_saving"), 2)
            self.assertEqual(found["pieces"], len(headline))
        self.assertLess(mine["me"]["pieces"], 8, "one of them is a rough estimate")
        self.assertEqual(mine["unit_name"], "Skolen")
        self.assertFalse(mine["units"], "only those who read entries see other units")

    def test_nobody_gets_other_peoples_figures_by_parameters(self):
        other = new_test_user(self.env, "bk_other", groups="bk_furniture_reuse.group_employee")
        found = self._mine(other)
        self.assertEqual((found["me"]["pieces"], found["me"]["net"], found["unit"]), (0, 0, False))
        savings = self.env["furniture.impact.savings"].with_user(other)
        for kwargs in ({"unit_id": self.unit.id}, {"user_id": self.users["employee"].id}):
            with self.assertRaises(TypeError):
                savings.get_my_savings(**kwargs)
        for context in (
            {"default_unit_id": self.unit.id},
            {"uid": self.users["employee"].id},
            {"active_id": self.unit.id},
        ):
            found = savings.with_context(**context).get_my_savings()
            self.assertEqual((found["me"]["net"], found["unit"], found["units"]), (0, False, False))
        for year in ("2026' OR 1=1", [1], {"a": 1}):
            self.assertEqual(savings.get_my_savings(year)["me"]["net"], 0)

    def test_suppliers_and_other_outsiders_have_no_savings(self):
        for role in ("portal", "internal", "crew"):
            with self.assertRaises(AccessError, msg=role):
                self._mine(self.users[role])

    def test_the_coordinator_sees_all_units_and_they_add_up(self):
        found = self._mine(self.users["coordinator"])
        rows = {row["id"]: row for row in found["units"]}
        self.assertEqual(set(rows), {self.unit.id, self.other_unit.id, False})
        for row in rows.values():
            opened = self.entries.search(row["domain"])
            own = opened.filtered(lambda entry: entry.report_line == "own")
            self.assertAlmostEqual(row["net"], self._sum(own, "net"), 2)
        self.assertEqual(found["unit_name"], "Biblioteket")

    def test_another_companys_entry_is_in_nobodys_savings(self):
        before = self._mine(self.users["employee"])
        self._neighbours_entry()
        self.assertEqual(self._mine(self.users["employee"]), before)
