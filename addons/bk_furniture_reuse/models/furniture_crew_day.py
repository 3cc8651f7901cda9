import pytz
from odoo import api, fields, models
from odoo.tools import SQL

# How long the board shows who did what; then a day's figures stand for the crew as a whole. 0: for ever.
PERSON_DAYS = 180
PARAMETER = "bk_furniture_reuse.crew_person_days"


def zone_of(env):
    """The name of the time zone in which the reader's days begin."""
    return env.context.get("tz") or env.user.tz or "UTC"


def day_of(env, moment):
    """The date of a moment (UTC, without zone) where the reader is."""
    return pytz.utc.localize(moment).astimezone(pytz.timezone(zone_of(env))).date()


class FurnitureCrewDay(models.Model):
    """What each person of a crew has done on a day, from the ledger of the phones.

    How much a person does is personal: after a time that is set the figures say only what the crew has done.
    """

    _name = "furniture.crew.day"
    _description = "Day of a crew"
    _auto = False
    _order = "day desc, crew_id, id"
    _rec_name = "day"
    _depends = {
        "furniture.scan.record": [
            "from_crew", "crew_id", "user_id", "scanned_on", "kind", "status", "corrected", "reviewed_by_id", "code",
            "choice",
        ]
    }  # fmt: skip

    crew_id = fields.Many2one("furniture.crew", readonly=True)
    member_id = fields.Many2one("res.users", "Person", readonly=True, help="Empty when it is too long ago to be told.")
    day = fields.Date(readonly=True)
    sent = fields.Integer(readonly=True, help="All that was sent from the phone.")
    pieces = fields.Integer("Pieces registered", readonly=True, help="Registrations that count.")
    moved = fields.Integer("Pieces moved", readonly=True, help="Moves that count.")
    waiting = fields.Integer(readonly=True, help="Not reviewed yet.")
    approved = fields.Integer(readonly=True, help="Reviewed and carried out, corrected ones included.")
    corrected = fields.Integer(readonly=True, help="Approved after the supervisor had changed something.")
    sent_back = fields.Integer(readonly=True, help="To be done again.")
    to_follow = fields.Integer("To follow up", readonly=True, help="Approved, and something stands in the way.")
    questions = fields.Integer(readonly=True, help="Questions that were asked.")
    questions_open = fields.Integer("Open questions", readonly=True, help="Questions without an answer.")

    @property
    def _table_query(self):
        keep = self._person_days()
        too_old = SQL("day < (now() AT TIME ZONE %s)::date - %s", zone_of(self.env), keep) if keep else SQL("FALSE")
        return SQL(
            """
            SELECT min(id) AS id, crew_id, CASE WHEN %s THEN NULL ELSE user_id END AS member_id, day,
                   count(*)::int AS sent,
                   (count(*) FILTER (WHERE kind = 'register' AND counts AND status = 'done' AND choice IS NULL))::int AS pieces,
                   (count(*) FILTER (WHERE kind = 'move' AND counts AND status = 'done'))::int AS moved,
                   (count(*) FILTER (WHERE kind != 'question' AND status = 'review'))::int AS waiting,
                   (count(*) FILTER (WHERE kind != 'question' AND counts AND status IN ('done', 'again')))::int AS approved,
                   (count(*) FILTER (WHERE corrected AND counts AND status IN ('done', 'again')))::int AS corrected,
                   (count(*) FILTER (WHERE status = 'sent_back'))::int AS sent_back,
                   (count(*) FILTER (WHERE status IN ('conflict', 'refused') AND reviewed_by_id IS NOT NULL))::int AS to_follow,
                   (count(*) FILTER (WHERE kind = 'question'))::int AS questions,
                   (count(*) FILTER (WHERE kind = 'question' AND status = 'review'))::int AS questions_open
              FROM (SELECT *, code IS DISTINCT FROM 'left' AS counts, (scanned_on AT TIME ZONE 'UTC' AT TIME ZONE %s)::date AS day
                      FROM furniture_scan_record WHERE from_crew) record
          GROUP BY crew_id, 3, day
            """,
            too_old,
            zone_of(self.env),
        )

    @api.model
    def _person_days(self):
        # sudo: how long names are shown is no secret.
        value = self.env["ir.config_parameter"].sudo().get_param(PARAMETER, str(PERSON_DAYS))
        return int(value) if value.isdigit() else PERSON_DAYS
