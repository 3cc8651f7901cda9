"""After an end: how it is taken back, what it weighs and brings, and what the rest of the register says of the pieces."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .end_case import EndCase


@tagged("post_install", "-at_install")
class TestReversal(EndCase):
    def test_a_manager_reverses_by_a_counter_move_and_the_history_keeps_both(self):
        pieces = self._create_pieces(2, self.room)
        for kind in ("recycled", "donated", "sold", "lost"):
            with self.subTest(kind=kind):
                end = self._end(pieces, kind)
                out = end.line_ids.move_line_id
                self._reverse(end)
                self.assert_stands_in(pieces, self.room)
                self.assertEqual(pieces.mapped("end_kind"), [False, False])
                self.assertEqual(pieces.filtered_domain(pieces._present()), pieces)
                self.assertEqual(end.state, "reversed")
                self.assertEqual(set(end.line_ids.mapped("reverse_reason")), {"Was found"})
                self.assertEqual(set(out.mapped("state")), {"done"}, "the first move is still there")
                self.assertEqual(end.line_ids.reversed_by_id, self.users["manager"])
        lines = self.env["stock.move.line"].search([("lot_id", "=", pieces[0].id), ("state", "=", "done")])
        self.assertEqual(len(lines), 1 + 4 * 2)
        self.assertIn("Was found", lines.sorted("id")[-1].reference)

    def test_one_of_many_comes_back_to_where_it_was_found(self):
        pieces = self._create_pieces(3, self.room)
        end = self._end(pieces, "lost")
        self._reverse(end, lines=end.line_ids[0], place=self.store)
        self.assert_stands_in(pieces[0], self.store)
        self.assert_ended(pieces[1:], "lost")
        self.assertEqual(end.state, "done")

    def test_a_reversed_piece_can_come_to_another_end(self):
        piece = self._create_piece(self.room)
        self._reverse(self._end(piece, "lost"))
        self._end(piece, "sold")
        self.assert_ended(piece, "sold")
        self.assertEqual(piece.end_line_ids.sorted("id").mapped("state"), ["reversed", "done"])

    def test_only_a_manager_with_a_reason_brings_back_what_has_left(self):
        end = self._end(self._create_piece(self.room))
        for role, reason, error, text in (
            ("operator", "x", UserError, "for the furniture manager"),
            ("coordinator", "x", UserError, "for the furniture manager"),
            ("manager", " ", UserError, "Write why"),
            ("auditor", "x", AccessError, "not allowed to modify"),
        ):
            with self.subTest(role=role), self.assert_refused(error, text), self.env.cr.savepoint():
                self._reverse(end, role, reason)
        self._reverse(end)
        with self.assert_refused(UserError, "taken back"):
            self._reverse(end)

    def test_a_decision_is_taken_back_before_anything_has_left(self):
        pieces = self._create_pieces(2, self.room)
        end = self._decide(pieces, "donated")
        self._reverse(end, "coordinator", lines=end.line_ids[0])
        self.assertEqual((end.state, end.picking_ids.state), ("decided", "assigned"))
        self.assertEqual(end.picking_ids.move_ids.product_uom_qty, 1)
        pieces[0]._move_to(self.store)
        self._reverse(end, "coordinator", lines=end.line_ids[1])
        self.assertEqual((end.state, end.picking_ids.state), ("reversed", "cancel"))
        self._reserve(pieces[1])

    def test_a_piece_whose_room_is_gone_needs_a_place(self):
        room = self._create_place("216", "room", self.floor)
        piece = self._create_piece(room)
        end = self._end(piece)
        room.active = False
        with self.assert_refused(UserError, "choose where it stands now"):
            self._reverse(end)
        self._reverse(end, place=self.store)
        self.assert_stands_in(piece, self.store)

    def test_the_dialogue_takes_back_the_chosen_pieces(self):
        pieces = self._create_pieces(2, self.room)
        end = self._end(pieces)
        action = self._as("manager", end).action_reverse()
        wizard = self.env["furniture.end.reverse"].with_user(self.users["manager"]).with_context(**action["context"])
        wizard = wizard.create({"reason": "Wrong pieces", **wizard.default_get(["end_id", "line_ids"])})
        wizard.line_ids = end.line_ids[1]
        wizard.action_reverse()
        self.assertEqual(end.line_ids.mapped("state"), ["done", "reversed"])


@tagged("post_install", "-at_install")
class TestFigures(EndCase):
    def test_what_was_weighed_is_shared_out_by_registered_weight(self):
        light = self._create_model("Skjermvegg", weight=6)
        pieces = self._create_piece(self.room) | self._create_piece(self.room, model=light)
        end = self._end(pieces, weight=20)
        self.assertEqual(end.line_ids.mapped("weight"), [15, 5])
        self.assertEqual(set(end.line_ids.mapped("weight_source")), {"weighbridge"})
        self.assertEqual(end.line_weight, 20)

    def test_without_a_weighbridge_the_registered_weight_counts_and_what_is_not_known_is_said(self):
        unknown = self._create_model("Ukjent")
        end = self._end(self._create_piece(self.room) | self._create_piece(self.room, model=unknown))
        self.assertEqual(end.line_ids.mapped("weight"), [18, 0])
        self.assertEqual(end.line_ids.mapped("weight_source"), ["registered", "unknown"])

    def test_a_later_change_of_the_model_does_not_change_what_left(self):
        end = self._end(self._create_piece(self.room))
        self.model.weight = 99
        self.assertEqual(end.line_ids.weight, 18)

    def test_the_price_is_for_all_or_for_each(self):
        end = self._end(self._create_pieces(3, self.room), "sold", price=100)
        self.assertEqual(end.line_ids.mapped("price"), [33.34, 33.33, 33.33])
        self.assertEqual(end.price_total, 100)
        end = self._end(self._create_pieces(3, self.room), "sold", price=100, price_basis="piece")
        self.assertEqual(end.price_total, 300)
        self.assertFalse(sum(self._end(self._create_piece(self.room), "donated", price=100).line_ids.mapped("price")))

    def test_a_reversed_piece_weighs_and_brings_nothing(self):
        end = self._end(self._create_pieces(2, self.room), "sold", price=100, price_basis="piece")
        self._reverse(end, lines=end.line_ids[0])
        self.assertEqual(end.price_total, 100)
        self.assertEqual(end.line_ids[0].impact_meaning, "nothing")

    def test_what_it_means_for_the_impact_report(self):
        for kind, meaning in (
            ("recycled", "material"),
            ("donated", "reuse_outside"),
            ("sold", "reuse_outside"),
            ("lost", "nothing"),
        ):
            end = self._decide(self._create_piece(self.room), kind)
            self.assertEqual(end.impact_meaning, meaning)
            self.assertEqual(end.line_ids.impact_meaning, "nothing", "nothing has left yet")
            self.assertFalse(end._impact_lines())
            end.action_carry_out()
            self.assertEqual(end.line_ids.impact_meaning, meaning)
            self.assertEqual(end._impact_lines(), end.line_ids)

    def test_the_lines_keep_where_each_stood_and_group_by_building_and_month(self):
        piece = self._create_piece(self.room)
        self._end(piece, weight=18)
        lines = self.env["furniture.end.line"].with_user(self.users["auditor"])
        [group] = lines.formatted_read_group(
            [("lot_id", "=", piece.id)], ["building_id", "fraction", "done_on:month"], ["weight:sum", "price:sum"]
        )
        self.assertEqual(
            (group["building_id"][0], group["fraction"], group["weight:sum"]), (self.building.id, "wood", 18)
        )


@tagged("post_install", "-at_install")
class TestEndedPiecesElsewhere(EndCase):
    def test_they_leave_every_count_and_list(self):
        pieces = self._create_pieces(3, self.room)
        self._end(pieces[0])
        self._end(pieces[1], "sold")
        self.assertEqual(self.room.piece_count, 1)
        self.assertEqual(self.model.product_tmpl_id.piece_count, 1)
        rows = self.env["stock.location"].get_place_overview()
        self.assertEqual(sum(row["total"] for row in rows), self.env["stock.lot"].search_count(pieces._present()))
        for row in rows:
            self.assertEqual(row["total"], self.env["stock.lot"].search_count(row["domain"]), row["name"])
        for action in (self.room.action_open_pieces(), self.model.product_tmpl_id.action_open_pieces()):
            self.assertEqual(self.env["stock.lot"].search(action["domain"]) & pieces, pieces[2])

    def test_the_list_opens_with_what_we_have_and_can_show_the_ended(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.stock_lot_action_pieces")
        self.assertIn("search_default_present", action["context"])
        view = self.env.ref("bk_furniture_reuse.stock_lot_view_search_piece")
        arch = self.env["stock.lot"].get_view(view.id, "search")["arch"]
        for name in ("present", "ended"):
            self.assertIn(f'name="{name}"', arch)

    def test_the_choices_beside_the_list_follow_what_is_searched(self):
        """As the web client asks when a filter is changed: no floor is chosen, and it sends null."""
        pieces = self._create_pieces(3, self.room)
        self._end(pieces[0])
        lots = self.env["stock.lot"].with_user(self.users["employee"])
        for kind, count in ((False, 2), ("recycled", 0)):
            answer = lots.search_panel_select_multi_range(
                "floor_id",
                group_by="building_id",
                group_domain=None,
                search_domain=[("product_id", "=", self.model.id), ("end_kind", "=", kind)],
                enable_counters=True,
            )
            counts = {value["id"]: value["__count"] for value in answer["values"]}
            self.assertEqual(counts.get(self.floor.id, 0), count)

    def test_the_piece_keeps_its_page_its_tag_and_its_history(self):
        piece = self._create_piece(self.room)
        tag = piece.tag_id
        end = self._end(piece, "donated")
        self.assertEqual(self.env["furniture.tag"]._find(tag.code).lot_id, piece)
        self.assertEqual(piece.tag_id, tag)
        self.assertIn(end.name, " ".join(piece.message_ids.mapped("body")))
        for role in ("employee", "operator", "auditor"):
            self.assertEqual(self._as(role, piece).read(["end_kind", "end_date"])[0]["end_kind"], "donated")
            form = self.env.ref("bk_furniture_reuse.stock_lot_view_form_piece")
            arch = self.env["stock.lot"].with_user(self.users[role]).get_view(form.id, "form")["arch"]
            self.assertIn("end_kind", arch)
            self.assertEqual('name="end_id"' in arch, role != "employee")

    def test_the_record_is_printed_for_whoever_may_read_it(self):
        end = self._end(self._create_pieces(2, self.room), "sold")
        html = self.env["ir.actions.report"].with_user(self.users["auditor"])._render_qweb_html(
            "bk_furniture_reuse.report_furniture_end", end.ids
        )[0].decode()  # fmt: skip
        for text in (
            end.name,
            "Fretex Fjordvik",
            "Not worth mending",
            "Coordinator",
            *end.line_ids.lot_id.mapped("name"),
        ):
            self.assertIn(text, html)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.users["employee"])._render_qweb_html(
                "bk_furniture_reuse.report_furniture_end", end.ids
            )


@tagged("post_install", "-at_install")
class TestProposing(EndCase):
    def _wizard(self, pieces, role, **vals):
        action = self._as(role, pieces).action_propose_end()
        wizard = self.env["furniture.end.propose"].with_user(self.users[role]).with_context(**action["context"])
        return wizard.create({**wizard.default_get(["lot_ids"]), "reason": "Worn out", **vals})

    def test_the_dialogue_does_all_in_one_go(self):
        pieces = self._create_pieces(3, self.room)
        action = self._wizard(pieces, "coordinator", kind="recycled", fraction="metal", weight=12).action_carry_out()
        end = self.env["furniture.end"].browse(action["res_id"])
        self.assert_ended(pieces, "recycled")
        self.assertEqual((end.fraction, end.line_weight, end.reason), ("metal", 12, "Worn out"))

    def test_an_operator_proposes_and_cannot_decide_there_either(self):
        wizard = self._wizard(self._create_piece(self.room), "operator")
        self.assertFalse(wizard.may_decide)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_decide()
        self.assertEqual(self.env["furniture.end"].browse(wizard.action_propose()["res_id"]).state, "draft")
        with self.assert_refused(UserError, "part of AVH"):
            wizard.action_propose()

    def test_what_cannot_be_decided_leaves_nothing_behind(self):
        wizard = self._wizard(self._create_piece(self.room), "coordinator", kind="donated")
        before = self.env["furniture.end"].search_count([])
        with self.assert_refused(UserError, "who receives"), self.env.cr.savepoint():
            wizard.action_carry_out()
        self.assertEqual(self.env["furniture.end"].search_count([]), before)


@tagged("post_install", "-at_install")
class TestNoOtherWayOut(EndCase):
    def test_odoos_scrap_order_is_refused_for_furniture(self):
        piece = self._create_piece(self.store)
        scrap = self.env["stock.scrap"].with_user(self.users["operator"]).create(
            {"product_id": piece.product_id.id, "lot_id": piece.id, "scrap_qty": 1, "location_id": self.store.id}
        )  # fmt: skip
        with self.assert_refused(UserError, "press End"):
            scrap.action_validate()
        self.assert_stands_in(piece, self.store)

    def test_a_delivery_without_a_decision_is_refused_for_furniture(self):
        piece = self._create_piece(self.store)
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1)
        customers = self.env.ref("stock.stock_location_customers")
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id, "location_id": self.store.id, "location_dest_id": customers.id,
                "move_ids": [
                    (0, 0, {
                        "product_id": piece.product_id.id, "product_uom_qty": 1, "location_id": self.store.id,
                        "location_dest_id": customers.id,
                    })
                ],
            }
        )  # fmt: skip
        picking.action_confirm()
        picking.action_assign()
        self.assertEqual(picking.move_line_ids.lot_id, piece)
        picking.move_ids.picked = True
        with self.assert_refused(UserError, "press End"):
            picking._action_done()
        self.assert_stands_in(piece, self.store)
