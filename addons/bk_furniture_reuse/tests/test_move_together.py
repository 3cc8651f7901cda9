"""Two operators scan the same load in real transactions: both succeed, and of one piece the second is told."""

from contextlib import contextmanager
from threading import Thread

from odoo import SUPERUSER_ID, api, sql_db
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import FurnitureCase


@tagged("post_install", "-at_install")
class TestScanTogether(FurnitureCase):
    """What the test needs is committed, and deleted at the end."""

    def setUp(self):
        super().setUp()
        self.database = sql_db.db_connect(self.env.cr.dbname)
        with self._transaction() as env:
            stock = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
            places = env["stock.location"].create(
                [
                    {"name": name, "place_kind": kind, "location_id": stock.id}
                    for name, kind in (("Felles lager", "store"), ("Felles rom", "room"))
                ]
            )
            self.place_ids = places.ids
            template = env["product.template"].create({"name": "Felles stol", "is_furniture": True})
            self.template_id, self.product_id = template.id, template.product_variant_id.id
            lots = env["stock.lot"].create(
                [{"product_id": self.product_id, "location_id": places[0].id} for _ in range(2)]
            )
            self.lot_ids, self.numbers = lots.ids, lots.mapped("name")
            self.picking_id = lots._plan_move(dict.fromkeys(lots, places[1])).id
        self.addCleanup(self._delete)

    def _delete(self):
        with self._transaction() as env:
            env.cr.execute(
                SQL(
                    """DELETE FROM furniture_tag WHERE lot_id IN %(lots)s;
                       DELETE FROM stock_quant WHERE lot_id IN %(lots)s;
                       DELETE FROM stock_move_line WHERE lot_id IN %(lots)s;
                       DELETE FROM stock_move WHERE product_id = %(product)s;
                       DELETE FROM stock_lot WHERE id IN %(lots)s;
                       DELETE FROM stock_picking WHERE id = %(picking)s""",
                    lots=tuple(self.lot_ids),
                    product=self.product_id,
                    picking=self.picking_id,
                )
            )
            env["product.template"].browse(self.template_id).unlink()
            env["stock.location"].browse(self.place_ids).unlink()

    @contextmanager
    def _transaction(self):
        with self.database.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env
            env.flush_all()

    def _scan(self, env, number):
        answer = env["furniture.move.scan"].scan_codes("stock.picking", self.picking_id, "load", [number])
        env.flush_all()
        return answer["results"][0]["status"]

    def _second(self, number, answers):
        """Another operator's request, tried again as Odoo's server does when two write the same row."""

        def work():
            with self.database.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                answers.append(retrying(lambda: self._scan(env, number), env))

        thread = Thread(target=work)
        thread.start()
        return thread

    def _loaded(self):
        with self._transaction() as env:
            lines = env["stock.picking"].browse(self.picking_id).move_line_ids
            return [bool(line.loaded_on) for line in lines.sorted("lot_id")]

    def test_two_pieces_at_once_do_not_wait_for_each_other(self):
        answers = []
        with self._transaction() as env:
            self.assertEqual(self._scan(env, self.numbers[0]), "loaded")
            second = self._second(self.numbers[1], answers)
            second.join(20)
            self.assertFalse(second.is_alive(), "the second waits for the first, though their pieces differ")
        self.assertEqual((answers, self._loaded()), (["loaded"], [True, True]))

    def test_of_one_piece_the_second_is_told_that_it_is_loaded(self):
        answers = []
        with mute_logger("odoo.sql_db", "odoo.service.model"), self._transaction() as env:
            self.assertEqual(self._scan(env, self.numbers[0]), "loaded")
            second = self._second(self.numbers[0], answers)
            second.join(1)
            self.assertTrue(second.is_alive(), "the second must wait for the first: only then do they meet")
            env.cr.commit()
            second.join(30)
        self.assertEqual((answers, self._loaded()), (["again"], [True, False]))
