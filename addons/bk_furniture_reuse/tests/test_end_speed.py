"""Three hundred pieces leave, and a building is sorted, with queries that do not grow beyond what Odoo's stock moves need."""

from odoo.tests import tagged

from .end_case import EndCase


@tagged("post_install", "-at_install")
class TestEndSpeed(EndCase):
    def _count(self, run):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        run()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _slope(self, run_with, small, large):
        """Queries for each further piece, between a small and a large batch."""
        run_with(3)()
        few, many = self._count(run_with(small)), self._count(run_with(large))
        return (many - few) / (large - small)

    def test_proposing_and_deciding_do_not_grow_with_the_pieces(self):
        def propose(count):
            pieces = self._create_pieces(count, self.room)
            return lambda: self._propose(pieces)

        def decide(count):
            end = self._propose(self._create_pieces(count, self.room))
            return lambda: end.action_decide()

        self.assertLessEqual(self._slope(propose, 110, 310), 0.05)
        self.assertLessEqual(self._slope(decide, 110, 310), 0.1)

    def test_carrying_out_costs_no_more_than_odoos_own_transfer(self):
        def ours(count):
            end = self._decide(self._create_pieces(count, self.room))
            return lambda: end.action_carry_out()

        def odoos(count):
            picking = self._decide(self._create_pieces(count, self.room)).picking_ids
            picking.sudo().furniture_end_id = False
            picking.move_ids.picked = True
            return lambda: picking._action_done()

        self.assertLessEqual(self._slope(ours, 110, 310), self._slope(odoos, 110, 310) + 0.05)

    def test_reversing_costs_no_more_than_odoos_own_relocation(self):
        def ours(count):
            end = self._end(self._create_pieces(count, self.room))
            return lambda: self._reverse(end)

        def odoos(count):
            pieces = self._create_pieces(count, self.room)
            return lambda: self._quant_of(pieces).move_quants(location_dest_id=self.store)

        self.assertLessEqual(self._slope(ours, 110, 210), self._slope(odoos, 110, 210) + 0.1)

    def _quant_of(self, pieces):
        return self.env["stock.quant"].search([("lot_id", "in", pieces.ids), ("quantity", ">", 0)])
