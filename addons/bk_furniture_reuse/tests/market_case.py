"""What the tests of the market share: chairs and desks in two buildings and a store, counted by hand."""

from datetime import date

from odoo.tests import new_test_user

from .common import FurnitureMixin

MAY = date(2027, 5, 1)
AUGUST = date(2027, 8, 1)


class MarketMixin(FurnitureMixin):
    """12 chairs available at 3 places, 9 of them A or B; 4 coming; and what must not be counted."""

    @classmethod
    def _set_up_market(cls):
        cls._set_up_furniture()
        cls.school = cls._create_place("Skolen", "building")
        cls.school_room = cls._create_place("101", "room", cls.school)
        cls.grey = cls.env.ref("bk_furniture_reuse.colour_grey")
        cls.blue = cls.env.ref("bk_furniture_reuse.colour_blue")
        cls.chairs = (
            cls._create_pieces(5, cls.room, condition="a", colour_id=cls.grey.id)
            | cls._create_pieces(4, cls.school_room, condition="b", colour_id=cls.blue.id)
            | cls._create_pieces(3, cls.store, condition="c", colour_id=cls.blue.id)
        )
        cls.coming = cls._in_use_until(cls._create_pieces(3, cls.room, condition="b", colour_id=cls.blue.id), MAY)
        cls.coming |= cls._in_use_until(cls._create_pieces(1, cls.school_room, condition="d"), AUGUST)
        # None of these can be asked for.
        cls.in_use = cls._in_use_until(cls._create_pieces(2, cls.room), False)
        cls.redesign = cls._set_purpose(cls._create_pieces(1, cls.room), "redesign")
        cls.held = cls._create_pieces(2, cls.room)
        cls._reserve(cls.held)
        cls.nowhere = cls._create_pieces(1)
        cls.lost = cls._create_pieces(1, cls.room)
        cls.lost.sudo().end_kind = "lost"
        cls.desk = cls._create_model("Hevbart bord 140")
        cls.desks = cls._create_pieces(
            2, cls.store, cls.desk, condition="a", remark="Hemmelig merknad", own_price_new=43210
        )
        cls.users["portal_employee"] = new_test_user(
            cls.env, "bk_portal_employee", groups="bk_furniture_reuse.group_portal_employee", name="Petra Portal"
        )
        cls.users["other_portal_employee"] = new_test_user(
            cls.env, "bk_other_portal_employee", groups="bk_furniture_reuse.group_portal_employee", name="Otto Portal"
        )

    @classmethod
    def _in_use_until(cls, lots, day):
        lots._change_purpose("in_use", reason="for the test")
        lots.available_from = day
        return lots

    @classmethod
    def _plan_transfer(cls, lots):
        """A transfer that has reserved ``lots`` but is not done."""
        warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        move = cls.env["stock.move"].create(
            {
                "product_id": lots.product_id.id,
                "product_uom_qty": len(lots),
                "location_id": lots.location_id.id,
                "location_dest_id": cls.store.id,
                "picking_type_id": warehouse.int_type_id.id,
            }
        )
        move._action_confirm()
        move.move_line_ids.unlink()
        cls.env["stock.move.line"].create(
            [
                {
                    "move_id": move.id,
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "quantity": 1,
                    "location_id": lot.location_id.id,
                    "location_dest_id": cls.store.id,
                }
                for lot in lots
            ]
        )
        return move

    def _card(self, domain=(), role="employee", model=None):
        """The card of the chair, as a person finds it with ``domain``."""
        market = self.env["furniture.market.model"].with_user(self.users[role])
        self.env.flush_all()
        self.env.invalidate_all()
        return market._find([*domain, ("product_id", "=", (model or self.model).id)])
