from odoo import http
from odoo.http import request
from werkzeug.exceptions import NotFound


class ImpactSavingsController(http.Controller):
    """An employee's own savings, and those of their unit, for employees without a seat in the back office."""

    @http.route("/my/furniture/savings", type="http", auth="user", website=True, methods=["GET"])
    def savings(self, year=None, **_other):
        user = request.env.user
        if user.has_group("bk_furniture_reuse.group_employee"):
            return request.redirect("/odoo/my-furniture-savings")
        if not user.has_group("bk_furniture_reuse.group_portal_employee"):
            raise NotFound
        # Whose figures they are follows from who asks; the address can choose a year and nothing else.
        data = request.env["furniture.impact.savings"].get_my_savings(
            int(year) if (year or "").isdecimal() and len(year) <= 4 else None
        )
        parts = [(request.env._("What I asked for"), data["me"])]
        if data["unit"]:
            parts.append((data["unit_name"], data["unit"]))
        response = request.render(
            "bk_furniture_reuse.portal_savings",
            {
                "page_name": "furniture_savings",
                "data": data,
                "parts": parts,
                "currency": request.env["res.currency"].sudo().browse(data["currency_id"]),  # sudo: its symbol
            },
        )
        response.headers["Cache-Control"] = "private, no-store"
        return response
