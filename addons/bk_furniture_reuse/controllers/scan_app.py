from odoo import http
from odoo.http import request
from odoo.tools import file_open

SCOPE = "/furniture/scan"
WORKER = "bk_furniture_reuse/static/src/scan_worker/worker.js"
# What the page fetches only when somebody presses something: it has to be there in a basement too.
KEPT_FILES = (
    "/web/static/lib/zxing-library/zxing-library.js",
    "/web/static/src/libs/fontawesome/fonts/fontawesome-webfont.woff2?v=4.7.0",
    "/web/static/img/transform.svg",
    "/bk_furniture_reuse/static/img/scan_192.png",
)
PICTOGRAMS = ("armchair", "board", "cabinet", "chair", "desk", "other", "screen", "shelf", "sofa", "table")
# What the page needs to know of its person; the rest of a session stays on the server, since a device keeps the page.
SESSION = (
    "uid", "db", "is_internal_user", "user_context", "bundle_params", "registry_hash", "server_version",
    "server_version_info", "user_settings", "user_companies", "test_mode",
)  # fmt: skip


class ScanAppController(http.Controller):
    """The scan page: a page of its own that is opened from a telephone's home screen and works without network."""

    @http.route(SCOPE, type="http", auth="user", methods=["GET"])
    def page(self, **_query):
        if not request.env["furniture.scan"]._may_scan():
            values = {"name": request.env.user.name, "page_lang": self._lang()}
            response = request.render("bk_furniture_reuse.scan_app_no_access", values)
            response.status_code = 403
        else:
            response = request.render("bk_furniture_reuse.scan_app", self._page_values())
            response.headers["X-Scan-Owner"] = request.env["furniture.scan"]._owner()
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @http.route(f"{SCOPE}/manifest.webmanifest", type="http", auth="public", methods=["GET"], readonly=True)
    def manifest(self):
        return request.make_json_response(self._manifest(), {"Content-Type": "application/manifest+json"})

    @http.route(f"{SCOPE}/worker.js", type="http", auth="public", methods=["GET"], readonly=True)
    def worker(self):
        with file_open(WORKER) as file:
            content = file.read()
        headers = {
            "Content-Type": "text/javascript",
            "Service-Worker-Allowed": SCOPE,
            "Cache-Control": "no-cache",
        }
        return request.make_response(content, list(headers.items()))

    @http.route(f"{SCOPE}/words", type="http", auth="user", methods=["GET"], readonly=True)
    def words(self, lang=None, **_query):
        """Translations for the page: of the add-ons it is made of, not of all that are installed."""
        if lang not in {code for code, _name in request.env["res.lang"].get_installed()}:
            lang = None
        modules = self._modules()
        terms, parameters = request.env["ir.http"]._get_translations_for_webclient(modules, lang)
        return request.make_json_response(
            {
                "lang": lang,
                "hash": request.env["ir.http"]._get_web_translations_hash(modules, lang),
                "lang_parameters": parameters,
                "modules": terms,
                "multi_lang": len(request.env["res.lang"].get_installed()) > 1,
            },
            {"Cache-Control": "private, no-cache"},
        )

    def _lang(self):
        return (request.env.lang or "nb_NO").replace("_", "-")

    def _modules(self):
        return ["web", "barcodes", "bk_furniture_reuse"]

    def _page_values(self):
        info = request.env["ir.http"].session_info()
        session = {name: info[name] for name in SESSION if name in info}
        return {
            "page_lang": self._lang(),
            "session": {**session, "translationURL": f"{SCOPE}/words", "scan": self._scan_info()},
        }

    def _scan_info(self):
        return {
            "owner": request.env["furniture.scan"]._owner(),
            "person": request.env.user.name,
            "crew": request.env["furniture.scan"]._is_crew(),
            "lang": request.env.lang or "",
            "debug": bool(request.session.debug),
            "files": [*KEPT_FILES, *(f"/bk_furniture_reuse/static/img/type_{name}.svg" for name in PICTOGRAMS)],
        }

    def _manifest(self):
        return {
            "id": SCOPE,
            "name": request.env._("Furniture scanning"),
            "short_name": request.env._("Scan"),
            "description": request.env._(
                "Register, find and move furniture by scanning its tag, also without network."
            ),
            "lang": self._lang(),
            "start_url": SCOPE,
            "scope": SCOPE,
            "display": "standalone",
            "display_override": ["fullscreen", "standalone"],
            "orientation": "portrait",
            "background_color": "#12343b",
            "theme_color": "#12343b",
            "prefer_related_applications": False,
            "icons": [
                {"src": f"/bk_furniture_reuse/static/img/scan_{size}.png", "sizes": f"{size}x{size}", "type": "image/png",
                 "purpose": purpose}
                for size in (192, 512) for purpose in ("any", "maskable")
            ],
        }  # fmt: skip
