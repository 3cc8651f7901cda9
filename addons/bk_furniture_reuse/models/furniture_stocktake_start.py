from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import stocktake as rules

# Places that somebody stands in and counts.
COUNTED_KINDS = ("room", "zone", "store", "vehicle")


class FurnitureStocktake(models.Model):
    """Starting: what is expected is frozen, and those who count are told."""

    _inherit = "furniture.stocktake"

    def action_start(self):
        for stocktake in self:
            stocktake._lock()
            if stocktake._change_state(
                rules.COUNTING, started_on=fields.Datetime.now(), started_by_id=self.env.uid, round_number=1
            ):
                stocktake._freeze()
                stocktake._call_counters()
        return True

    def _scope_places(self):
        """The places of the scope; empty for chosen pieces, which may stand anywhere."""
        return {"rooms": self.place_ids, "building": self.building_id}.get(self.scope_kind, self.place_ids.browse())

    def _expected_domain(self):
        lots = self.env["stock.lot"]
        company = Domain("company_id", "in", (self.company_id.id, False))
        if self.scope_kind == "pieces":
            # A missing piece may be chosen too: that is how it is looked for.
            return Domain("id", "in", self.lot_ids.ids) & Domain("end_kind", "=", False) & company
        return lots._present() & Domain("location_id", "child_of", self._scope_places().ids) & company

    def _freeze(self):
        """Keep what is expected where: one line for each piece, one row for each room. A few queries, however many pieces."""
        self.ensure_one()
        places = self._scope_places()
        if not places and not (self.scope_kind == "pieces" and self.lot_ids):
            raise UserError(self.env._("Choose what is to be counted first: rooms, a building or pieces."))
        lots = self.env["stock.lot"]
        domain = self._expected_domain()
        rooms_by_location = self._rooms_of(
            self.env["stock.location"].browse(
                location.id for (location,) in lots._read_group(domain, ["location_id"]) if location
            )
        )
        rooms = self.env["stock.location"].browse(dict.fromkeys(rooms_by_location.values()))
        if places:
            rooms |= self.env["stock.location"].search(
                [("id", "child_of", places.ids), ("place_kind", "in", COUNTED_KINDS)]
            )
        values = [SQL("(%s, %s)", location_id, room_id) for location_id, room_id in rooms_by_location.items()]
        self.env.execute_query(
            SQL(
                """INSERT INTO furniture_stocktake_line
                       (stocktake_id, lot_id, expected_location_id, room_id, result, found_round, recount,
                        create_uid, create_date, write_uid, write_date)
                   SELECT %(stocktake)s, l.id, l.location_id, r.room_id, 'expected', 0, false,
                          %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
                     FROM stock_lot l LEFT JOIN (VALUES %(rooms)s) r (location_id, room_id) ON r.location_id = l.location_id
                    WHERE l.id IN %(lots)s
                 ORDER BY r.room_id, l.id
                RETURNING id""",
                stocktake=self.id,
                user=self.env.uid,
                rooms=SQL(", ").join(values or [SQL("(NULL::int, NULL::int)")]),
                lots=lots._search(domain).subselect(),
            )
        )
        # sudo: lines and rooms are written by the system only; that this person may start has been checked.
        self.env["furniture.stocktake.room"].sudo().create(
            [{"stocktake_id": self.id, "location_id": room.id} for room in rooms.sorted("complete_name")]
        )
        self.invalidate_recordset(["line_ids", "room_ids"])

    def _rooms_of(self, locations):
        """The room around each of ``locations``: ``{location id: room id}``. A shelf belongs to the room that it stands in."""
        paths = {location.id: rules.Place.of(location.parent_path) for location in locations}
        above = {place_id for path in paths.values() for place_id in path.path}
        known = set(
            self.env["stock.location"]
            .with_context(active_test=False)
            .search([("id", "in", list(above)), ("place_kind", "!=", False)])
            .ids
        )
        return {location_id: path.nearest(known) or location_id for location_id, path in paths.items()}

    def _call_counters(self):
        """Tell those who count, each with an activity that reminds them until the count is over."""

        def text(env):
            asked = env._("You are asked to count furniture: %s", self._title())
            if not self.date_due:
                return asked
            return env._("%(text)s. Due %(date)s.", text=asked, date=self.with_env(env)._format_due())

        self.env["furniture.notice"]._tell(self.counter_ids, "stocktake", text, self, urgent=True)
        for user in self.counter_ids:
            self.sudo().activity_schedule(  # sudo: the counter need not be somebody whom this person may assign
                "mail.mail_activity_data_todo",
                date_deadline=self.date_due or fields.Date.context_today(self),
                user_id=user.id,
                summary=self.env._("Count furniture"),
            )

    def _title(self):
        return f"{self.name} {self.note or ''}".strip()

    def _format_due(self):
        return self.env["ir.qweb.field.date"].value_to_html(self.date_due, {})
