from odoo import http
from odoo.http import request


class ScanDataController(http.Controller):
    """What the scan page asks and sends. Who may do so, and what, is decided by the models."""

    @http.route("/furniture/scan/send", type="jsonrpc", auth="user", methods=["POST"])
    def send(self, device=None, floor=1, records=None):
        scan = request.env["furniture.scan"]
        scan._check_owner(request.httprequest.headers.get("X-Scan-Owner"))
        return scan._receive(device, floor, records)

    @http.route("/furniture/scan/preview", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def preview(self, kind=None, datas=None):
        scan = request.env["furniture.scan"]
        scan._check_may_scan()
        return scan._preview(kind, datas)

    @http.route("/furniture/scan/work", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def work(self, known=None, buildings=None):
        return request.env["furniture.scan.work"]._load(known, buildings)

    @http.route("/furniture/scan/look", type="jsonrpc", auth="user", methods=["POST"], readonly=True)
    def look(self, code=None):
        return request.env["furniture.scan.look"]._look(code)
