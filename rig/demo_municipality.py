"""Odoo shell script: fills a copy of the add-ons' template with the demo municipality. Prints `progress: ...` lines.

The furniture comes in through the product's own import, from the survey workbook that the add-on ships; nothing is loaded behind its back.
"""

import base64
import csv
import datetime
import io
import os
import uuid
from pathlib import Path

from freezegun import freeze_time
from odoo import fields
from odoo.fields import Command
from odoo.tools import file_path
from PIL import Image, ImageDraw

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
    "lag": ("Leo Lagdeltaker", "bk_furniture_reuse.group_crew", ""),
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
PLANNED_BUILDING = "Rådhustorget 2"
REGISTER = "bk_furniture_reuse/demo/register-6500.xlsx"
# The survey came before the year that rig/demo_year.py tells.
SURVEYED = datetime.timedelta(days=400)


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
    company.partner_id.lang = "nb_NO"
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


def draw_floor_plans(env):
    """Drawings of two floors of the town hall: rooms along both walls and back to back in the middle, with corridors between."""
    coordinator = env["res.users"].search([("login", "=", "ombruk")])
    places = env["stock.location"].with_user(coordinator).with_context(lang="nb_NO")
    building = places.search([("place_kind", "=", "building"), ("name", "=", PLANNED_BUILDING)], limit=1)
    width, height, wall = 2400, 1400, 40
    rows = [(0, 330), (480, 680), (700, 920), (1070, height - 2 * wall)]  # upper and lower edge of each row of rooms
    for floor in places.search(
        [("building_id", "=", building.id), ("place_kind", "=", "floor")], order="floor_number", limit=2
    ):
        rooms = places.search([("floor_id", "=", floor.id), ("place_kind", "=", "room")], order="name")
        pieces = env["stock.lot"].with_user(coordinator).search([("floor_id", "=", floor.id)], order="name")
        sheet = Image.new("RGB", (width, height), "white")
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((wall, wall, width - wall, height - wall), fill="#fbfbf7", outline="#222222", width=14)
        for number, (top, bottom) in enumerate(rows):
            inset = 0 if number in (0, 3) else 160  # the corridor goes all the way round the middle
            row = rooms[len(rooms) * number // 4 : len(rooms) * (number + 1) // 4]
            sizes = [6 + len(pieces.filtered(lambda lot, room=room: lot.location_id == room)) for room in row]
            inner = width - 2 * wall - 2 * inset
            edges = [wall + inset + inner * sum(sizes[:count]) // sum(sizes) for count in range(len(row) + 1)]
            for room, left, right in zip(row, edges, edges[1:], strict=False):
                box = (left, wall + top, right, wall + bottom)
                pen.rectangle(box, fill="white", outline="#222222", width=8)
                door = box[3] if number % 2 == 0 else box[1]  # to the corridor
                pen.line((left + 20, door, left + 70, door), fill="#fbfbf7", width=10)
                pen.arc(
                    (left - 30, door - 50, left + 70, door + 50),
                    *((270, 360) if number % 2 == 0 else (0, 90)),
                    fill="#777777",
                    width=3,
                )
                corners = [(left, box[1]), (right, box[1]), (right, box[3]), (left, box[3])]
                places.draw_room(floor.id, [[x / width, y / height] for x, y in corners], room.id)
                if room in row[:2]:
                    for place, lot in enumerate(pieces.filtered(lambda lot, room=room: lot.location_id == room)[:24]):
                        across, down = (place % 6 + 1) / 7, (place // 6 + 1) / 6
                        lot.set_plan_pin(
                            (left + (right - left) * across) / width, (box[1] + (box[3] - box[1]) * down) / height
                        )
        file = io.BytesIO()
        sheet.save(file, "PNG")
        content = base64.b64encode(file.getvalue())
        env["furniture.floor.plan"].with_user(coordinator).upload_drawing(floor.id, content, f"{floor.name}.png")


def create_crew(env):
    """A summer crew: what its member has sent waits for the supervisor, and one question is open."""
    users = {user.login: user for user in env["res.users"].search([("login", "in", ("lag", "lager"))])}
    building = env["stock.location"].search([("place_kind", "=", "building"), ("name", "=", PLANNED_BUILDING)], limit=1)
    env["furniture.crew"].create(
        {
            "name": "Sommerlaget",
            "supervisor_ids": [Command.set(users["lager"].ids)],
            "member_ids": [Command.set(users["lag"].ids)],
            "place_ids": [Command.set(building.ids)],
        }
    )
    lots = env["stock.lot"]
    pieces = lots.search([("building_id", "=", building.id), ("purpose", "=", "in_use")], order="name", limit=2)
    rooms = env["stock.location"].search(
        [("place_kind", "=", "room"), ("building_id", "=", building.id)], order="complete_name", limit=3
    )
    tags = env["furniture.tag"].create([{} for _number in range(3)])
    picture = io.BytesIO()
    sheet = Image.new("RGB", (640, 480), "#dfe6e4")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((190, 150, 450, 330), fill="#7a5230", outline="#3d2a18", width=6)
    pen.rectangle((205, 330, 225, 440), fill="#3d2a18")
    pen.rectangle((415, 330, 435, 440), fill="#3d2a18")
    sheet.save(picture, "JPEG")
    photo = base64.b64encode(picture.getvalue()).decode()
    models = pieces.product_id[:1] | pieces.product_id[-1:]
    done = [
        ("register", {"code": tags[0].code, "product": models[0].id, "place": rooms[0].id, "condition": "b"}),
        ("photo", {"code": tags[0].code, "photo": photo}),
        (
            "register",
            {"code": tags[1].code, "place": rooms[0].id, "condition": "c", "remark": "Vet ikke hva den heter"},
        ),
        ("register", {"code": tags[2].code, "product": models[-1].id, "place": rooms[1].id}),
        ("move", {"code": pieces[0].name, "place": rooms[-1].id}),
        ("question", {"text": "Hva er dette?", "photo": photo}),
    ]
    at = fields.Datetime.now().isoformat() + "Z"
    records = [
        {"id": str(uuid.uuid4()), "seq": number, "kind": kind, "at": at, "data": data}
        for number, (kind, data) in enumerate(done, 1)
    ]
    env["furniture.scan"].with_user(users["lag"])._receive(str(uuid.uuid4()), 1, records)


def print_tags(env):
    """Tags in advance: a roll for the doors of the town hall, half used, in the hands of the warehouse; and sheets for furniture."""
    users = {user.login: user for user in env["res.users"].search([("login", "in", ("ombruk", "lager"))])}
    batches = env["furniture.tag.batch"].with_user(users["ombruk"]).with_context(lang="nb_NO")
    roll, _sheets = batches.create(
        [
            {"kind": "place", "count": 60, "note": "Rull til dørene i rådhuset", "delivered_to_id": users["lager"].id},
            {"kind": "piece", "count": 105, "note": "Fem ark til varemottaket"},
        ]
    )
    roll.action_deliver()
    building = env["stock.location"].search([("place_kind", "=", "building"), ("name", "=", PLANNED_BUILDING)], limit=1)
    rooms = env["stock.location"].search(
        [("building_id", "=", building.id), ("place_kind", "=", "room")], order="complete_name", limit=30
    )
    tags = env["furniture.tag"].with_user(users["lager"]).sudo()
    for tag, room in zip(tags.search([("batch_id", "=", roll.id)], order="id"), rooms, strict=False):
        tag.write(tag._prepare_claim_vals(room))


company = set_up_municipality(env)  # noqa: F821 - the shell provides env
create_people(env, company)  # noqa: F821
create_portal_employee(env)  # noqa: F821
create_units(env)  # noqa: F821
env.cr.commit()  # noqa: F821
with freeze_time(datetime.datetime.now() - SURVEYED, tick=True):
    import_register(env)  # noqa: F821
create_project(env)  # noqa: F821
draw_floor_plans(env)  # noqa: F821
create_crew(env)  # noqa: F821
print_tags(env)  # noqa: F821
env.cr.commit()  # noqa: F821
