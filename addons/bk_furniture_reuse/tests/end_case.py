"""What the tests of ends share: proposals, decisions, and what the ledger says afterwards."""

from odoo import Command

from .common import FurnitureCase


class EndCase(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.receiver = cls.env["res.partner"].create({"name": "Fretex Fjordvik"})

    def _propose(self, lots, kind="recycled", role="coordinator", **vals):
        """A proposal that has all that its kind needs."""
        needed = {
            "recycled": {"fraction": "wood"},
            "donated": {"partner_id": self.receiver.id},
            "sold": {"partner_id": self.receiver.id, "price": 1000},
            "lost": {},
        }[kind]
        values = {
            "kind": kind,
            "reason": "Not worth mending",
            **needed,
            "line_ids": [Command.create({"lot_id": lot.id}) for lot in lots],
            **vals,
        }
        return self.env["furniture.end"].with_user(self.users[role]).create(values)

    def _decide(self, lots, kind="recycled", role=None, **vals):
        role = role or ("manager" if kind == "lost" else "coordinator")
        end = self._propose(lots, kind, role, **vals)
        end.action_decide()
        return end

    def _end(self, lots, kind="recycled", **vals):
        """An end that is carried out."""
        end = self._decide(lots, kind, **vals)
        end.action_carry_out()
        return end

    def _reverse(self, end, role="manager", reason="Was found", place=None, lines=None):
        (lines or end.line_ids).with_user(self.users[role])._reverse(reason, place)

    def _quants(self, lots):
        """Where Odoo's ledger has the pieces, everywhere: {location usage: quantity}."""
        groups = self.env["stock.quant"]._read_group(
            [("lot_id", "in", lots.ids), ("quantity", ">", 0)], ["location_id"], ["quantity:sum"]
        )
        return {location.usage: quantity for location, quantity in groups}

    def assert_ended(self, lots, kind):
        for lot in lots:
            self.assertEqual(lot.end_kind, kind)
            self.assertTrue(lot.end_date)
            self.assertFalse(self._quant(lot), "it is still in our stock")
        self.assertFalse(lots.filtered_domain(lots._present()))
