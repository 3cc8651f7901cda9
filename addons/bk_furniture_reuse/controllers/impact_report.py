import os
import tempfile

from odoo import http
from odoo.http import request
from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from .settlement import XLSX


class ImpactReportController(http.Controller):
    """The report of the reuse ledger as a file, for whoever may read its entries."""

    @http.route("/furniture/impact/<int:number>/report.xlsx", type="http", auth="user", methods=["GET"], readonly=True)
    def workbook(self, number):
        wizard = request.env["furniture.impact.export"].search(
            [("id", "=", number), ("create_uid", "=", request.env.uid)]
        )
        if not wizard:
            raise NotFound()
        # On the disk, and without a name: gone when the last byte is sent, or the connection is lost.
        file = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            request.env["furniture.impact.book"]._write(wizard._scope(), file)
        except BaseException:
            file.close()
            raise
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        response = request.make_response(
            wrap_file(request.httprequest.environ, file),
            [
                ("Content-Type", XLSX),
                ("Content-Length", str(size)),
                ("Content-Disposition", http.content_disposition(f"{wizard._file_name()}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
        response.direct_passthrough = True
        return response
