import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from ..tools import scan as rules

_logger = logging.getLogger(__name__)
# What two phones may make in the same instant. Within one transaction the actions look it up first.
RACED = (
    "furniture_tag_code_uniq", "furniture_tag_one_own_tag_per_piece", "furniture_tag_one_own_tag_per_place",
    "furniture_tag_report_open_once", "furniture_maker_name_uniq",
)  # fmt: skip


class FurnitureScan(models.AbstractModel):
    """Takes what phones send: each record once, in the order in which it was made, and none is lost.

    The stock work is done by the actions (``furniture.scan.action.<kind>``), the sentences are made by
    ``furniture.scan.words``; here is only what is common to all of them.
    """

    _name = "furniture.scan"
    _description = "Scanning with a phone"

    @api.model
    def _receive(self, uuid, floor, records):
        """Take a message from a phone.

        :param uuid: the device
        :param floor: the lowest number that the phone still holds
        :param records: dicts as in ``tools/scan/shapes.py``
        :return: ``{"results": [...], "expected": number}``; results for every record that has been taken, now or before, and
            for those that were decided with it
        :raise UserError: when the message is not one of the scan page's; nothing has been taken then
        """
        scans = self._read(records)
        device = self._device(uuid)
        ledger = self.env["furniture.scan.record"].sudo()  # sudo: the ledger is written by the system alone
        before = ledger.search([("client_id", "in", [scan.id for scan in scans])])
        if before.user_id - self.env.user:
            raise AccessError(self.env._("This queue belongs to somebody else. They must log in to send it."))
        floor = floor if rules.is_number(floor) else 1
        known = {record.client_id: record for record in before}
        _before, new, clashing, expected = rules.take(scans, device.last_seq, floor, known)
        kept = ledger._keep(device, clashing, {scan.id: rules.Outcome(rules.REFUSED, "clash") for scan in clashing})
        for run in self._runs(new):
            # Kept run by run: what comes later in the message may speak of what came earlier.
            kept |= ledger._keep(device, run, self._carry_out(run))
        known.update((record.client_id, record) for record in kept)
        device.write({"last_seq": expected - 1, "last_seen": fields.Datetime.now()})
        answered = list(dict.fromkeys(known[scan.id] for scan in scans if scan.id in known))
        decided = [record for record in kept._decided() if record not in answered and record.user_id == self.env.user]
        return {"results": self._answers(answered + decided), "expected": expected}

    @api.model
    def _preview(self, kind, datas):
        """What would become of records with these data: ``ready`` where they can be carried out. Changes nothing."""
        try:
            scans = rules.read_datas(datas, fields.Datetime.now())
        except rules.ShapeError as error:
            raise UserError(self._unreadable()) from error
        action = self._action(kind)
        judged = action._judge(scans) if action is not None else {}
        unknown = rules.Outcome(rules.REFUSED, "unknown_kind")
        return self._in_words([(kind, judged.get(scan.id, unknown)) for scan in scans])

    # How records are carried out

    @api.model
    def _runs(self, scans):
        """What is carried out in one go, in order. Looked up as it goes: a record changes what the next ones speak of."""
        for stretch in rules.stretches(scans, self._commutes):
            keys = {scan.id: set() for scan in stretch}
            for kind in dict.fromkeys(scan.kind for scan in stretch):
                action = self._action(kind)
                if action is not None:
                    keys.update(action._abouts([scan for scan in stretch if scan.kind == kind]))
            yield from rules.runs(stretch, keys)

    @api.model
    def _carry_out(self, run):
        """{id: outcome} of a run; one record that fails does not take others with it."""
        action = self._action(run[0].kind)
        if action is None:
            return {scan.id: rules.Outcome(rules.REFUSED, "unknown_kind") for scan in run}
        unreadable = [scan for scan in run if not scan.readable]
        outcomes = {scan.id: rules.Outcome(rules.REFUSED, "unreadable") for scan in unreadable}
        readable = [scan for scan in run if scan.readable]
        return {**outcomes, **(self._attempt(action, readable) if readable else {})}

    @api.model
    def _attempt(self, action, run):
        try:
            with self.env.cr.savepoint():
                return self._apply(action, run)
        except (OperationalError, ConcurrencyError):
            raise  # a collision with another transaction: Odoo tries the whole message again
        except Exception as error:
            self.env.invalidate_all()
            if _is_race(error):
                raise ConcurrencyError(
                    self.env._("Somebody did the same in this moment. It is tried again.")
                ) from error
            if len(run) == 1:
                return {run[0].id: self._failure(run[0], error)}
        outcomes = {}
        for scan in run:
            outcomes.update(self._attempt(action, [scan]))
        return outcomes

    @api.model
    def _apply(self, action, scans):
        judged = action._judge(scans)
        ready = [scan for scan in scans if judged[scan.id].status == rules.READY]
        done = action._do(ready, judged) if ready else {}
        outcomes = {**judged, **done}
        self.env.flush_all()  # what the database refuses is refused here, with this run, and not later with another
        return outcomes

    @api.model
    def _failure(self, scan, error):
        """What becomes of a record that could not be carried out. It stays in the ledger, with all that it says."""
        if isinstance(error, AccessError):
            return rules.Outcome(rules.REFUSED, "no_right")
        if isinstance(error, UserError):  # its sentence is for people
            return rules.Outcome(rules.REFUSED, "said", {"message": str(error)})
        _logger.exception("Record %s (%s) from a phone could not be carried out", scan.id, scan.kind)
        return rules.Outcome(rules.REFUSED, "failed")

    @api.model
    def _commutes(self, kind):
        action = self._action(kind)
        return action is not None and action._commutes

    @api.model
    def _action(self, kind):
        """The model that carries out records of this kind, or None."""
        return self.env.get(f"furniture.scan.action.{kind}") if isinstance(kind, str) else None

    # What is common to messages

    @api.model
    def _read(self, records):
        try:
            return rules.read_scans(records, fields.Datetime.now())
        except rules.ShapeError as error:
            raise UserError(self._unreadable()) from error

    @api.model
    def _unreadable(self):
        return self.env._("The scan page sent something that cannot be read. Load the page again.")

    @api.model
    def _device(self, uuid):
        self._check_may_scan()
        return self.env["furniture.scan.device"]._lock(uuid)

    @api.model
    def _owner(self):
        """Whom the page is for, as the device keeps it: a telephone may be used by several people."""
        return f"{self.env.cr.dbname}:{self.env.uid}"

    @api.model
    def _check_owner(self, owner):
        """Refuses what the page of another person sends: on a shared device somebody else may have logged in since."""
        if owner and owner != self._owner():
            raise AccessError(self.env._("Somebody else is logged in on this device now. Load the page again."))

    @api.model
    def _check_may_scan(self):
        if not self._may_scan():
            raise AccessError(self.env._("The scan page is for the people of the warehouse. Ask for access to it."))

    @api.model
    def _may_scan(self):
        return self.env.su or self.env.user.has_group("bk_furniture_reuse.group_operator")

    @api.model
    def _answers(self, records):
        """What the phone is told of these records of the ledger."""
        said = self._in_words([(record.kind, record._outcome()) for record in records])
        return [{"id": record.client_id, **one} for record, one in zip(records, said, strict=True)]

    @api.model
    def _in_words(self, outcomes):
        """Outcomes as the phone gets them: ``outcomes`` is a list of (kind, outcome)."""
        words = self.env["furniture.scan.words"]._speaker()
        return [
            {
                "status": outcome.status,
                "code": outcome.code,
                "text": words.text(kind, outcome),
                "values": outcome.values,
                "options": [{"choice": choice, "text": words.choice(kind, choice)} for choice in outcome.options],
            }
            for kind, outcome in outcomes
        ]


def _is_race(error):
    """True when somebody else has just made what this record would make: in the next attempt it is found."""
    return isinstance(error, UniqueViolation) and error.diag.constraint_name in RACED
