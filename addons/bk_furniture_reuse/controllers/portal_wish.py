from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import AccessError, UserError
from odoo.http import request

GROUPS = "bk_furniture_reuse.group_portal_employee,bk_furniture_reuse.group_employee"
PAGE = "/my/furniture/wishes"


class PortalWish(CustomerPortal):
    """Wishes in the portal, for the municipality's own people. Suppliers, who are portal users too, find nothing here."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "furniture_wish_count" in counters:
            values["furniture_wish_count"] = (
                request.env["furniture.wish"].search_count(self._mine()) if self._is_employee() else 0
            )
        return values

    @http.route(PAGE, type="http", auth="user", methods=["GET"], website=True)
    def portal_wishes(self, **_query):
        self._only_employees()
        wishes = request.env["furniture.wish"].search(self._mine())
        waiting = wishes.filtered(lambda wish: wish.state in ("open", "partly"))
        return self._page("portal_wishes", {"waiting_sudo": waiting.sudo(), "ended_sudo": (wishes - waiting).sudo()})

    @http.route(f"{PAGE}/new", type="http", auth="user", methods=["GET"], website=True)
    def portal_wish_new(self, product_id="", **_query):
        self._only_employees()
        return self._form({"quantity": "1", "product_id": product_id})

    @http.route(f"{PAGE}/new", type="http", auth="user", methods=["POST"], website=True)
    def portal_wish_create(self, **form):
        self._only_employees()
        form["colour_ids"] = request.httprequest.form.getlist("colour_ids")
        try:
            with request.env.cr.savepoint():
                wish = request.env["furniture.wish"]._portal_create(form)
        except UserError as error:
            return self._form(form, str(error))
        return request.redirect(f"{PAGE}/{wish.id}")

    @http.route(f"{PAGE}/<int:wish_id>", type="http", auth="user", methods=["GET"], website=True)
    def portal_wish(self, wish_id, problem="", **_query):
        wish = self._own(wish_id)
        return self._page("portal_wish", {"wish_sudo": wish.sudo(), "problem": ""})

    @http.route(f"{PAGE}/<int:wish_id>/withdraw", type="http", auth="user", methods=["POST"], website=True)
    def portal_wish_withdraw(self, wish_id, **_form):
        return self._do(wish_id, "_portal_withdraw")

    @http.route(f"{PAGE}/<int:wish_id>/reserve", type="http", auth="user", methods=["POST"], website=True)
    def portal_wish_reserve(self, wish_id, **_form):
        return self._do(wish_id, "_portal_reserve")

    def _do(self, wish_id, method):
        wish = self._own(wish_id)
        try:
            with request.env.cr.savepoint():
                getattr(wish, method)()
        except (UserError, AccessError) as error:
            return self._page("portal_wish", {"wish_sudo": wish.sudo(), "problem": str(error)})
        return request.redirect(f"{PAGE}/{wish.id}")

    def _form(self, form, problem=""):
        wishes = request.env["furniture.wish"]
        product = wishes._portal_product(form.get("product_id"))
        return self._page(
            "portal_wish_form", {"form": form, "problem": problem, "product_sudo": product, **wishes._portal_choices()}
        )

    def _page(self, template, values):
        # sudo in the values: the person's own wishes and the names in them; the records themselves were found with their rights.
        response = request.render(
            f"bk_furniture_reuse.{template}",
            {"page_name": "furniture_wish", **self._prepare_portal_layout_values(), **values},
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    def _own(self, wish_id):
        self._only_employees()
        wish = request.env["furniture.wish"].search([("id", "=", wish_id), *self._mine()])
        if not wish:
            raise request.not_found()
        return wish

    def _mine(self):
        return [("user_id", "=", request.env.uid)]

    def _is_employee(self):
        return request.env.user.has_groups(GROUPS)

    def _only_employees(self):
        if not self._is_employee():
            raise request.not_found()
