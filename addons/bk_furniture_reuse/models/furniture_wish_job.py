from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import wish as rules
from .furniture_wish_match import COMING, STOCK

# Wishes, and queued rows, that one committed step of a job deals with.
BATCH = 200
QUEUED = 5000


class FurnitureWish(models.Model):
    """Telling the owners what fits: soon after a piece becomes available, and once a day for everything.

    What was told is kept (``furniture.wish.alert``), so nobody is told of the same fit twice. An owner is told at once the first time
    on a day that something fits a wish; what comes later the same day waits for the daily summary.
    """

    _inherit = "furniture.wish"

    alert_ids = fields.One2many("furniture.wish.alert", "wish_id", readonly=True)

    @api.model
    def _cron_check(self):
        """Scheduled job, woken by changes: compare queued pieces with all wishes, and queued wishes with all pieces."""
        cron = self.env["ir.cron"]
        while queued := self._take_queued():
            self._compare(queued)
            if not cron._commit_progress(len(queued), remaining=self.env["furniture.wish.check"].search_count([])):
                return

    @api.model
    def _cron_daily(self):
        """Scheduled job, once a day: end what has passed its date, and compare everything with everything."""
        cron = self.env["ir.cron"]
        self._expire()
        waiting = self.search([("state", "in", rules.WAITING)], order="id")
        if not cron._commit_progress(remaining=len(waiting)):
            return
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH].try_lock_for_update(allow_referencing=True)
            batch._alert()
            if not cron._commit_progress(min(BATCH, len(waiting) - start)):
                return

    @api.model
    def _take_queued(self):
        """Take queued pieces away: they are dealt with in this transaction, or again when it is rolled back."""
        return self.env.execute_query(
            SQL(
                """
                DELETE FROM furniture_wish_check WHERE id IN (
                    SELECT id FROM furniture_wish_check ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                RETURNING lot_id, wish_id
                """,
                QUEUED,
            )
        )

    @api.model
    def _compare(self, queued):
        """Tell whose wishes fit.

        :param queued: rows of (piece id or None, wish id or None)
        """
        lot_ids = list({lot_id for lot_id, _wish in queued if lot_id})
        wish_ids = {row[0] for row in self._match(lot_ids=lot_ids)} | {wish_id for _lot, wish_id in queued if wish_id}
        self.browse(sorted(wish_ids))._alert()

    def _look_soon(self):
        """Compare these wishes with everything as soon as this transaction is committed."""
        if self:
            # sudo: the queue and the scheduler are the system's.
            self.env["furniture.wish.check"].sudo().create([{"wish_id": wish.id} for wish in self])
            self.env.ref("bk_furniture_reuse.cron_wish_check").sudo()._trigger()

    @api.model
    def _expire(self):
        late = self.search([("state", "in", rules.WAITING), ("needed_by", "<", fields.Date.context_today(self))])
        late._set_closed(rules.EXPIRED)
        self.env["furniture.notice"]._tell_each(
            [
                {
                    "user": wish.user_id,
                    "kind": "wish",
                    "text": lambda env, wish=wish: env._(
                        "Your wish for %s has passed its date. Give it a new date if you still need it.",
                        wish.with_env(env).display_name,
                    ),
                    "record": wish,
                }
                for wish in late
            ]
        )

    def _alert(self):
        """Tell the owners of these wishes what fits that they have not been told of.

        :return: the new alerts
        """
        found = self._fits()
        known = defaultdict(set)
        alerts = self.env["furniture.wish.alert"].sudo()  # sudo: written by the system only
        for wish, lot in alerts._read_group(
            [("wish_id", "in", list(found)), ("lot_id", "!=", False)], ["wish_id", "lot_id"]
        ):
            known[wish.id].add(lot.id)
        news = {}
        for wish_id, rows in found.items():
            fresh = [row for row in rows if row[0] not in known[wish_id]]
            if fresh:
                news[wish_id] = fresh
        return self._report(
            {
                wish_id: [{"lot_id": lot_id, "source": source} for lot_id, _model, source, _date in rows]
                for wish_id, rows in news.items()
            },
            {wish_id: rows for wish_id, rows in found.items() if wish_id in news},
        )

    @api.model
    def _fits_from(self, source, fits):
        """For other add-ons: report offers that fit wishes, for example the lines of a supplier's proposal.

        The owners are told as for pieces of ours: once for each offer, the first on a day at once. Find the waiting wishes with
        ``search([("state", "in", ("open", "partly"))])`` and compare what they ask for (``categ_id``, ``product_id``, ``quantity``
        still ``remaining``, ``colour_ids``, ``condition_min``, ``needed_by``, sizes, ``words``).

        :param source: who offers, as the owner reads it: "Brukt & Bra AS"
        :param fits: list of (wish, offer record, quantity); records of any model
        :return: the new alerts (``furniture.wish.alert``)
        """
        alerts = self.env["furniture.wish.alert"].sudo()  # sudo: written by the system only
        known = {
            (alert.wish_id.id, alert.res_model, alert.res_id)
            for alert in alerts.search(
                [("wish_id", "in", [wish.id for wish, *_rest in fits]), ("source", "=", "offer")]
            )
        }
        news = defaultdict(list)
        for wish, offer, quantity in fits:
            key = (wish.id, offer._name, offer.id)
            if wish.state in rules.WAITING and key not in known:
                known.add(key)
                news[wish.id].append(
                    {"res_model": offer._name, "res_id": offer.id, "quantity": quantity, "source": "offer"}
                )
        return self._report(news, {}, source)

    @api.model
    def _report(self, news, found, offered_by=""):
        """Keep ``news``, {wish id: values of alerts}, and tell the owners, of all that fits when ``found`` says it."""
        alerts = self.env["furniture.wish.alert"].sudo()  # sudo: written by the system only
        midnight = fields.Datetime.to_datetime(fields.Date.context_today(self))
        told_today = {
            wish.id
            for (wish,) in alerts._read_group([("wish_id", "in", list(news)), ("told_on", ">=", midnight)], ["wish_id"])
        }
        wishes = self.browse(news)
        created = alerts.create([{"wish_id": wish_id, **vals} for wish_id, rows in news.items() for vals in rows])
        self.env["furniture.notice"]._tell_each(
            [
                {
                    "user": wish.user_id,
                    "kind": "wish",
                    "text": wish._news_text(news[wish.id], found.get(wish.id, []), offered_by),
                    "record": wish,
                    "urgent": wish.id not in told_today,
                }
                for wish in wishes
            ]
        )
        return created

    def _news_text(self, news, rows, offered_by):
        """What the owner reads, as a function of an environment in their language."""
        self.ensure_one()
        new = sum(vals.get("quantity", 1) for vals in news)
        now, coming = (sum(row[2] == source for row in rows) for source in (STOCK, COMING))
        first = min((row[3] for row in rows if row[2] == COMING and row[3]), default=None)

        def text(env):
            what = self.with_env(env).display_name
            if offered_by:
                return env._(
                    "%(new)s offered by %(who)s fit your wish for %(wish)s.", new=new, who=offered_by, wish=what
                )
            if not coming:
                return env._(
                    "Your wish for %(wish)s: %(new)s new fit, %(now)s available now.", wish=what, new=new, now=now
                )
            date = fields.Date.to_string(first) if not first else env["ir.qweb.field.date"].value_to_html(first, {})
            return env._(
                "Your wish for %(wish)s: %(new)s new fit, %(now)s available now and %(coming)s coming, the first on %(date)s.",
                wish=what, new=new, now=now, coming=coming, date=date,
            )  # fmt: skip

        return text
