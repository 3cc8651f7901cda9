"""New names of a register: nobody's typing error becomes a room, and what one register brought the next one finds."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .register_case import TABLES, RegisterCase, row


@tagged("post_install", "-at_install")
class TestImportNames(RegisterCase):
    def names(self, job):
        return {(name.kind, name.name): name for name in job.name_ids}

    def place(self, *path):
        """The place at the end of a path of names, the outermost a building; there must be exactly one."""
        found = self.stock
        for name in path:
            found = self.env["stock.location"].search(
                [("name", "=", name), ("location_id", "child_of" if found == self.stock else "=", found.id)]
            )
            self.assertEqual(len(found), 1, f"{name} in {path}")
        return found

    # Confirming

    def test_nothing_is_created_before_it_is_confirmed(self):
        before = self.snapshot()
        job = self.read(row(Eierenhet="Skole", Lokasjon="Sør"))
        self.assertEqual(
            {name.kind for name in job.name_ids}, {"model", "owner_unit", "site", "building", "floor", "room"}
        )
        self.assertEqual(job.undecided_count, 6)
        with self.assertRaisesRegex(UserError, "6 new names are not confirmed"):
            job.action_apply()
        job.action_confirm_names()
        self.assertEqual((job.undecided_count, job.state), (0, "review"))
        self.assertEqual(self.snapshot(), before)
        self.apply(job)
        self.assertEqual(self.pieces(job).location_id.display_name, "Sør / Tinghuset / Floor 1 / 101")
        self.assertEqual(self.pieces(job).location_id.location_id.location_id.location_id.location_id, self.stock)

    def test_the_list_says_where_a_name_belongs_and_how_much_hangs_on_it(self):
        job = self.read(row(Antall=3), row(Antall=2), row(Bygg="Kinoen"), row(Rom="102"))
        rooms = job.name_ids.filtered(lambda name: name.kind == "room")
        self.assertEqual(
            sorted(rooms.mapped(lambda room: (room.context_text, room.name, room.row_count, room.piece_count))),
            [("Kinoen / 1", "101", 1, 1), ("Tinghuset / 1", "101", 2, 5), ("Tinghuset / 1", "102", 1, 1)],
        )

    def test_a_near_miss_of_what_we_have_is_decided_one_by_one(self):
        job = self.read(row(Produsent="Testmakern", Kategori="Kontorstoll", Bygg="Rådhusett", Eierenhet="Skole"))
        job.action_confirm_names()
        open_names = job.name_ids.filtered(lambda name: not name.decision)
        self.assertEqual(
            {(name.kind, name.suggestion) for name in open_names},
            {("maker", "Testmakeren"), ("type", "Kontorstol"), ("building", "Rådhuset")},
        )
        self.assertEqual(job.undecided_count, 3)
        job.invalidate_recordset()
        self.assertEqual(job.name_ids[:3], open_names, "the doubtful ones come first")
        self.assertEqual(
            job.name_ids.mapped("kind"), ["building", "type", "maker", "floor", "room", "model", "owner_unit"]
        )
        with self.assertRaisesRegex(UserError, "3 new names"):
            job.action_apply()

    def test_of_two_new_names_the_rarer_is_the_suspect(self):
        job = self.read(row(Produsent="Skandiform", Antall=9), row(Produsent="Scandiform"), row(Produsent="Skandiform"))
        names = self.names(job)
        self.assertFalse(names["maker", "Skandiform"].suggestion)
        self.assertEqual(names["maker", "Scandiform"].suggestion_name_id, names["maker", "Skandiform"])
        job.action_confirm_names()
        names["maker", "Scandiform"].action_use()
        self.apply(job)
        self.assertEqual(self.pieces(job).maker_id.mapped("name"), ["Skandiform"])
        self.assertEqual(len(self.pieces(job).product_id), 1, "one maker, so one model")

    def test_decisions_stand_once_the_import_has_been_started(self):
        job = self.bring_in(row())
        for vals in ({"decision": "reject"}, {"store": True}):
            with self.assertRaisesRegex(UserError, "names are decided"):
                job.name_ids[0].write(vals)

    # Using what it resembles

    def test_use_of_every_kind_creates_nothing(self):
        self.bring_in(row(Eierenhet="Skolen", Lokasjon="Sør", Rom="Resepsjon", Etasje="Sokkel"))
        before = self.snapshot(
            ("stock_location", "product_template", "product_category", "furniture_maker", "furniture_unit")
        )
        job = self.read(
            row(
                Produktnavn="Stol Alpha", Kategori="Kontorstoll", Produsent="Testmakern", Eierenhet="Skolenn",
                Lokasjon="Sør", Bygg="Tinghuset", Etasje="Sokkel", Rom="Resepsjonn", Merknad="ny",
            )
        )  # fmt: skip
        self.assertEqual({name.kind for name in job.name_ids}, {"model", "type", "maker", "owner_unit", "room"})
        self.assertEqual(job.name_ids.filtered("suggestion"), job.name_ids)
        job.name_ids.action_use()
        self.apply(job)
        self.assertEqual(self.snapshot(tuple(before)), before)
        piece = self.pieces(job)
        self.assertEqual(
            (piece.product_id.name, piece.maker_id.name, piece.categ_id.name),
            ("Stol Alfa", "Testmakeren", "Kontorstol"),
        )
        self.assertEqual(
            (piece.owner_unit_id.name, piece.location_id.name, piece.floor_id.name), ("Skolen", "Resepsjon", "Sokkel")
        )

    def test_a_misspelt_building_brings_no_second_floor_and_no_second_room(self):
        self.bring_in(row())
        job = self.read(
            row(Bygg="Tinghusett", Merknad="a"),
            row(Bygg="Tinghusett", Rom="105", Merknad="b"),
            row(Bygg="Tinghusett", Etasje="4", Merknad="c"),
        )
        names = self.names(job)
        names["building", "Tinghusett"].action_use()
        job.name_ids.filtered(lambda name: not name.decision).action_create()
        self.apply(job)
        self.assertFalse(job.error_row_ids)
        building = self.place("Tinghuset")
        self.assertEqual(building.child_ids.mapped("floor_number"), [1, 4])
        self.assertEqual(self.pieces(job, 2).location_id, self.place("Tinghuset", "Floor 1", "101"))
        self.assertEqual(self.pieces(job, 3).location_id, self.place("Tinghuset", "Floor 1", "105"))
        self.assertEqual(self.pieces(job, 4).location_id, self.place("Tinghuset", "Floor 4", "101"))
        self.assertFalse(self.env["stock.location"].search([("name", "=", "Tinghusett")]))

    def test_use_needs_something_that_it_resembles(self):
        job = self.read(row())
        job.name_ids.action_use()
        self.assertEqual(job.undecided_count, len(job.name_ids), "the button passes over names that resemble nothing")
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            job.name_ids[0].decision = "use"

    # Rejecting

    def test_rows_with_a_rejected_name_become_errors_and_leave_nothing_behind(self):
        job = self.read(
            row(Bygg="Feilhuset", Etasje="1", Rom="7"),
            row(Rom="Feilrommet"),
            row(Produktnavn="Feilstolen"),
            row(Produsent="Feilmakeren"),
            row(Rom="102"),
        )
        names = self.names(job)
        for name in (
            ("building", "Feilhuset"),
            ("room", "Feilrommet"),
            ("model", "Feilstolen"),
            ("maker", "Feilmakeren"),
        ):
            names[name].action_reject()
        self.apply(job)
        self.assertEqual((job.state, job.applied_count, job.error_count), ("done", 1, 4))
        errors = {error.row_number: error for error in job.error_row_ids}
        for number, name in ((2, "Feilhuset"), (3, "Feilrommet"), (4, "Feilstolen"), (5, "Feilmakeren")):
            self.assertEqual(errors[number].reason, "name not accepted")
            self.assertIn(f"“{name}” was not accepted", errors[number].error_text)
        for model in ("stock.location", "product.template", "furniture.maker"):
            self.assertFalse(
                self.env[model].search([("name", "in", ["Feilhuset", "Feilrommet", "7", "Feilstolen", "Feilmakeren"])])
            )
        self.assertEqual(self.env["product.template"].search_count([("name", "=", "Stol Alfa")]), 1)

    def test_what_stands_for_a_rejected_name_is_rejected_with_it(self):
        job = self.read(row(Bygg="Feilhuset", Antall=9), row(Bygg="Feilhusett"), row())
        names = self.names(job)
        names["building", "Feilhusett"].action_use()
        names["building", "Feilhuset"].action_reject()
        self.apply(job)
        self.assertEqual(job.error_row_ids.mapped("row_number"), [2, 3])
        self.assertFalse(self.env["stock.location"].search([("name", "ilike", "Feilhus")]))

    def test_a_name_that_only_misspellings_lead_to_is_created(self):
        job = self.read(row(Bygg="Storhuset", Antall=9, Rom="Feilrommet"), row(Bygg="Storhusett"), row())
        names = self.names(job)
        names["building", "Storhusett"].action_use()
        names["room", "Feilrommet"].action_reject()
        self.apply(job)
        self.assertEqual(job.error_row_ids.mapped("row_number"), [2])
        self.assertEqual(self.pieces(job, 3).building_id.name, "Storhuset")

    # Stores

    def test_a_store_is_recognised_by_its_name_and_a_person_may_say_otherwise(self):
        job = self.read(
            row(Bygg="Fjernlageret", Status="Ledig"), row(Bygg="Lagerveien 2"), row(Bygg="Kinoen", Rom="Bakrom")
        )
        names = self.names(job)
        self.assertEqual(
            [names["building", name].store for name in ("Fjernlageret", "Lagerveien 2", "Kinoen")], [True, True, False]
        )
        names["building", "Lagerveien 2"].store = False
        names["room", "Bakrom"].store = True
        self.apply(job)
        self.assertEqual(self.place("Fjernlageret").place_kind, "store")
        self.assertEqual(self.place("Lagerveien 2").place_kind, "building")
        self.assertEqual(self.place("Kinoen", "Floor 1", "Bakrom").place_kind, "store")
        self.assertEqual(len(self.pieces(job)), 3)
        self.assertEqual(self.read(row(Bygg="Fjernlageret"), row(Bygg="Kinoen", Rom="Bakrom")).unchanged_count, 2)

    # The next register

    def test_a_second_register_finds_what_the_first_brought(self):
        self.bring_in(row(Lokasjon="Sør", Rom="101"), row(Lokasjon="Sør", Rom="102"))
        before = self.snapshot(("stock_location", "product_template", "product_category", "furniture_maker"))
        other = [
            row(Rom="101", Antall=4, Merknad="annet"),
            row(Rom=" 102 ", Bygg="tinghuset", Produsent="TESTMAKEREN", Antall=5),
            row(Rom="101", Produsent=None, Antall=6),
        ]
        job = self.read(*other, filename="other.xlsx", is_other_register=True)
        self.assertFalse(job.name_ids)
        self.apply(job)
        self.assertEqual(self.snapshot(tuple(before)), before)
        self.assertEqual(len(self.pieces(job).product_id), 1)

    def test_floors_are_the_same_in_every_spelling_and_language(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.users["coordinator"].lang = "nb_NO"
        rows = [
            row(Etasje=floor, Rom=f"{index}01")
            for index, floor in enumerate(("3", "3. etg", "plan 3", "U1", "Kjeller", "3. etasje", 3))
        ]
        first = self.apply(self.read(*rows).with_context(lang="nb_NO"))
        self.assertEqual(sorted(self.place("Tinghuset").child_ids.mapped("floor_number")), [-1, -1, 3])
        again = self.read(*rows)
        self.assertEqual((again.unchanged_count, len(again.name_ids)), (7, 0))
        floor = self.pieces(first, 2).floor_id
        for name in ("3. etasje", "Floor 3", "3", "plan 3", "Etasje 3"):
            floor.name = name
            for user in ("coordinator", "manager"):
                job = self.read(
                    row(Etasje="3. etg", Rom="001", Merknad="x"), user=user, is_other_register=True, filename="o.xlsx"
                )
                self.assertFalse(job.name_ids, name)

    # Odd names

    def test_odd_names_become_names_and_nothing_else(self):
        longest = "Å" * 200
        odd = [
            "😀 Rommet",
            "\u202eאולם\u202c",
            "<script>alert(1)</script>",
            "=1+1",
            "' OR 1=1 --",
            "%s %(x)s {0}",
            longest,
            "A/B\\C",
        ]
        cells = row()
        lines = [";".join(cells)] + [";".join({**cells, "Rom": f'"{name}"'}.values()) for name in odd]
        job = self.read("\r\n".join(lines).encode(), filename="rar.csv")
        self.assertFalse(job.error_row_ids, job.error_row_ids.mapped("error_text"))
        self.apply(job)
        self.assertFalse(job.error_row_ids, job.error_row_ids.mapped("error_text"))
        expected = {name.strip("\u202e\u202c") for name in odd}
        self.assertEqual(set(self.pieces(job).location_id.mapped("name")), expected)
        self.assertEqual(self.read("\r\n".join(lines).encode(), filename="rar.csv").unchanged_count, len(expected))
        too_long = self.read(row(Rom="x" * 201))
        self.assertRegex(self.only_row(too_long).error_text, "longer than 200")

    def test_reading_again_forgets_the_decisions_on_names_that_are_gone(self):
        job = self.read(row())
        job.action_confirm_names()
        job.action_read()
        self.assertEqual(job.undecided_count, len(job.name_ids))
        self.assertEqual(self.snapshot(TABLES[:1])["stock_lot"][0], self.env["stock.lot"].search_count([]))
