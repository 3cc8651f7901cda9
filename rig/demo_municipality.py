"""Odoo shell script: fills a copy of the add-ons' template with the demo municipality. Prints `progress: ...` lines."""

env.cr.commit()  # noqa: F821 - the shell provides env
