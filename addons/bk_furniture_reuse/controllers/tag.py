from urllib.parse import quote

from odoo import http
from odoo.http import request


class TagController(http.Controller):
    """The address that is printed in every QR code, as the camera of a telephone opens it.

    Somebody who is logged in and may see the piece is led to it, and whoever may scan is led with a blank tag to the scan page.
    Everybody else learns whose it is and how to report it, and nothing more. Blank codes and codes that were never printed are
    one and the same to them, and an address that tries many codes has to wait.
    """

    @http.route(
        ["/m/<string:code>", "/M/<string:code>"],
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
        readonly=False,
    )
    def open_tag(self, code, **_query):
        if request.env.user._is_public():
            wait = request.env["furniture.tag.visit"]._count(request.httprequest.remote_addr)
            if wait:
                return self._page("bk_furniture_reuse.tag_page_wait", 429, {"code": code}, {"Retry-After": str(wait)})
        # sudo: anybody may ask what a code is; what leaves this method for somebody without rights is whose it is.
        tag_sudo = request.env["furniture.tag"].sudo()._find(code)
        if tag_sudo.origin == "foreign" and request.env.user._is_public():
            tag_sudo = tag_sudo.browse()  # codes from elsewhere can be counted up, and none leads here by itself
        target_sudo = tag_sudo.lot_id or tag_sudo.location_id
        address = self._where_to(tag_sudo, target_sudo)
        if address:
            return request.redirect(address)
        if target_sudo:
            return self._page("bk_furniture_reuse.tag_page", 200, self._owner(tag_sudo, target_sudo, code))
        if tag_sudo.state == "blank" and request.env.user.has_group("bk_furniture_reuse.group_employee"):
            return self._page(
                "bk_furniture_reuse.tag_page_blank", 200, {"code": code, "readable": tag_sudo._readable()}
            )
        return self._page("bk_furniture_reuse.tag_page_unknown", 404, {"code": code})

    def _where_to(self, tag_sudo, target_sudo):
        """Where this person may go on; nothing for those who may not."""
        person = request.env.user
        if person._is_crew_member():
            return "/furniture/scan" if tag_sudo.state == "blank" or target_sudo else ""
        if tag_sudo.state == "blank" and person.has_group("bk_furniture_reuse.group_operator"):
            return f"/furniture/scan?code={quote(tag_sudo.code, safe='')}"
        if target_sudo and person._is_internal():
            target = target_sudo.sudo(False).with_user(person)
            if target.has_access("read"):
                path = "furniture-piece" if target._name == "stock.lot" else "furniture-places"
                return f"/odoo/{path}/{target.id}"
        return ""

    def _owner(self, tag_sudo, target_sudo, code):
        # sudo: name, mail and phone of the owner
        company_sudo = (target_sudo.company_id or request.env.company).sudo()
        subject = request.env._("About the QR tag %s", tag_sudo._readable())
        mail = company_sudo.email or ""
        return {
            "code": code,
            "company_sudo": company_sudo,
            "is_piece": target_sudo._name == "stock.lot",
            "ended": self._what_became_of(tag_sudo.lot_id),
            "mailto": f"mailto:{quote(mail, safe='@')}?subject={quote(subject, safe='')}" if mail else "",
        }

    def _what_became_of(self, lot_sudo):
        """The words for how a piece has left, for the municipality's own people in the portal; nothing for strangers."""
        if not lot_sudo.end_kind or not request.env.user.has_group("bk_furniture_reuse.group_portal_employee"):
            return False
        return dict(lot_sudo._fields["end_kind"]._description_selection(request.env))[lot_sudo.end_kind]

    def _page(self, template, status, values, headers=None):
        values = {
            **values,
            "logged_in": not request.env.user._is_public(),
            "page_lang": (request.env.lang or "en_US").replace("_", "-"),
            "login_url": f"/web/login?redirect=/m/{quote(values['code'], safe='')}",
        }
        response = request.render(template, values)
        response.status_code = status
        response.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex", **(headers or {})})
        return response
