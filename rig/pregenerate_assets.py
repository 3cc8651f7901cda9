"""Odoo shell script: builds every asset bundle, so that clones of this database serve their first page at once."""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821 - the shell provides env
env.cr.commit()  # noqa: F821
