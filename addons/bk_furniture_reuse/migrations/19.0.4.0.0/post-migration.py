"""The edition of the factor table that comes with the product counts from the start, also where the add-on is updated."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Approve it, and say of known furniture types what they are."""
    if version:
        env = api.Environment(cr, SUPERUSER_ID, {})
        edition = env.ref("bk_furniture_reuse.impact_edition_2026_1", raise_if_not_found=False)
        if edition and edition.state == "draft":
            edition.action_approve()
        env["product.category"].search(
            [("is_furniture_type", "=", True), ("impact_kind_id", "=", False)]
        )._suggest_impact_kind()
