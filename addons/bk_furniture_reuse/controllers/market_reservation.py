from odoo import http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import request
from werkzeug.exceptions import NotFound

from ..tools import market_query
from .market import MarketController

MOST_PIECES = 200


class MarketReservationController(MarketController):
    """Asking for furniture in the portal, and one's own reservations. What may be asked for is the reservation's business."""

    @http.route(
        "/my/furniture/model/<int:product_id>/reserve", type="http", auth="user", website=True, methods=["POST"]
    )
    def reserve(self, product_id, **asked):
        model = self._model(product_id)
        pieces = request.httprequest.form.getlist("piece")[:MOST_PIECES]
        try:
            with request.env.cr.savepoint():
                reservation = request.env["furniture.reservation"]._ask(
                    self._asks(model, asked, pieces),
                    requester=request.env.user,
                    unit=self._unit(asked) or None,
                    destination=self._destination(asked) or None,
                    needed_by=market_query.read_day(asked.get("needed_by")),
                    note=(asked.get("note") or "").strip()[:500],
                )
        except (UserError, ValidationError) as error:
            if isinstance(error, AccessError):
                raise
            return self._model_page(model, {**asked, "piece": pieces}, str(error))
        return request.redirect(f"/my/furniture/reservations?new={reservation.id}")

    def _asks(self, model, asked, pieces):
        if pieces:
            numbers = [int(piece) for piece in pieces if piece.isascii() and piece.isdigit()]
            lots = model.piece_ids.filtered(lambda lot: lot.id in numbers)
            if len(lots) < len(set(pieces)):
                raise UserError(request.env._("Some of the pieces are no longer to be had. Look at the list again."))
            return [{"lot_id": lot.id, "quantity": 1} for lot in lots]
        quantity = asked.get("quantity") or ""
        if not (quantity.isascii() and quantity.isdigit() and 0 < int(quantity[:6]) < 100_000):
            raise UserError(request.env._("Write how many you would like: 1 or more."))
        chosen = market_query.read(asked)
        return [
            {
                "product_id": model.product_id.id,
                "quantity": int(quantity[:6]),
                "condition_min": chosen.get(market_query.CONDITION, False),
                "colour_id": self._colour(model, chosen),
            }
        ]

    def _colour(self, model, chosen):
        colour = chosen.get(market_query.COLOUR)
        return colour if colour in model.colour_ids.ids else False

    def _unit(self, asked):
        unit_id = asked.get("unit") or ""
        units = request.env["furniture.unit"].sudo()  # sudo: see the class of the market
        return units.search([("id", "=", int(unit_id))]) if unit_id.isascii() and unit_id.isdigit() else units.browse()

    def _destination(self, asked):
        """The room with the name that was written, in the building that was chosen; the building when no room is written."""
        chosen = market_query.read({market_query.BUILDING: asked.get("to_building")})
        building = self._buildings().filtered(lambda place: place.id == chosen.get(market_query.BUILDING))
        room = " ".join((asked.get("room") or "").split())
        if not room:
            return building
        if not building:
            raise UserError(request.env._("Choose the building that the room is in."))
        places = request.env["stock.location"].sudo()  # sudo: see the class of the market
        found = places.search([("id", "child_of", building.id), ("place_kind", "!=", False), ("name", "=ilike", room)])
        if len(found) != 1:
            raise UserError(
                request.env._(
                    "We find no room called %(room)s in %(building)s. Leave the room blank, and write in the message where it is.",
                    room=room,
                    building=building.name,
                )
            )
        return found

    # --- one's own ---

    @http.route("/my/furniture/reservations", type="http", auth="user", website=True, methods=["GET"])
    def reservations(self, new=None, **_parameters):
        self._market()
        return self._render(
            "market_reservations",
            {
                "page_name": "market_reservations",
                "reservations": self._own_reservations(),
                "new": int(new) if new and new.isascii() and new.isdigit() else 0,
                "error": request.session.pop("market_error", None),
            },
        )

    @http.route(
        "/my/furniture/reservations/<int:reservation_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def cancel(self, reservation_id, **_other):
        self._market()
        reservation = self._own_reservations().filtered(lambda own: own.id == reservation_id)
        if not reservation:
            raise NotFound
        try:
            with request.env.cr.savepoint():
                reservation.sudo(False).action_cancel()
        except UserError as error:
            request.session["market_error"] = str(error)
        return request.redirect("/my/furniture/reservations")

    def _own_reservations(self):
        # sudo: see the class of the market; a person's own requests, never those of others.
        return request.env["furniture.reservation"].sudo().search(
            [("requester_id", "=", request.env.uid)], order="id desc", limit=200
        )  # fmt: skip
