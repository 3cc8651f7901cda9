"""A register that comes back corrected: what differs is changed, what people did meanwhile is kept, and nobody else's furniture is touched."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .register_case import RegisterCase, row

FACTS = (
    "product_id", "purpose", "condition", "colour_id", "colour_text", "material", "width", "depth", "height", "seat_height", "weight", "price_new",
    "year_made", "owner_unit_id", "available_from", "remark", "location_id",
)  # fmt: skip
# Every optional cell filled in, so that each can be corrected or left blank.
FULL = {
    "Tilstand": "B", "Farge": "Grå", "Materiale": "Ull", "Bredde": 60, "Dybde": 61, "Høyde": 100, "Sittehøyde": 45, "Vekt": 18, "Nypris": 9000,
    "Innkjøpsår": 2015, "Eierenhet": "Skole", "Tilgjengelig_fra": "31.12.2026", "Merknad": "Fra biblioteket", "Skader": "Ripe i sete",
}  # fmt: skip


def full_row(number, **cells):
    cells = {**FULL, "Rom": str(100 + number), "QR_kode": f"OLD-{number}", **cells}
    values = row(**cells)
    values["Tilgjengelig fra"] = values.pop("Tilgjengelig-fra")
    return values


@tagged("post_install", "-at_install")
class TestImportUpdate(RegisterCase):
    def facts(self, lot):
        return {
            **{name: lot[name] for name in FACTS},
            "damages": sorted(lot.damage_ids.mapped("description")),
            "codes": sorted(lot.tag_ids.filtered(lambda tag: tag.origin == "foreign").mapped("code")),
        }

    def assert_changed(self, lot, before, **expected):
        """Exactly these facts of the piece are other than ``before``, with these values."""
        now = self.facts(lot)
        self.assertEqual({name: value for name, value in now.items() if value != before[name]}, expected)

    def read_unapplied(self, job, new=0, update=0, unchanged=0, error=0, vanished=0):
        """What reading a file said it would do."""
        found = (job.new_count, job.update_count, job.unchanged_count, job.error_count, job.vanished_count)
        self.assertEqual(found, (new, update, unchanged, error, vanished), job.row_ids.mapped("error_text"))
        return job

    # One cell

    def test_one_cell_of_each_kind(self):
        fixes = [
            {"Tilstand": "C"},
            {"Farge": "Blå"},
            {"Farge": "Sjøgrønn melert"},
            {"Materiale": "Lær"},
            {"Bredde": "800 mm"},
            {"Vekt": "20,5"},
            {"Nypris": 9500},
            {"Innkjøpsår": 2016},
            {"Eierenhet": "Barnehage"},
            {"Tilgjengelig_fra": "1.2.2027"},
            {"Merknad": "Fra <b>arkivet</b>"},
            {"Skader": "Ripe i sete; Flekk på rygg"},
            {"Rom": "999"},
            {"Etasje": "2"},
            {"Bygg": "Kinoen"},
            {"Status": "Redesign"},
            {"Status": "Reservert"},
            {"QR_kode": "NEW-17"},
        ]
        first = self.bring_in(*(full_row(number) for number in range(len(fixes))))
        lots = [self.pieces(first, number + 2) for number in range(len(fixes))]
        before = [self.facts(lot) for lot in lots]
        job = self.read(*(full_row(number, **fix) for number, fix in enumerate(fixes)))
        self.read_unapplied(job, update=len(fixes))
        self.assertEqual(job.corrects_id, first)
        said = job.row_ids.sorted("row_number").mapped("change_text")
        self.assertEqual(
            said[:6],
            [
                "Condition: B → C",
                "Colour: Grey → Blue",
                "Colour: Grey → Sjøgrønn melert",
                "Material: Ull → Lær",
                "Width: 60 → 80",
                "Weight: 18 → 20.5",
            ],
        )
        self.assertEqual(said[7], "Year: 2015 → 2016")
        self.assertEqual(
            said[11:14], ["Damages: Ripe i sete → Ripe i sete; Flekk på rygg", "Room: 112 → 999", "Floor: 1 → 2"]
        )
        self.assertEqual(
            said[15:], ["Purpose: Available → Redesign", "Purpose: Available → Reserved", "QR code: OLD-17 → NEW-17"]
        )
        self.apply(job)
        self.assertFalse(job.error_row_ids, job.error_row_ids.mapped("error_text"))
        self.assertEqual(len(self.pieces(job)), len(fixes))
        colours = {colour.code: colour for colour in self.env["furniture.colour"].search([])}
        unit = self.env["furniture.unit"].search([("name", "=", "Barnehage")])
        expected = [
            {"condition": "c"},
            {"colour_id": colours["blue"]},
            {"colour_id": self.env["furniture.colour"], "colour_text": "Sjøgrønn melert"},
            {"material": "Lær"},
            {"width": 80},
            {"weight": 20.5},
            {"price_new": 9500},
            {"year_made": 2016},
            {"owner_unit_id": unit},
            {"available_from": self.env["stock.lot"]._fields["available_from"].to_date("2027-02-01")},
            {"remark": "Fra <b>arkivet</b>"},
            {"damages": ["Flekk på rygg", "Ripe i sete"]},
            *({"location_id": lots[number].location_id} for number in (12, 13, 14)),
            {"purpose": "redesign"},
            {"purpose": "reserved"},
            {"codes": ["NEW-17"]},
        ]
        for lot, was, facts in zip(lots, before, expected, strict=True):
            self.assert_changed(lot, was, **facts)
        places = [(lot.building_id.name, lot.floor_id.floor_number, lot.location_id.name) for lot in lots[12:15]]
        self.assertEqual(places, [("Tinghuset", 1, "999"), ("Tinghuset", 2, "113"), ("Kinoen", 1, "114")])
        for lot in lots:
            self.assert_stands_in(lot, lot.location_id)
        self.assertEqual(self._quant(lots[16]).reserved_quantity, 1)
        moves = self.env["stock.move.line"].search([("lot_id", "=", lots[12].id), ("state", "=", "done")], order="id")
        self.assertEqual(moves[-1].location_id, before[12]["location_id"], "moved by a stock move from where it stood")

    def test_a_blank_cell_never_erases_and_a_restored_one_changes_nothing(self):
        first = self.bring_in(*(full_row(number, Status="Redesign") for number in range(4)))
        lots = self.pieces(first)
        before = [self.facts(lot) for lot in lots]
        blank = dict.fromkeys((*FULL, "Kategori", "Produsent", "Etasje", "Rom", "QR_kode"))
        del blank["Tilgjengelig_fra"]
        poor = [
            {**full_row(number, Status="Redesign"), **row(**blank, Status="Redesign"), "Tilgjengelig fra": None}
            for number in range(4)
        ]
        poor[3]["Merknad"] = "Den fjerde"
        self.read_unapplied(self.read(*poor, corrects_id=first.id), unchanged=3, update=1)
        job = self.apply(self.read(*poor, corrects_id=first.id))
        for lot, was in zip(lots[:3], before, strict=False):
            self.assert_changed(lot, was)
        self.assert_changed(lots[3], before[3], remark="Den fjerde")
        lots[3].remark = "Sett av Kari"
        again = [full_row(number, Status="Redesign") for number in range(4)]
        again[3]["Merknad"] = "Den fjerde"
        self.read_unapplied(self.read(*again), unchanged=4)
        self.assertEqual(lots[3].import_row_id.import_id, job)

    # What people did meanwhile

    def test_work_done_since_is_kept(self):
        first = self.bring_in(*(full_row(number) for number in range(4)))
        moved, decided, graded, mended = self.pieces(first)
        moved.with_user(self.users["operator"])._move_to(self.store)
        decided.with_user(self.users["operator"])._change_purpose("redesign")
        graded.with_user(self.users["operator"]).write({"condition": "d", "remark": "Sett av Kari"})
        mended.damage_ids.repaired_on = "2026-01-01"
        before = [self.facts(lot) for lot in self.pieces(first)]
        job = self.read(*(full_row(number, Nypris=9100 + number) for number in range(4)))
        self.apply(self.read_unapplied(job, update=4))
        for number, lot in enumerate(self.pieces(job)):
            self.assert_changed(lot, before[number], price_new=9100 + number)
        self.assert_stands_in(moved, self.store)
        self.assertEqual((graded.condition_user_id, mended.damage_count), (self.users["operator"], 0))

    def test_a_hold_that_the_register_brought_goes_along_and_one_for_somebody_stands_in_the_way(self):
        first = self.bring_in(*(full_row(number, Status="Reservert") for number in range(3)))
        along, promised, freed = self.pieces(first)
        old_room = promised.location_id
        self.env["furniture.reservation.line"].search([("lot_id", "=", promised.id)])._release()
        self.env["furniture.reservation"].create({"origin": "request"})._hold(promised)
        job = self.read(
            *(full_row(number, Status="Reservert", Rom="999") for number in range(2)), full_row(2, Status="I bruk")
        )
        self.apply(self.read_unapplied(job, update=3))
        self.assertEqual(
            (along.location_id.name, along.purpose, self._quant(along).reserved_quantity), ("999", "reserved", 1)
        )
        self.assertEqual((freed.purpose, self._quant(freed).reserved_quantity), ("in_use", 0))
        self.assert_stands_in(promised, old_room)
        refused = job.error_row_ids
        self.assertEqual((refused.row_number, refused.reason), (3, "refused"))
        self.assertRegex(refused.error_text, "reserved for somebody now")
        self.assertEqual(promised.import_row_id.import_id, first, "a refused row leaves nothing behind")

    # Rows that come, go and change their order

    def test_a_raised_count_brings_pieces_and_a_lowered_one_takes_none(self):
        first = self.bring_in(row(Antall=3, Rom="201"), *(row(Rom=str(room)) for room in range(202, 206)))
        others = [row(Rom=str(room)) for room in range(202, 206)]
        lots = self.pieces(first, 2)
        raised = self.apply(self.read_unapplied(self.read(row(Antall=5, Rom="201"), *others), update=1, unchanged=4))
        self.assertEqual(len(self.pieces(raised, 2)), 5)
        self.assertLessEqual(lots, self.pieces(raised, 2))
        self.assert_stands_in(self.pieces(raised, 2), lots.location_id)
        lowered = self.read_unapplied(self.read(row(Antall=2, Rom="201"), *others), update=1, unchanged=4)
        self.assertRegex(
            lowered.row_ids.filtered(lambda r: r.row_number == 2).notice_text, "now counts 2, and 5 pieces"
        )
        self.apply(lowered)
        self.assertEqual(len(self.pieces(lowered, 2)), 5)
        back = self.apply(self.read_unapplied(self.read(row(Antall=6, Rom="201"), *others), update=1, unchanged=4))
        self.assertEqual(len(self.pieces(back, 2)), 6, "five were there: one more makes six")

    def test_a_row_that_is_gone_is_counted_and_its_pieces_stay(self):
        rows = [row(Rom=str(room)) for room in range(301, 307)]
        lots = self.pieces(self.bring_in(*rows))
        job = self.read_unapplied(self.read(*rows[:2], *rows[3:]), unchanged=5, vanished=1)
        self.assertEqual(job.ready_count, 0)
        self.assertEqual(len(lots.exists()), 6)
        self.assert_stands_in(lots[2], lots[2].location_id)

    def test_a_sorted_file_and_one_with_a_new_first_row(self):
        rows = [full_row(number, QR_kode=None, Rom=str(401 + number % 3), Vekt=10 + number // 2) for number in range(9)]
        first = self.bring_in(*rows)
        self.read_unapplied(self.read(*reversed(rows)), unchanged=9)
        lots = {lot.import_row_id.row_number: lot for lot in self.pieces(first)}
        mended = [*rows[:4], {**rows[4], "Merknad": "Rettet"}, *rows[5:]]
        job = self.apply(self.read_unapplied(self.read(*reversed(mended)), update=1, unchanged=8))
        self.assertEqual(self.pieces(job), lots[6])
        self.assertEqual(lots[6].remark, "Rettet")
        job = self.apply(self.read_unapplied(self.read(full_row(50), *mended), new=1, unchanged=9))
        self.assertEqual(self.pieces(job).location_id.name, "150")

    def test_a_row_with_an_error_is_mended_later(self):
        rows = [row(Rom=str(room)) for room in range(501, 505)]
        first = self.bring_in(*rows, row(Rom="505", Bredde="bred"))
        self.assertEqual((first.state, first.error_count, len(self.pieces(first))), ("done", 1, 4))
        job = self.apply(self.read_unapplied(self.read(*rows, row(Rom="505", Bredde=70)), new=1, unchanged=4))
        self.assertEqual(self.pieces(job).width, 70)

    # Whose furniture is it

    def test_another_register_never_touches_the_pieces_of_the_first(self):
        """Two surveys with the same headings, the same models and the same row numbers, of two buildings; no codes."""
        first = self.bring_in(*(row(Rom=str(room), Antall=2) for room in range(101, 109)), filename="Møbler.xlsx")
        before = {lot: self.facts(lot) for lot in self.pieces(first)}
        for name, rooms in (
            ("Møbler.xlsx", range(101, 109)),
            ("Møbler.xlsx", range(101, 104)),
            ("Annet.xlsx", range(101, 105)),
        ):
            building = f"Hus {name} {len(rooms)}"
            job = self.read(*(row(Rom=str(room), Bygg=building) for room in rooms), filename=name)
            self.read_unapplied(job, new=len(rooms))
            self.assertFalse(job.corrects_id)
            self.apply(job)
            self.assertEqual(self.pieces(job).building_id.mapped("name"), [building])
        for lot, facts in before.items():
            self.assert_changed(lot, facts)
            self.assertEqual(lot.import_row_id.import_id, first)

    def test_a_person_can_say_that_a_file_is_a_register_of_its_own_or_a_new_version(self):
        rows = [row(Antall=2, Rom=str(room)) for room in range(601, 607)]
        first = self.bring_in(*rows)
        changed = [{**values, "Antall": 1, "Merknad": "Ny runde"} for values in rows]
        job = self.read_unapplied(self.read(*changed), update=6)
        job.is_other_register = True
        job.action_read()
        self.read_unapplied(job, new=6)
        self.assertFalse(job.corrects_id)
        moved = [{**values, "Bygg": "Flyttet", "Antall": 1} for values in rows]
        job = self.read_unapplied(self.read(*moved), new=6)
        job.corrects_id = first
        job.action_read()
        self.read_unapplied(job, update=6)

    def test_versions_do_not_go_round_in_circles(self):
        rows = [row(Rom=str(room)) for room in range(621, 625)]
        first = self.bring_in(*rows)
        second = self.bring_in(*rows, row(Rom="9"))
        self.assertEqual(second.corrects_id, first)
        with self.assertRaisesRegex(ValidationError, "new version of itself"):
            first.corrects_id = second

    def test_another_model_is_refused_at_once_and_in_words(self):
        rows = [row(Rom=str(room)) for room in range(701, 707)]
        first = self.bring_in(*rows)
        models = self.env["product.template"].search_count([])
        job = self.read({**rows[0], "Produktnavn": "Helt annen sofa"}, {**rows[1], "Kategori": "Sofa"}, *rows[2:])
        self.read_unapplied(job, unchanged=4, error=2)
        sentences = job.error_row_ids.mapped("error_text")
        self.assertRegex(
            sentences[0], "was “Stol Alfa” and is now “Helt annen sofa”. A registered piece keeps its model"
        )
        self.assertRegex(sentences[1], "was “Kontorstol” and is now “Sofa”")
        self.assertFalse(job.name_ids, "nothing is created for rows that are refused")
        self.assertEqual(self.env["product.template"].search_count([]), models)
        self.assertEqual(self.pieces(first).product_id.mapped("name"), ["Stol Alfa"])

    def test_a_misspelt_model_that_stands_for_the_old_one_changes_nothing(self):
        rows = [row(Rom=str(room)) for room in range(711, 717)]
        first = self.bring_in(*rows)
        job = self.read({**rows[0], "Produktnavn": "Stol Alffa", "Merknad": "x"}, *rows[1:])
        self.assertEqual(job.name_ids.mapped(lambda name: (name.kind, name.suggestion)), [("model", "Stol Alfa")])
        job.name_ids.action_use()
        self.apply(job)
        self.assertFalse(job.error_row_ids)
        self.assertEqual(self.pieces(first).product_id | self.pieces(job).product_id, self.pieces(first).product_id)
        self.assertEqual(self.pieces(job).remark, "x")

    # Codes

    def test_codes_that_sit_elsewhere_are_refused(self):
        piece = self._create_piece(self.room)
        self.env["furniture.tag"]._create_aliases([(piece, "Gammel-1")])
        blank = self.env["furniture.tag"].create({})
        place_code = self.env["furniture.tag"].create({"location_id": self.room.id, "state": "claimed"}).code
        codes = [
            "gammel-1",
            piece.tag_id.code,
            f"https://m.example/m/{piece.tag_id.code.lower()}",
            blank.code,
            place_code,
        ]
        job = self.read(
            *(row(QR_kode=code, Rom=str(800 + number)) for number, code in enumerate(codes)), row(QR_kode="FRI-1")
        )
        self.assertEqual(job.row_ids.mapped("reason"), ["QR code is on another piece"] * len(codes) + [False])

    def test_a_code_that_was_given_to_a_piece_by_hand(self):
        rows = [row(Rom=str(room)) for room in range(811, 817)]
        first = self.bring_in(*rows)
        mine, other = self.pieces(first, 2), self.pieces(first, 3)
        self.env["furniture.tag"]._create_aliases([(mine, "KODE-1"), (other, "KODE-2")])
        job = self.read({**rows[0], "QR-kode": "KODE-1"}, rows[1], {**rows[2], "QR-kode": "KODE-2"}, *rows[3:])
        self.apply(self.read_unapplied(job, update=2, unchanged=4))
        self.assertEqual(job.applied_count, 1)
        refused = job.error_row_ids
        self.assertRegex(refused.error_text, "KODE-2 is already on another piece")
        self.assertEqual(self.env["furniture.tag"]._find("KODE-2").lot_id, other)

    def test_a_mistyped_code_is_freed_for_the_piece_that_has_it(self):
        rows = [full_row(number) for number in range(6)]
        first = self.bring_in(*rows)
        lot = self.pieces(first, 2)
        rows[0] = full_row(0, QR_kode="RIGHT-0")
        self.apply(self.read_unapplied(self.read(*rows), update=1, unchanged=5))
        job = self.apply(self.read_unapplied(self.read(*rows, full_row(50, QR_kode="OLD-0")), unchanged=6, new=1))
        self.assertFalse(job.error_row_ids)
        tags = self.env["furniture.tag"]
        self.assertEqual(tags._find("RIGHT-0").lot_id, lot)
        self.assertEqual(tags._find("OLD-0").lot_id, self.pieces(job))
