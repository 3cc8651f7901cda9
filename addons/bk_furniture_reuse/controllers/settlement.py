from odoo import fields, http
from odoo.http import request
from werkzeug.exceptions import BadRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SettlementController(http.Controller):
    """The settlement of a period as a file, for whoever may read the lines."""

    @http.route("/furniture/settlement.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def settlement(self, date_from="", date_to=""):
        try:
            first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        except ValueError as error:
            raise BadRequest() from error
        if not first or not last:
            raise BadRequest()
        content = request.env["furniture.settlement.line"]._period_book(first, last)
        name = request.env._("settlement %(first)s to %(last)s", first=first, last=last)
        return request.make_response(
            content,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", http.content_disposition(f"{name}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
