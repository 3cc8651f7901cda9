from urllib.parse import quote

from odoo import http
from odoo.http import request


class TagController(http.Controller):
    """The address that is printed in every QR code.

    Somebody who is logged in and may see the piece is led to it. Everybody else learns whose it is and how to report it
    found, and nothing more.
    """

    @http.route(
        ["/m/<string:code>", "/M/<string:code>"],
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        multilang=False,
        sitemap=False,
    )
    def open_tag(self, code, **_query):
        # sudo: a stranger may ask what a code is; only the two facts below leave this method for somebody without rights.
        tag_sudo = request.env["furniture.tag"].sudo()._find(code)
        target_sudo = tag_sudo.lot_id or tag_sudo.location_id
        if target_sudo and request.env.user._is_internal():
            target = target_sudo.sudo(False).with_user(request.env.user)
            if target.has_access("read"):
                return request.redirect(self._backend_url(target))
        response = request.render(
            "bk_furniture_reuse.tag_page",
            {
                "company_sudo": (
                    target_sudo.company_id or request.env.company
                ).sudo(),  # sudo: name, mail and phone of the owner
                "code": tag_sudo.code if tag_sudo.state == "blank" else False,
                "found": target_sudo._name if target_sudo else False,
                "ended": self._what_became_of(tag_sudo.lot_id),
                "logged_in": not request.env.user._is_public(),
                "login_url": f"/web/login?redirect=/m/{quote(code, safe='')}",
            },
        )
        response.status_code = 200 if tag_sudo else 404
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _what_became_of(self, lot_sudo):
        """The words for how a piece has left, for the municipality's own people in the portal; nothing for strangers."""
        if not lot_sudo.end_kind or not request.env.user.has_group("bk_furniture_reuse.group_portal_employee"):
            return False
        return dict(lot_sudo._fields["end_kind"]._description_selection(request.env))[lot_sudo.end_kind]

    def _backend_url(self, target):
        path = "furniture-piece" if target._name == "stock.lot" else "furniture-places"
        return f"/odoo/{path}/{target.id}"
