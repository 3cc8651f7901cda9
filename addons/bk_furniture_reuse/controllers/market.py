from datetime import date
from urllib.parse import parse_qsl

from odoo import http
from odoo.addons.portal.controllers.portal import pager
from odoo.exceptions import UserError
from odoo.http import request
from werkzeug.exceptions import NotFound

from ..tools import market_query

PAGE = 24
PIECES_SHOWN = 200
SIZES = {"small": "image_128", "large": "image_512"}


class MarketController(http.Controller):
    """The market for employees without a seat in the back office.

    Portal users have no access rights to any of the models behind these pages, suppliers least of all. Each page asks first who
    comes (``_market``), and only then reads as the system, and only what is in the market: numbers, places, conditions, colours
    and pictures; remarks, prices and notes are never asked for. What somebody guesses in an address is looked up in the market
    too, so whatever is not there does not exist for them.
    """

    # --- who comes ---

    def _market(self):
        """The models of the market, for those who may see it; for others the page does not exist."""
        if not request.env.user.has_group("bk_furniture_reuse.group_portal_employee"):
            raise NotFound
        return request.env["furniture.market.model"].sudo()  # sudo: see the class

    def _model(self, product_id):
        model = self._market()._find([("id", "=", product_id)])
        if not model:
            raise NotFound
        return model

    # --- catalogue ---

    @http.route(
        ["/my/furniture", "/my/furniture/page/<int:page>"], type="http", auth="user", website=True, methods=["GET"]
    )
    def catalogue(self, page=1, **parameters):
        if self._belongs_in_back_office():
            return request.redirect("/odoo/furniture-market")
        market = self._market()
        chosen = market_query.read(parameters)
        domain = market_query.domain(chosen)
        found = market.search_count(domain)
        pages = pager("/my/furniture", found, page=page, step=PAGE, url_args=self._url_args(chosen))
        models = market._find(domain, limit=PAGE, offset=pages["offset"])
        return self._render(
            "market_catalogue",
            {
                "models": models,
                "found": found,
                "pager": pages,
                "chosen": chosen,
                "facets": {
                    field: market._facet_choices(field, [])
                    for field in ("categ_id", "building_id", "condition", "colour_id")
                },
                "query": market_query.write(chosen),
                "saved": request.env["furniture.saved.search"].search([("user_id", "=", request.env.uid)]),
                "error": request.session.pop("market_error", None),
            },
        )

    def _belongs_in_back_office(self):
        return request.env.user.has_group("bk_furniture_reuse.group_employee")

    def _url_args(self, chosen):
        return dict(parse_qsl(market_query.write(chosen)))

    def _render(self, template, values):
        response = request.render(
            f"bk_furniture_reuse.{template}", {"page_name": "market", "today": date.today().isoformat(), **values}
        )
        response.headers["Cache-Control"] = "private, no-store"
        return response

    # --- saved searches: the person's own records, by their own rights ---

    @http.route("/my/furniture/save", type="http", auth="user", website=True, methods=["POST"])
    def save_search(self, name="", query="", **_other):
        self._market()
        chosen = market_query.read(dict(parse_qsl(query)))
        searches = request.env["furniture.saved.search"]
        try:
            same = searches.search([("user_id", "=", request.env.uid), ("name", "=ilike", name.strip())], limit=1)
            if not name.strip():
                raise UserError(request.env._("Give the search a name, for example Chairs for the school."))
            if same:
                same.query = market_query.write(chosen)
            else:
                searches.create({"name": name, "query": market_query.write(chosen)})
        except UserError as error:
            request.session["market_error"] = str(error)
        return request.redirect(f"/my/furniture?{market_query.write(chosen)}")

    @http.route("/my/furniture/forget/<int:search_id>", type="http", auth="user", website=True, methods=["POST"])
    def forget_search(self, search_id, **_other):
        self._market()
        request.env["furniture.saved.search"].search(
            [("id", "=", search_id), ("user_id", "=", request.env.uid)]
        ).unlink()
        return request.redirect("/my/furniture")

    # --- one model ---

    @http.route("/my/furniture/model/<int:product_id>", type="http", auth="user", website=True, methods=["GET"])
    def model(self, product_id, **_parameters):
        return self._model_page(self._model(product_id))

    def _model_page(self, model, asked=None, error=None):
        pieces = model.piece_ids.sudo()
        return self._render(
            "market_model",
            {
                "model": model,
                "shown_model": model,
                "rows": model._breakdown_rows(),
                "pieces": pieces[:PIECES_SHOWN],
                "more": len(pieces) - PIECES_SHOWN,
                "conditions": pieces._fields["condition"]._description_selection(request.env)[:3],
                "buildings": self._buildings(),
                "units": request.env["furniture.unit"].sudo().search([]),  # sudo: names of units, for one's own people
                "unit": request.env["furniture.unit"]._unit_of(request.env.user),
                "asked": asked or {},
                "error": error,
            },
        )

    def _buildings(self):
        # sudo: names of buildings, for one's own people.
        return request.env["stock.location"].sudo().search(
            [("place_kind", "in", ("building", "store")), ("company_id", "in", [False, *request.env.companies.ids])], order="name"
        )  # fmt: skip

    # --- pictures ---

    @http.route("/my/furniture/picture/<int:product_id>/<string:size>", type="http", auth="user", methods=["GET"])
    def picture(self, product_id, size="small"):
        if size not in SIZES:
            raise NotFound
        model = self._model(product_id)
        owner = model._picture_owners().get(model)
        if not owner:
            return request.redirect(
                f"/bk_furniture_reuse/static/img/type_{model.furniture_picture or 'other'}.svg", code=302
            )
        return self._image(owner, SIZES[size])

    @http.route("/my/furniture/photo/<int:photo_id>/<string:size>", type="http", auth="user", methods=["GET"])
    def photo(self, photo_id, size="small"):
        market = self._market()
        # sudo: see the class; a photo of a piece in the market or none.
        photo = request.env["furniture.photo"].sudo().search(
            [("id", "=", photo_id), ("lot_id", "any", market._domain_of_pieces([]))]
        )  # fmt: skip
        if not photo or size not in SIZES:
            raise NotFound
        return self._image(photo, SIZES[size])

    def _image(self, record, field):
        stream = request.env["ir.binary"].sudo()._get_image_stream_from(record, field)
        response = stream.get_response()
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response
