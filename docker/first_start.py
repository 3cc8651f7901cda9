"""Odoo shell script: a new database gets Norwegian and the administrator's password; each gets its version noted."""

import os
from pathlib import Path

if os.environ.get("NEW"):
    env["res.lang"]._activate_lang("nb_NO")  # noqa: F821 - the shell provides env
    env["ir.module.module"].search([("state", "=", "installed")])._update_translations("nb_NO")  # noqa: F821
    password = Path("/run/secrets/admin_password").read_text().strip()
    env.ref("base.user_admin").write({"password": password, "lang": "nb_NO"})  # noqa: F821
env["ir.config_parameter"].sudo().set_param("bk_furniture_reuse.image", os.environ["VERSION"])  # noqa: F821
env.cr.commit()  # noqa: F821
