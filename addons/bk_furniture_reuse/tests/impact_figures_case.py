"""What the tests of the dashboard share: half a year of reuse, made by the real flows while the clock goes on."""

from odoo import Command

from ..models.furniture_impact_record import WHO_AND_WHEN
from .end_case import EndCase
from .impact_case import ImpactCase

# The person's own sums: which entries are of which line, written out again and not taken from the product.
MONEY = ("avoided_purchase", "avoided_disposal", "income", "cost", "net_saving")


class FiguresCase(ImpactCase, EndCase):
    """March to August: requests, a move, gifts, recycling, a withdrawn event; chairs, desks, a whiteboard and a lamp."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_unit = cls.env["furniture.unit"].create(
            {"name": "Biblioteket", "member_ids": [Command.link(cls.users["coordinator"].id)]}
        )
        cls.desk = cls._model_of("Hev-/senkbord", "Bord 160", weight=42, price_new=7000)
        cls.board = cls._model_of("Whiteboardtavle", "Tavle 120", weight=15)
        cls.lamp = cls._model_of("Lampe", "Skrivebordslampe")
        # The flows are those of a test; what happened is for all tests of the class.
        cls("_spring")._spring()
        cls.now = cls.frozen()

    def setUp(self):
        super().setUp()
        self.frozen.move_to(self.now)

    @classmethod
    def _model_of(cls, type_name, name, **vals):
        categ = cls.env["product.category"].create({"name": type_name, "is_furniture_type": True})
        return cls._create_model(name, categ_id=categ.id, **vals)

    def _spring(self):
        """What happened, in the order in which it happened."""
        case = type(self)
        case.chairs = self._create_pieces(4, self.store, condition="b")
        self._reserve_and_deliver(case.chairs, self.classroom)
        self._days_pass(40)
        case.desks = self._create_pieces(2, self.store, self.desk, condition="a")
        self._reserve_and_deliver(case.desks, self.room, self.other_unit)
        case.moved = self._create_pieces(3, self.room, purpose="in_use")
        self._deliver(case.moved, self.classroom)
        case.boards = self._create_pieces(2, self.store, self.board)
        case.lamps = self._create_pieces(1, self.store, self.lamp)
        self._reserve_and_deliver(case.boards, self.classroom)
        self._deliver(case.lamps, self.classroom)
        self._days_pass(40)
        case.given = self._create_pieces(2, self.store, condition="b")
        self._end(case.given, "donated")
        case.recycled = self._create_pieces(2, self.store)
        self._end(case.recycled, "recycled")
        self._enter_due()
        # A mistake: the event of one moved chair is taken back, which counters its entry.
        case.moved[0].impact_event_ids._withdraw("Was never moved")
        case.late = self._create_pieces(2, self.store)
        self._reserve_and_deliver(case.late, self.classroom)

    def _neighbours_entry(self, net=1000000.0):
        """An entry of another company, with figures that nobody could overlook."""
        company = self.env["res.company"].create({"name": "Nabokommunen"})
        entry = self._ledger_of(self.chairs)[0]
        names = [
            name
            for name, field in entry._fields.items()
            if field.store and name not in WHO_AND_WHEN - {"kind", "reason"}
        ]
        vals = {name: entry[name].id if entry._fields[name].type == "many2one" else entry[name] for name in names}
        run = self.env["furniture.impact.run"]._ledger(company)
        return self.entries._record(
            [{**vals, "run_id": run.id, "company_id": company.id, "net": net, "net_saving": net}]
        )

    def _raw(self):
        """Every entry of our ledger, as rows to add up by hand."""
        return self.entries.search([("run_id.kind", "=", "ledger"), ("company_id", "=", self.company.id)])

    def _sum(self, entries, name):
        total = 0
        for entry in entries:
            total += entry[name]
        return total
