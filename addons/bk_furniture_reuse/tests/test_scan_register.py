from odoo.tests import tagged

from ..tools import tag_code
from .scan_case import ScanCase


@tagged("post_install", "-at_install")
class TestScanRegister(ScanCase):
    def _register(self, code, **data):
        return self.phone.do("register", **{"code": code, "place": self.store.id, "product": self.model.id, **data})

    def test_a_blank_tag_becomes_the_tag_of_a_new_piece(self):
        blank = self._blank()
        result = self._register(blank.url, condition="b", remark="  Fra kjelleren ")
        self.assertEqual((result["status"], result["code"]), ("done", "registered"))
        lot = blank.lot_id
        self.assertEqual((blank.state, lot.tag_id, lot.tag_ids), ("claimed", blank, blank))
        self.assertEqual((lot.product_id, lot.condition, lot.remark), (self.model, "b", "Fra kjelleren"))
        self.assertEqual((blank.claimed_by_id, lot.create_uid), (self.users["operator"], self.users["operator"]))
        self.assert_stands_in(lot, self.store)
        self.assertIn(lot.name, result["text"])

    def test_many_pieces_are_registered_in_one_go(self):
        blanks = [self._blank() for _number in range(5)]
        for number, blank in enumerate(blanks):
            place = self.room if number % 2 else self.store
            self.phone.record("register", code=blank.code, place=place.id, product=self.model.id)
        results = self.phone.send()["results"]
        self.assertEqual([result["status"] for result in results], ["done"] * 5)
        for number, blank in enumerate(blanks):
            self.assert_stands_in(blank.lot_id, self.room if number % 2 else self.store)
        self.assertEqual(len({blank.lot_id for blank in blanks}), 5)

    def test_where_it_stands_says_what_it_is_for(self):
        for place, chosen, purpose in (
            (self.store, None, "available"),
            (self.room, None, "in_use"),
            (self.room, "available", "available"),
            (self.store, "redesign", "redesign"),
        ):
            blank = self._blank()
            self._register(blank.code, place=place.id, **({"purpose": chosen} if chosen else {}))
            self.assertEqual(blank.lot_id.purpose, purpose)

    def test_a_purpose_that_the_rules_refuse_is_refused_with_their_reason(self):
        for place, chosen, text in (
            (self.store, "in_use", "decided by the reuse coordinator|stands in a room"),
            (self.store, "reserved", "follows from a reservation"),
            (self.room, "recycling", "reuse coordinator"),
            (self.store, "sold", "not one of the five"),
            (self.store, ["in_use"], "not one of the five"),
        ):
            blank = self._blank()
            result = self._register(blank.code, place=place.id, purpose=chosen)
            with self.subTest(chosen=chosen):
                self.assertEqual(result["code"], "purpose_refused")
                self.assertRegex(result["text"], text)
                self.assertEqual(blank.state, "blank")

    def test_a_code_from_elsewhere_becomes_the_alias_of_the_piece(self):
        result = self._register(" 7041234567890 ")
        self.assertEqual(result["code"], "registered_foreign")
        lot = self.env["furniture.tag"]._find_piece("7041234567890")
        self.assertEqual(lot.id, result["values"]["lot_id"])
        self.assertEqual(sorted(lot.tag_ids.mapped("origin")), ["foreign", "own"])

    def test_the_same_registration_once_more_is_known(self):
        blank = self._blank()
        self._register(blank.code)
        self.assertEqual(self._register(blank.code)["code"], "is_registered")
        self.assertEqual(self._register(blank.lot_id.name)["code"], "is_registered")
        self.assertEqual(self.env["stock.lot"].search_count([("product_id", "=", self.model.id)]), 2)

    def test_the_same_code_twice_in_one_message_makes_one_piece(self):
        blank = self._blank()
        for code in (blank.code, blank.url, "ean-1", "ean-1"):
            self.phone.record("register", code=code, place=self.store.id, product=self.model.id)
        codes = [result["code"] for result in self.phone.send()["results"]]
        self.assertEqual(codes, ["registered", "is_registered", "registered_foreign", "is_registered"])

    def test_a_code_that_sits_on_a_piece_is_for_a_person_to_decide(self):
        result = self._register(self.piece.tag_id.code)
        self.assertEqual((result["status"], result["code"]), ("conflict", "on_piece"))
        self.assertEqual([option["choice"] for option in result["options"]], ["move_here", "leave"])
        self.assert_stands_in(self.piece, self.room)
        decided = self.phone.do(
            "register", code=self.piece.name, place=self.store.id, product=self.model.id, choice="move_here"
        )
        self.assertEqual((decided["status"], decided["code"]), ("done", "moved"))
        self.assert_stands_in(self.piece, self.store)

    def test_what_is_no_code_for_a_piece_is_refused_in_words(self):
        retired = self._blank()
        self._register(retired.code)
        retired.action_retire()
        door = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"})
        never = tag_code.new_codes(1)[0]
        for code, expected in (
            (retired.code, "is_retired"), (door.code, "is_place"), (never, "not_printed"),
            (f"https://x.no/m/{never[:-1]}{'0' if never[-1] != '0' else '1'}", "not_printed"),
            ("", "not_printed"), ("  ", "not_printed"), (None, "not_printed"), (7, "not_printed"), ("a\0b", "not_printed"),
            ("\ud800", "not_printed"), ("x" * 500, "not_printed"),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assertEqual(self._register(code)["code"], expected)

    def test_a_wrong_place_model_or_detail_is_refused_and_the_tag_stays_blank(self):
        blank = self._blank()
        view = self.env["stock.location"].create({"name": "Hylle", "location_id": self.stock.id})
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        stock = self.env["stock.warehouse"].search([("company_id", "=", company.id)]).lot_stock_id
        elsewhere = self._create_place("Der", "room", stock, company_id=company.id)
        plain = self.env["product.product"].create({"name": "Papir"})
        for data, expected in (
            ({"place": view.id}, "no_place"), ({"place": elsewhere.id}, "no_place"), ({"place": True}, "no_place"),
            ({"place": 10**30}, "no_place"), ({"place": "x"}, "no_place"), ({"place": [self.room.id]}, "no_place"),
            ({"product": plain.id}, "no_model"), ({"product": None}, "no_model"), ({"product": [1]}, "no_model"),
            ({"product": "0" * 8 + "-0000-0000-0000-" + "0" * 12}, "no_model"), ({"product": -1}, "no_model"),
            ({"condition": "e"}, "unknown_detail"), ({"colour_id": 2**40}, "unknown_detail"), ({"colour_id": "red"}, "unknown_detail"),
            ({"owner_unit_id": {"a": 1}}, "unknown_detail"), ({"condition": ["a"]}, "unknown_detail"),
        ):  # fmt: skip
            with self.subTest(data=data):
                result = self._register(blank.code, **data)
                self.assertEqual((result["status"], result["code"]), ("refused", expected))
        self.assertEqual(blank.state, "blank")

    def test_the_scanned_tag_of_the_room_is_a_place(self):
        door = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"})
        blank = self._blank()
        self.assertEqual(self._register(blank.code, place=door.url)["status"], "done")
        self.assert_stands_in(blank.lot_id, self.room)


@tagged("post_install", "-at_install")
class TestScanModel(ScanCase):
    def _add(self, **data):
        return self.phone.do(
            "model", **{"name": "Sit Max", "category_id": self.type_chair.id, "maker": "Testmakeren", **data}
        )

    def test_an_operator_adds_a_model_and_registers_its_pieces_in_one_message(self):
        made = self.phone.record(
            "model", name="Sit Max", category_id=self.type_chair.id, maker="Ny Produsent", width=60
        )
        blanks = [self._blank() for _number in range(2)]
        for blank in blanks:
            self.phone.record("register", code=blank.code, place=self.store.id, product=made["id"])
        self.assertEqual([result["status"] for result in self.phone.send()["results"]], ["done"] * 3)
        product = blanks[0].lot_id.product_id
        self.assertEqual((product.name, product.width, product.maker_id.name), ("Sit Max", 60, "Ny Produsent"))
        self.assertEqual((product.tracking, product.categ_id), ("serial", self.type_chair))
        self.assertEqual(blanks[1].lot_id.product_id, product)
        self.assertEqual(self._kept(made).product_id, product)

    def test_a_later_message_may_name_the_record_of_the_model(self):
        made = self.phone.record("model", name="Sit Max")
        self.phone.send()
        blank = self._blank()
        self.phone.do("register", code=blank.code, place=self.store.id, product=made["id"])
        self.assertEqual(blank.lot_id.product_id.name, "Sit Max")

    def test_the_same_name_maker_and_type_is_the_model_that_exists(self):
        first = self._add()["values"]["product_id"]
        other_type = self.type_chair.copy({"name": "Krakk", "is_furniture_type": True})
        for data, same in (
            ({"name": " sit  MAX ", "maker": "TESTMAKEREN"}, True),
            ({"category_id": None}, True),
            ({"maker": "En annen"}, False),
            ({"category_id": other_type.id}, False),
            ({"name": "Sit Mini"}, False),
        ):
            with self.subTest(data=data):
                result = self._add(**data)
                self.assertEqual(result["status"], "again" if same else "done")
                self.assertEqual(result["values"]["product_id"] == first, same)

    def test_one_model_named_twice_in_a_message_is_added_once(self):
        for maker in ("Ny Produsent", "NY PRODUSENT"):
            self.phone.record("model", name="Sit Max", maker=maker)
        self.phone.record("model", name="Sit Mini", maker="ny produsent")
        statuses = [result["status"] for result in self.phone.send()["results"]]
        self.assertEqual(statuses, ["done", "again", "done"])
        self.assertEqual(self.env["furniture.maker"].search_count([("name", "=ilike", "ny produsent")]), 1)

    def test_what_is_no_model_is_refused(self):
        plain = self.env["product.category"].create({"name": "Papir"})
        for data, expected in (
            ({"name": ""}, "no_name"), ({"name": None}, "no_name"), ({"name": ["x"]}, "no_name"),
            ({"category_id": plain.id}, "no_type"), ({"category_id": "chair"}, "no_type"), ({"category_id": [1]}, "no_type"),
            ({"width": -1}, "no_size"), ({"height": 1e9}, "no_size"), ({"depth": "60"}, "no_size"), ({"width": True}, "no_size"),
        ):  # fmt: skip
            with self.subTest(data=data):
                self.assertEqual(self._add(**data)["code"], expected)

    def test_a_photo_that_is_none_does_not_keep_the_model_from_being_added(self):
        product = self.env["product.product"]
        seen = product.browse(self._add(photo=self._photo())["values"]["product_id"])
        result = self._add(name="Sit Mini", photo="bm90IGEgcGljdHVyZQ==")
        self.assertEqual(result["code"], "model_added_no_photo")
        self.assertTrue(seen.image_1920)
        self.assertFalse(product.browse(result["values"]["product_id"]).image_1920)

    def test_what_a_model_lacks_is_listed_for_the_coordinator(self):
        template = self.env["product.product"].browse(self._add(maker="")["values"]["product_id"]).product_tmpl_id
        self.assertEqual(template.missing_facts, "photo,maker,size,weight")
        self.type_chair.asks_seat_height = True
        self.assertEqual(template.missing_text, "Photo, Maker, Size, Seat height, Weight")
        self.assertIn(template, self.env["product.template"].search([("is_incomplete", "=", True)]))
        template.write(
            {"maker_id": self.maker.id, "width": 60, "depth": 60, "height": 90, "seat_height": 45, "weight": 9, "image_1920": self._photo()}
        )  # fmt: skip
        self.assertFalse(template.missing_facts)
        self.assertFalse(template.is_incomplete)

    def test_operators_add_models_in_no_other_way(self):
        template = self.env["product.product"].browse(self._add()["values"]["product_id"]).product_tmpl_id
        self.assertFalse(self._as("operator", template).has_access("write"))
        self.assertFalse(self._as("operator", self.maker).has_access("create"))
