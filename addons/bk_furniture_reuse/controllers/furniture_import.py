from odoo import http
from odoo.http import content_disposition, request


class FurnitureImportController(http.Controller):
    """The chosen register, given back as a workbook with what is wrong beside each row."""

    @http.route("/furniture/import/<int:import_id>/errors", type="http", auth="user", methods=["GET"], readonly=True)
    def errors(self, import_id):
        job = request.env["furniture.import"].browse(import_id).exists()
        if not job or not job.has_access("read") or not job.row_count:
            raise request.not_found()
        content = job._error_workbook()
        stem = job.filename.rsplit(".", 1)[0]
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(f"{stem} - {request.env._('errors')}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
