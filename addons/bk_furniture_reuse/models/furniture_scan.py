import logging
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from psycopg2 import OperationalError

from ..tools import scan as rules

_logger = logging.getLogger(__name__)


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
        :return: ``{"results": [...], "expected": number}``; results for every record that has been taken, now or before
        :raise UserError: when the message is not one of the scan page's; nothing has been taken then
        """
        scans = self._read(records)
        device = self._device(uuid)
        ledger = self.env["furniture.scan.record"]
        before = ledger.sudo().search([("client_id", "in", [scan.id for scan in scans])])  # sudo: to compare ids only
        if before.user_id - self.env.user:
            raise AccessError(self.env._("This queue belongs to somebody else. They must log in to send it."))
        floor = floor if isinstance(floor, int) and floor > 0 else 1
        known = {record.client_id: record for record in before}
        _before, new, clashing, expected = rules.take(scans, device.last_seq, floor, known)
        outcomes = {scan.id: rules.Outcome(rules.REFUSED, "clash") for scan in clashing}
        outcomes.update(self._carry_out(new))
        ledger_sudo = ledger.sudo()  # sudo: the ledger is written by the system alone
        kept = ledger_sudo.create(
            [ledger._prepare_keep_vals(device, scan, outcomes[scan.id]) for scan in (*new, *clashing)]
        )
        device.write({"last_seq": expected - 1, "last_seen": fields.Datetime.now()})
        known.update((record.client_id, record) for record in kept)
        return {
            "results": [self._answer(known[scan.id]) for scan in scans if scan.id in known],
            "expected": expected,
        }

    @api.model
    def _preview(self, kind, datas):
        """What would become of records with these data: ``ready`` where they can be carried out. Changes nothing."""
        now = fields.Datetime.now()
        if not isinstance(datas, list) or not all(isinstance(data, dict) for data in datas):
            raise UserError(self.env._("The scan page sent something that cannot be read. Load the page again."))
        scans = [rules.Scan(str(number), number + 1, kind, data, now) for number, data in enumerate(datas)]
        action = self._action(kind)
        judged = action._judge(scans) if action is not None else {}
        unknown = rules.Outcome(rules.REFUSED, "unknown_kind")
        return [self._in_words(kind, judged.get(scan.id, unknown)) for scan in scans]

    # How records are carried out

    @api.model
    def _carry_out(self, scans):
        """{id: outcome}; one record that fails does not take others with it."""
        outcomes = {}
        for run in rules.runs(scans, key=self._about):
            outcomes.update(self._carry_out_run(run))
        return outcomes

    @api.model
    def _carry_out_run(self, run):
        action = self._action(run[0].kind)
        if action is None:
            return {scan.id: rules.Outcome(rules.REFUSED, "unknown_kind") for scan in run}
        try:
            with self.env.cr.savepoint():
                return self._apply(action, run)
        except OperationalError:
            raise  # a collision with another transaction: Odoo tries the whole message again
        except Exception as error:  # noqa: BLE001  a fault of ours in one record must not hold up the queue; it is logged
            self.env.invalidate_all()
            if len(run) == 1:
                return {run[0].id: self._failure(run[0], error)}
        outcomes = {}
        for scan in run:
            outcomes.update(self._carry_out_run([scan]))
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
    def _about(self, scan):
        """What a record speaks of: two records about the same are carried out one after the other."""
        action = self._action(scan.kind)
        return scan.id if action is None else action._about(scan)

    @api.model
    def _action(self, kind):
        """The model that carries out records of this kind, or None."""
        return self.env.get(f"furniture.scan.action.{kind}")

    # What is common to messages

    @api.model
    def _read(self, records):
        try:
            return rules.read_scans(records, fields.Datetime.now())
        except rules.ShapeError as error:
            raise UserError(
                self.env._("The scan page sent something that cannot be read. Load the page again.")
            ) from error

    @api.model
    def _device(self, uuid):
        self._check_may_scan()
        return self.env["furniture.scan.device"]._lock(uuid)

    @api.model
    def _check_may_scan(self):
        if not self._may_scan():
            raise AccessError(self.env._("The scan page is for the people of the warehouse. Ask for access to it."))

    @api.model
    def _may_scan(self):
        return self.env.su or self.env.user.has_group("bk_furniture_reuse.group_operator")

    @api.model
    def _answer(self, record):
        return {"id": record.client_id, **self._in_words(record.kind, record._outcome())}

    @api.model
    def _in_words(self, kind, outcome):
        text = self.env["furniture.scan.words"]._text(kind, outcome)
        return {
            "status": outcome.status,
            "code": outcome.code,
            "text": text,
            "values": outcome.values,
            "options": list(map(partial(self._option, kind), outcome.options)),
        }

    @api.model
    def _option(self, kind, choice):
        return {"choice": choice, "text": self.env["furniture.scan.words"]._choice(kind, choice)}
