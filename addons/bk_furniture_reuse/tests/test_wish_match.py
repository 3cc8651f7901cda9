"""Which pieces fit a wish: each thing that it asks for, one by one."""

from datetime import date, timedelta

from odoo.tests import tagged

from .test_wish import WishCase

SOON = date.today() + timedelta(days=30)


@tagged("post_install", "-at_install")
class TestWhatFits(WishCase):
    def _assert_fits(self, lots, **vals):
        self.assertEqual(self._fitting(self._wish(**vals)), lots)

    def test_available_pieces_of_the_type_fit(self):
        pieces = self._create_pieces(2, self.store)
        self._create_piece()  # stands nowhere yet
        for purpose in ("redesign", "reserved"):
            self._set_purpose(self._create_piece(self.store), purpose)
        gone = self._create_piece(self.store)
        gone.sudo().end_kind = "recycled"
        self._assert_fits(pieces)

    def test_a_type_has_what_is_under_it_and_not_what_is_beside_it(self):
        below = self.env["product.category"].create(
            {"name": "Møteromsstol", "is_furniture_type": True, "parent_id": self.type_chair.id}
        )
        beside = self.env["product.category"].create({"name": "Bord", "is_furniture_type": True})
        piece = self._create_piece(self.store, product_id=self._create_model("Krakk", categ_id=below.id).id)
        self._create_piece(self.store, product_id=self._create_model("Bord", categ_id=beside.id).id)
        self._assert_fits(piece)

    def test_the_model(self):
        piece = self._create_piece(self.store)
        self._create_piece(self.store, product_id=self._create_model("Annen").id)
        self._assert_fits(piece, product_id=self.model.id)

    def test_any_of_the_colours(self):
        grey, blue = (self._create_piece(self.store, colour_id=colour.id) for colour in (self.grey, self.blue))
        self._create_piece(self.store, colour_id=self.red.id)
        self._create_piece(self.store)
        self._assert_fits(grey | blue, colour_ids=(self.grey | self.blue).ids)

    def test_condition_at_least_and_an_ungraded_piece_is_not_known_to_be_good(self):
        a, b = (self._create_piece(self.store, condition=grade) for grade in "ab")
        c = self._create_piece(self.store, condition="c")
        ungraded = self._create_piece(self.store)
        self._assert_fits(a | b, condition_min="b")
        self._create_piece(self.store, condition="d")  # not reusable
        self._assert_fits(a | b | c | ungraded)

    def test_sizes_and_an_unknown_size_does_not_fit(self):
        narrow, wide = (self._create_piece(self.store, own_width=width) for width in (50, 90))
        unknown = self._create_piece(self.store, product_id=self._create_model("Uten mål").id)
        self._assert_fits(narrow, width_max=60)
        self._assert_fits(wide, width_min=60)
        self._assert_fits(narrow | wide, width_min=50, width_max=90)
        self._assert_fits(narrow | wide | unknown)
        for size in ("depth", "height", "seat_height"):
            with self.subTest(size=size):
                piece = self._create_piece(self.store, **{f"own_{size}": 33})
                self.assertIn(piece, self._fitting(self._wish(**{f"{size}_min": 33, f"{size}_max": 33})))
                self.assertNotIn(piece, self._fitting(self._wish(**{f"{size}_min": 34})))
                self.assertNotIn(piece, self._fitting(self._wish(**{f"{size}_max": 32})))

    def test_all_words_must_be_found_whatever_their_case(self):
        oak = self._create_model("Stol med hjul", material="Eik")
        piece = self._create_piece(self.store, product_id=oak.id)
        self._create_piece(self.store, product_id=self._create_model("Stol med hjul").id)
        own = self._create_piece(self.store, product_id=self._create_model("Krakk med HJUL").id, material="Heltre eik")
        self._assert_fits(piece | own, words="eik, Hjul")
        self._assert_fits(self.env["stock.lot"], words="100%")
        self._assert_fits(self.env["stock.lot"], words="_ik")

    def test_pieces_in_use_are_coming_when_they_are_free_in_time(self):
        now, in_time, late, never = self._create_pieces(4, self.room)
        (in_time | late | never)._change_purpose("in_use", reason="for the test")
        in_time.available_from = SOON
        late.available_from = SOON + timedelta(days=1)
        wish = self._wish(needed_by=SOON)
        self.assertEqual((self._fitting(wish), self._coming(wish)), (now, in_time))
        self.assertEqual(self._coming(self._wish()), in_time | late)

    def test_all_of_one_model_needs_enough_of_one_model(self):
        other = self._create_model("Annen")
        three, two = self._create_pieces(3, self.store), self._create_pieces(2, self.store, other)
        self._assert_fits(three, quantity=3, alike=True)
        self._assert_fits(three | two, quantity=2, alike=True)
        self._assert_fits(self.env["stock.lot"], quantity=4, alike=True)
        self._assert_fits(three | two, quantity=4)

    def test_what_will_come_makes_a_set_whole(self):
        coming = self._create_piece(self.room)
        coming._change_purpose("in_use", reason="for the test")
        coming.available_from = SOON
        now = self._create_pieces(2, self.store)
        wish = self._wish(quantity=3, alike=True, needed_by=SOON)
        self.assertEqual((self._fitting(wish), self._coming(wish)), (now, coming))

    def test_another_companys_pieces_do_not_fit(self):
        company = self.env["res.company"].create({"name": "Annen kommune"})
        piece = self._create_piece(self.store)
        wish = self._wish()
        self.assertEqual(self._fitting(wish), piece)
        self.env.cr.execute("UPDATE stock_lot SET company_id = %s WHERE id = %s", (company.id, piece.id))
        self.assertFalse(self._fitting(wish))

    def test_closed_wishes_need_nothing(self):
        self._create_piece(self.store)
        wish = self._wish()
        wish.action_withdraw()
        self.assertFalse(self._fitting(wish))
        self.assertEqual(self.env["furniture.wish"]._match(wish_ids=wish.ids), [])

    def test_a_wish_that_is_not_saved_fits_nothing(self):
        self._create_piece(self.store)
        self.assertFalse(self.env["furniture.wish"].new({"categ_id": self.type_chair.id, "quantity": 2}).fit_lot_ids)

    def test_any_number_of_wishes_costs_the_same(self):
        self._create_pieces(20, self.store)
        wishes = self.env["furniture.wish"].create(
            [{"categ_id": self.type_chair.id, "quantity": n + 1} for n in range(60)]
        )
        wishes[::2].alike = True
        counts = []
        for some in (wishes[:4], wishes):
            with self._count() as cost:
                some.mapped("fit_count")
            counts += cost
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 6)
