from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import scan as rules
from .furniture_crew_day import day_of
from .furniture_scan_crew import QUESTION

# What a crew's phone takes along; the rest is for those who work with the whole register.
SECTIONS = ("person", "crew", "places", "pieces", "models", "types", "conditions")
# So long a note is sent to the phone, which remembers what has been read.
SHOWN_DAYS = 14
MOST_NOTES = 20


class FurnitureScanWork(models.AbstractModel):
    """The working set of a crew member: their crew, how today goes, and what the supervisor has written to them."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections_of_person(self):
        sections = super()._sections_of_person()
        if not self.env["furniture.scan"]._is_crew():
            return sections
        return {name: {**sections, "crew": self._crew}[name] for name in SECTIONS}

    @api.model
    def _person(self):
        return {**super()._person(), "crew": self.env["furniture.scan"]._is_crew()}

    @api.model
    def _crew(self):
        # sudo: the name of one's own crew and of those who look after it; nothing else of them is told.
        crew = self.env["furniture.crew"].sudo()._of(self.env.user)
        return {
            "name": crew.name or "",
            "supervisors": crew.supervisor_ids.mapped("name"),
            "places": crew.place_ids.ids,
            "today": self._crew_today(),
            "notes": self._crew_notes(),
        }

    @api.model
    def _crew_today(self):
        """What the person has sent today: how many records, and how many pieces among them."""
        today = day_of(self.env, fields.Datetime.now())
        records = self.env["furniture.scan.record"].search_fetch(
            [
                ("user_id", "=", self.env.uid),
                ("from_crew", "=", True),
                ("scanned_on", ">=", fields.Datetime.now() - timedelta(days=1, hours=1)),
            ],
            ["kind", "status", "scanned_on"],
        )
        mine = records.filtered(lambda record: day_of(self.env, record.scanned_on) == today)
        return {
            "date": str(today),
            "sent": len(mine),
            "pieces": len(mine.filtered(lambda record: record.kind == "register" and record.status not in (rules.REFUSED, rules.SENT_BACK))),
            "moved": len(mine.filtered(lambda record: record.kind == "move" and record.status not in (rules.REFUSED, rules.SENT_BACK))),
            "waiting": len(mine.filtered(lambda record: record.status == rules.REVIEW)),
        }  # fmt: skip

    @api.model
    def _crew_notes(self):
        """What the supervisor has written, the newest first."""
        records = self.env["furniture.scan.record"].search(
            Domain("user_id", "=", self.env.uid)
            & Domain("from_crew", "=", True)
            & Domain("reviewed_on", ">=", fields.Datetime.now() - timedelta(days=SHOWN_DAYS))
            & (Domain("status", "=", rules.SENT_BACK) | Domain("kind", "=", QUESTION)),
            order="reviewed_on desc, id desc",
            limit=MOST_NOTES,
        )
        return [
            {
                "id": record.client_id,
                "kind": record.kind,
                "status": record.status,
                "about": record.asked,
                "code": (record.data or {}).get("code") or "",
                "note": record.review_note or "",
                # sudo: who has answered is told to who asked.
                "by": record.sudo().reviewed_by_id.name,
                "on": str(record.reviewed_on),
            }
            for record in records
        ]

    @api.model
    def _pieces_wanted(self):
        """The buildings in which the crew works come along, besides those where the person worked last."""
        wanted = super()._pieces_wanted()
        if not self.env["furniture.scan"]._is_crew():
            return wanted
        # sudo: the places of one's own crew.
        places = self.env["furniture.crew"].sudo()._of(self.env.user).place_ids
        return wanted | Domain("building_id", "in", places.building_id.ids) | Domain("location_id", "in", places.ids)
