"""Odoo shell script: fills a copy of the add-ons' template with the demo municipality. Prints `progress: ...` lines.

The furniture comes in through the product's own import, from the survey workbook that the add-on ships; nothing is loaded behind its back.
"""

import base64
import csv
import os
from pathlib import Path

from odoo.fields import Command
from odoo.tools import file_path

MUNICIPALITY = {
    "name": "Fjordvik kommune",
    "street": "Rådhustorget 2",
    "zip": "1300",
    "city": "Fjordvik",
    "phone": "+47 67 50 40 50",
    "email": "ombruk@fjordvik.example",
    "website": "",
}
# Login -> name, group and the screen that the person starts with; what an add-on that is not installed would bring is left out.
PIECES, OVERVIEW = "bk_furniture_reuse.stock_lot_action_pieces", "bk_furniture_reuse.place_overview_action"
PEOPLE = {
    "innkjop": (
        "Ingrid Innkjøper",
        "bk_procurement_phases.group_officer",
        "bk_procurement_phases.procurement_project_action",
    ),
    "ombruk": ("Olav Ombrukskoordinator", "bk_furniture_reuse.group_coordinator", OVERVIEW),
    "lager": ("Lars Lagermedarbeider", "bk_furniture_reuse.group_operator", PIECES),
    "ansatt": ("Anne Ansatt", "bk_furniture_reuse.group_employee", PIECES),
    "revisor": ("Randi Revisor", "bk_furniture_reuse.group_auditor", OVERVIEW),
}
# Parts of the municipality: name -> who works there (login), who answers for its furniture.
UNITS = {
    "Eiendom": ("lager", "ombruk"),
    "Skolekontoret": ("ansatt", "innkjop"),
    "Fjordvik barnehage": ("barnehage", "ombruk"),
}
SUPPLIER = "Nordisk Bruktmøbel AS"
# As in the real case: reuse goes on all the time, used is bought before new.
PHASES = {
    "reuse": {"date_start": "2021-01-04"},
    "used": {"date_start": "2022-01-03", "date_end": "2022-05-31"},
    "new": {"date_start": "2022-06-01", "date_end": "2022-10-31"},
}
REGISTER = "bk_furniture_reuse/demo/register-6500.xlsx"


def progress(text):
    """A line that the rig shows while it waits."""
    print(f"progress: {text}", flush=True)


def passwords():
    """Login -> password, from the table that `make run` prints."""
    repository = Path(file_path("bk_furniture_reuse/__manifest__.py")).parents[2]
    table = Path(os.environ.get("DEMO_USERS") or repository / "rig" / "demo_users.tsv")
    with table.open(encoding="utf-8") as lines:
        return {row["login"]: row["password"] for row in csv.DictReader(lines, delimiter="\t")}


def set_up_municipality(env):
    """The company, in Norwegian kroner and Norwegian."""
    norway, nok = env.ref("base.no"), env.ref("base.NOK")
    nok.active = True
    company = env.ref("base.main_company")
    company.write({**MUNICIPALITY, "country_id": norway.id})
    company.currency_id = nok
    env.ref("base.user_admin").write({"lang": "nb_NO", "tz": "Europe/Oslo"})
    env["ir.default"].set("res.partner", "lang", "nb_NO")
    return company


def create_people(env, company):
    """One person in each role, as rig/demo_users.tsv says."""
    secret = passwords()
    users = env["res.users"].with_context(no_reset_password=True)
    for login, (name, group, screen) in PEOPLE.items():
        group, screen = (env.ref(xmlid, raise_if_not_found=False) for xmlid in (group, screen))
        users.create(
            {
                "name": name,
                "login": login,
                "password": secret[login],
                "email": f"{login}@fjordvik.example",
                "lang": "nb_NO",
                "tz": "Europe/Oslo",
                "group_ids": [Command.set([env.ref("base.group_user").id, *(group.ids if group else [])])],
                "action_id": screen.id if screen else False,
                **({"odoobot_state": "disabled"} if "odoobot_state" in users._fields else {}),
            }
        )
    supplier = env["res.partner"].create(
        {"name": SUPPLIER, "is_company": True, "country_id": company.country_id.id, "lang": "nb_NO"}
    )
    users.create(
        {
            "name": "Lise Leverandør",
            "login": "leverandor",
            "password": secret["leverandor"],
            "email": "lise@bruktmobel.example",
            "lang": "nb_NO",
            "tz": "Europe/Oslo",
            "group_ids": [Command.set([env.ref("base.group_portal").id])],
        }
    ).partner_id.parent_id = supplier
    env.ref("base.user_admin").password = secret["admin"]


def create_portal_employee(env):
    """An employee of the kindergarten, who has no seat in the back office: the market is in the portal."""
    group = env.ref("bk_furniture_reuse.group_portal_employee")
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": "Berit Barnehageansatt",
            "login": "barnehage",
            "password": passwords()["barnehage"],
            "email": "barnehage@fjordvik.example",
            "lang": "nb_NO",
            "tz": "Europe/Oslo",
            "group_ids": [Command.set([env.ref("base.group_portal").id, group.id])],
        }
    )


def create_units(env):
    """The units that people work in, so that what they ask for is for somebody."""
    users = {user.login: user for user in env["res.users"].search([])}
    for name, (member, responsible) in UNITS.items():
        env["furniture.unit"].create(
            {
                "name": name,
                "member_ids": [Command.set(users[member].ids)],
                "responsible_id": users[responsible].id,
            }
        )


def import_register(env):
    """The survey of 6,500 pieces, as the coordinator would import it."""
    coordinator = env["res.users"].search([("login", "=", "ombruk")])
    content = Path(file_path(REGISTER)).read_bytes()
    job = env["furniture.import"].with_user(coordinator).with_context(lang="nb_NO", tz="Europe/Oslo")
    job = job.create({"file": base64.b64encode(content), "filename": "Møbelregister 2021.xlsx"})
    job.action_read()
    job.action_confirm_names()
    job.name_ids.filtered(lambda name: not name.decision).action_create()
    job.action_apply()
    env.cr.commit()
    while job.state == "applying":
        job._as_owner()._work()
        env.cr.commit()
        env.invalidate_all()
        progress(f"{job.applied_count} of {job.applied_count + job.ready_count} rows of the register")


def create_project(env):
    """The furnishing project of the new town hall, when the procurement add-on is installed."""
    if "procurement.project" in env:
        officer = env["res.users"].search([("login", "=", "innkjop")])
        building = env["stock.location"].search(
            [("place_kind", "=", "building"), ("name", "=", "Kommunegården")], limit=1
        )
        project = env["procurement.project"].with_user(officer).with_context(lang="nb_NO")
        project = project.create(
            {
                "name": "Møblering av Kommunegården",
                "building_ids": [Command.set(building.ids)],
                "area": 37700,
                "services": 43,
                "user_id": officer.id,
            }
        )
        for phase in project.phase_ids:
            phase.write(PHASES[phase.kind])


company = set_up_municipality(env)  # noqa: F821 - the shell provides env
create_people(env, company)  # noqa: F821
create_portal_employee(env)  # noqa: F821
create_units(env)  # noqa: F821
env.cr.commit()  # noqa: F821
import_register(env)  # noqa: F821
create_project(env)  # noqa: F821
env.cr.commit()  # noqa: F821
