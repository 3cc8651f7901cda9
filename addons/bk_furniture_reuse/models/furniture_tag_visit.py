from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

from ..tools.visitor import visitor_of

# So many codes may somebody who is not logged in open within one such stretch of time.
MOST_TRIES = 10
STRETCH = timedelta(minutes=1)
KEPT = timedelta(hours=1)


class FurnitureTagVisit(models.Model):
    """How often strangers open printed codes: one row for each network address, which is kept as a keyed hash, for an hour.

    A guess that hits counts like one that misses: otherwise the answer "try later" would tell them apart.
    """

    _name = "furniture.tag.visit"
    _description = "Visits of strangers to tags"
    _log_access = False
    _rec_name = "visitor"

    visitor = fields.Char("Hash of the network address", required=True, readonly=True)
    begun_on = fields.Datetime("First visit", required=True, readonly=True, index=True)
    tries = fields.Integer("Visits", required=True, readonly=True)

    _visitor_uniq = models.Constraint("unique(visitor)", "A visitor is counted once.")

    @api.model
    def _count(self, address):
        """Count one visit; returns for how many seconds this address has to wait, 0 when it may go on.

        Has a transaction of its own, so that a page that fails has been counted too. The lock comes before the snapshot that
        PostgreSQL reads from: visits that arrive in the same instant are counted one after the other, and none is lost.
        """
        visitor = hmac(self.sudo().env, "furniture tag visitor", visitor_of(address))  # sudo: the database's own key
        now = fields.Datetime.now()
        with self.env.registry.cursor() as cr:
            cr.execute(SQL("LOCK TABLE furniture_tag_visit IN SHARE ROW EXCLUSIVE MODE"))
            cr.execute(
                SQL(
                    """INSERT INTO furniture_tag_visit AS visit (visitor, begun_on, tries) VALUES (%(visitor)s, %(now)s, 1)
                       ON CONFLICT (visitor) DO UPDATE SET
                           tries = CASE WHEN visit.begun_on <= %(over)s THEN 1 ELSE LEAST(visit.tries + 1, %(enough)s) END,
                           begun_on = CASE WHEN visit.begun_on <= %(over)s THEN %(now)s ELSE visit.begun_on END
                       RETURNING tries, begun_on""",
                    visitor=visitor,
                    now=now,
                    over=now - STRETCH,
                    enough=MOST_TRIES + 1,
                )
            )
            tries, begun_on = cr.fetchone()
        return 0 if tries <= MOST_TRIES else max(1, int((begun_on + STRETCH - now).total_seconds()))

    @api.autovacuum
    def _gc_visits(self):
        self.search([("begun_on", "<", fields.Datetime.now() - KEPT)]).unlink()
