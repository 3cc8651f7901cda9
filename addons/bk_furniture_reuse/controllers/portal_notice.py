from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request

from .portal_wish import GROUPS

PAGE = "/my/furniture/notices"
LIMIT = 100


class PortalNotice(CustomerPortal):
    """Notices in the portal: what happened, read or unread, and what each person wants to be told."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "furniture_notice_count" in counters:
            unread = [("user_id", "=", request.env.uid), ("is_unread", "=", True)]
            employee = request.env.user.has_groups(GROUPS)
            values["furniture_notice_count"] = request.env["furniture.notice"].search_count(unread) if employee else 0
        return values

    @http.route(PAGE, type="http", auth="user", methods=["GET"], website=True)
    def portal_notices(self, **_query):
        self._only_employees()
        notices = request.env["furniture.notice"].search([("user_id", "=", request.env.uid)], limit=LIMIT)
        links = {notice.id: notice._portal_path() for notice in notices}
        return self._page("portal_notices", {"notices": notices, "links": links})

    @http.route(f"{PAGE}/read", type="http", auth="user", methods=["POST"], website=True)
    def portal_notices_read(self, notice_id="", **_form):
        """Mark one as read, or all of them when none is named."""
        self._only_employees()
        domain = [("user_id", "=", request.env.uid), ("is_unread", "=", True)]
        if notice_id:
            domain.append(("id", "=", int(notice_id) if notice_id.isdecimal() and len(notice_id) < 10 else 0))
        request.env["furniture.notice"].search(domain).action_mark_read()
        return request.redirect(PAGE)

    @http.route(f"{PAGE}/settings", type="http", auth="user", methods=["GET"], website=True)
    def portal_notice_settings(self, saved="", **_query):
        self._only_employees()
        settings = request.env["furniture.notice.setting"]
        return self._page("portal_notice_settings", {
            "settings_sudo": settings._of(request.env.user).sudo(),  # sudo: the person's own rows
            "modes": settings._fields["mode"]._description_selection(request.env),
            "kinds": dict(settings._fields["kind"]._description_selection(request.env)),
            "saved": bool(saved),
        })  # fmt: skip

    @http.route(f"{PAGE}/settings", type="http", auth="user", methods=["POST"], website=True)
    def portal_notice_settings_save(self, **form):
        self._only_employees()
        request.env["furniture.notice.setting"]._choose(form)
        return request.redirect(f"{PAGE}/settings?saved=1")

    def _page(self, template, values):
        response = request.render(
            f"bk_furniture_reuse.{template}",
            {"page_name": "furniture_notice", **self._prepare_portal_layout_values(), **values},
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    def _only_employees(self):
        if not request.env.user.has_groups(GROUPS):
            raise request.not_found()
