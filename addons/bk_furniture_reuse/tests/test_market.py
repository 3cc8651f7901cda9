"""The catalogue: what is counted, what is not, and that what is asked of the pieces chooses the pieces that are counted."""

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from .market_case import AUGUST, MAY, MarketMixin

NUMBERS = ("available_count", "place_count", "good_count", "coming_count", "coming_from", "piece_count")


class MarketCase(MarketMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_market()

    def _numbers(self, *domain):
        card = self._card(domain)
        return tuple(card[name] for name in NUMBERS) if card else None

    def _found(self, *domain):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        ours = [("product_id", "in", (self.model | self.desk).ids)]
        return market.search([*ours, *domain]).product_id


@tagged("post_install", "-at_install")
class TestCounts(MarketCase):
    def test_a_card_counts_what_is_available_where_in_which_condition_and_what_is_coming(self):
        self.assertEqual(self._numbers(), (12, 3, 9, 4, MAY, 16))

    def test_what_cannot_be_asked_for_is_in_no_count(self):
        outside = self.in_use | self.redesign | self.held | self.nowhere | self.lost
        self.assertEqual(set(outside.mapped("market")), {False})
        self.assertEqual(set(self.chairs.mapped("market")), {"available"})
        self.assertEqual(set(self.coming.mapped("market")), {"coming"})
        lots = self.env["stock.lot"].search(
            [("market", "in", ["available", "coming"]), ("product_id", "=", self.model.id)]
        )
        self.assertEqual(lots, self.chairs | self.coming)
        self.assertEqual(
            self.env["stock.lot"].search([("market", "=", False), ("id", "in", (outside | self.chairs).ids)]), outside
        )

    def test_a_piece_that_a_planned_transfer_has_reserved_is_not_available(self):
        self._plan_transfer(self.chairs[:2])
        self.assertEqual(self._numbers()[0], 10)
        self.assertFalse(self.chairs[0].market)

    def test_a_model_without_pieces_in_the_market_has_no_card(self):
        self._set_purpose(self.desks, "redesign")
        self.assertFalse(self._card(model=self.desk))
        self.assertFalse(self.env["furniture.market.model"].browse(self.desk.id).exists())

    def test_a_card_with_only_coming_pieces_counts_their_places(self):
        self._set_purpose(self.chairs, "redesign")
        self.assertEqual(self._numbers(), (0, 2, 0, 4, MAY, 4))

    def test_other_companies_furniture_is_not_counted(self):
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE stock_lot SET company_id = %s WHERE id IN %s", [company.id, tuple(self.desks.ids)])
        self.assertFalse(self._card(model=self.desk))

    def test_the_page_of_a_model_lists_its_pieces_and_where_they_stand(self):
        card = self._card()
        self.assertEqual(card.piece_ids, self.chairs | self.coming)
        rows = [(row["count"], row["building"], row["colour"].name, row["from"]) for row in card._breakdown_rows()]
        self.assertEqual(
            rows,
            [
                (3, "Ombrukslager", self.blue.name, False),
                (5, "Rådhuset", self.grey.name, False),
                (4, "Skolen", self.blue.name, False),
                (3, "Rådhuset", self.blue.name, MAY),
                (1, "Skolen", False, AUGUST),
            ],
        )
        self.assertIn("Ombrukslager", card.breakdown)
        self.assertEqual(card.colour_ids, self.grey | self.blue)

    def test_neither_remark_nor_price_is_in_the_market(self):
        self.assertNotIn("Hemmelig", self._card(model=self.desk).breakdown)
        with self.assertRaises(AccessError):
            self._card(model=self.desk).piece_ids.mapped("remark")


@tagged("post_install", "-at_install")
class TestSearch(MarketCase):
    def test_choices_choose_the_pieces_that_are_counted(self):
        self.assertEqual(self._numbers(("building_id", "in", self.school.ids))[:4], (4, 1, 4, 1))
        self.assertEqual(self._numbers(("condition", "in", ["a", "b"]))[:4], (9, 2, 9, 3))
        self.assertEqual(self._numbers(("colour_id", "in", self.grey.ids))[:4], (5, 1, 5, 0))
        self.assertEqual(self._numbers(("market", "in", ["coming"])), (0, 2, 0, 4, MAY, 4))
        self.assertEqual(
            self._numbers(("condition", "in", ["a", "b"]), ("colour_id", "in", self.blue.ids))[:4], (4, 1, 4, 3)
        )

    def test_at_least_so_many_alike_means_of_those_that_fit(self):
        self.assertEqual(self._found(("piece_count", ">=", 16)), self.model)
        self.assertFalse(self._found(("piece_count", ">=", 17)))
        self.assertEqual(self._found(("piece_count", ">=", 12), ("condition", "in", ["a", "b"])), self.model)
        self.assertFalse(self._found(("piece_count", ">=", 13), ("condition", "in", ["a", "b"])))

    def test_to_be_had_by_a_day(self):
        self.assertEqual(self._numbers(("available_by", "<=", "2027-04-30"))[:4], (12, 3, 9, 0))
        self.assertEqual(self._numbers(("available_by", "<=", "2027-05-01"))[3], 3)
        self.assertEqual(self._numbers(("available_by", "<=", "2027-08-01"))[3], 4)

    def test_words_find_by_model_maker_type_and_colour(self):
        for words in ("capisco", "testmakeren capi", "kontorstol 8106"):
            self.assertIn(self.model, self._found(("market_words", "ilike", words)), words)
        self.assertEqual(self._found(("market_words", "ilike", "capisco bord")), self.env["product.product"])
        self.assertEqual(self._numbers(("market_words", "ilike", f"capisco {self.grey.name}"))[0], 5)
        self.assertFalse(self._found(("market_words", "ilike", "100%")))

    def test_a_choice_of_pieces_or_of_numbers_finds_both(self):
        found = self._found("|", ("building_id", "in", self.school.ids), ("piece_count", "=", 2))
        self.assertEqual(found, self.model | self.desk)

    def test_lists_group_and_sum_what_was_chosen(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        groups = market._read_group(
            [("product_id", "in", (self.model | self.desk).ids), ("condition", "in", ["a"])],
            ["categ_id"],
            ["available_count:sum", "__count"],
        )
        self.assertEqual(groups, [(self.type_chair.with_user(self.users["employee"]), 7, 2)])

    def test_choices_tell_how_many_pieces_they_have(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        ours = [("product_id", "in", (self.model | self.desk).ids)]

        def numbers(field, filters=()):
            answer = market.search_panel_select_multi_range(
                field, search_domain=ours, filter_domain=list(filters), enable_counters=True
            )
            return {value["id"]: value["__count"] for value in answer["values"]}

        self.assertEqual(numbers("market"), {"available": 14, "coming": 4})
        self.assertEqual(numbers("building_id"), {self.building.id: 8, self.school.id: 5, self.store.id: 5})
        self.assertEqual(numbers("condition"), {"a": 7, "b": 7, "c": 3, "d": 1})
        self.assertEqual(numbers("condition", [("building_id", "in", self.school.ids)]), {"b": 4, "d": 1})
        self.assertEqual(numbers("condition", [("piece_count", ">=", 3)]), {"a": 5, "b": 7, "c": 3, "d": 1})
        self.assertEqual(numbers("categ_id"), {self.type_chair.id: 18})

    def test_a_choice_that_somebody_sends_in_the_context_is_not_taken(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        card = market.with_context(market_pieces=[("condition", "=", "c")]).search([("product_id", "=", self.model.id)])
        self.assertEqual(card.available_count, 12)


@tagged("post_install", "-at_install")
class TestMarketAccess(MarketCase):
    def test_only_employees_and_the_auditor_read_the_market(self):
        for role in ("employee", "operator", "coordinator", "manager", "auditor"):
            self.assertEqual(self._card(role=role).available_count, 12)
        for role in ("internal", "portal", "portal_employee"):
            market = self.env["furniture.market.model"].with_user(self.users[role])
            for call in (
                lambda market=market: market.search([]),
                lambda market=market: market.browse(self.model.id).read(["available_count"]),
                lambda market=market: market._read_group([], ["categ_id"]),
                lambda market=market: market.search_panel_select_multi_range("building_id"),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    call()

    def test_saved_searches_are_ones_own(self):
        own = self.env["furniture.saved.search"].with_user(self.users["portal_employee"]).create({"name": "Stoler"})
        self.assertEqual(own.user_id, self.users["portal_employee"])
        other = own.with_user(self.users["other_portal_employee"])
        self.assertFalse(other.search([]))
        for call in (lambda: other.read(["name"]), lambda: other.write({"name": "x"}), other.unlink):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            other.create({"name": "For you", "user_id": self.users["portal_employee"].id})
        with self.assertRaises(AccessError):
            self._as("portal", own).search([])


@tagged("post_install", "-at_install")
class TestMarketQueries(MarketCase):
    def test_a_page_of_cards_costs_the_same_whatever_the_number_of_pieces(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        specification = {
            name: {"fields": {"display_name": {}}} if market._fields[name].relational else {}
            for name in ("product_id", "categ_id", "maker_id", *NUMBERS, "colour_ids", "furniture_picture", "image_512")
        }

        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = market.with_context(bin_size=True).web_search_read([], specification, limit=10)
            self.assertEqual(len(answer["records"]), 10)
            return self.env.cr.sql_log_count - before

        models = [self._create_model(f"Modell {number}") for number in range(12)]
        for model in models:
            self._create_pieces(2, self.room, model, condition="b", colour_id=self.blue.id)
        cost()
        few = cost()
        for model in models:
            self._create_pieces(20, self.other_room, model, condition="a", colour_id=self.grey.id)
        self.assertEqual(cost(), few)
        self.assertLessEqual(few, 20)

    def test_each_choice_on_the_left_costs_the_same_whatever_the_number_of_pieces(self):
        market = self.env["furniture.market.model"].with_user(self.users["employee"])
        for field in ("market", "condition", "building_id"):
            market.search_panel_select_multi_range(field, enable_counters=True)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            market.search_panel_select_multi_range(field, enable_counters=True)
            self.assertLessEqual(self.env.cr.sql_log_count - before, 4, field)
