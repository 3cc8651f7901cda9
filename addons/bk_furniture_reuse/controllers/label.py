from odoo import http
from odoo.http import content_disposition, request


class LabelController(http.Controller):
    """The labels that somebody has chosen to print, as a PDF."""

    @http.route("/furniture/labels/<int:print_id>", type="http", auth="user", methods=["GET"])
    def labels(self, print_id):
        job = request.env["furniture.label.print"].browse(print_id).exists()
        if not job or not job.has_access("read"):
            raise request.not_found()
        return request.make_response(
            job._pdf(),
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(f"{request.env._('Labels')}.pdf", "inline")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
