from odoo import api, models

from ..tools import photo as pictures
from ..tools import scan as rules
from .stock_picking_delivery import LATER, MISSING

LONGEST_NAME = 100


class FurnitureScanActionDepart(models.AbstractModel):
    """The load leaves: ``{model, res_id}``."""

    _name = "furniture.scan.action.depart"
    _inherit = "furniture.scan.load"
    _description = "Drive off"

    @api.model
    def _judge_load(self, scan, pickings):
        leaving = pickings._ready_to_depart()
        if leaving:
            return rules.Outcome(rules.READY, "", {"pieces": sum(leaving.mapped("loaded_count"))})
        if any(pickings.mapped("departed_on")):
            return rules.Outcome(rules.AGAIN, "departed_already")
        return rules.Outcome(rules.REFUSED, "nothing_loaded")

    @api.model
    def _do(self, scans, judged):
        works = self._works(scans)
        for scan in scans:
            works[scan.id]._depart()
        return {scan.id: rules.Outcome(rules.DONE, "departed", judged[scan.id].values) for scan in scans}


class FurnitureScanActionFinish(models.AbstractModel):
    """What has arrived is delivered: ``{model, res_id, rest?}``. When not all has arrived, somebody says what becomes of the rest."""

    _name = "furniture.scan.action.finish"
    _inherit = "furniture.scan.load"
    _description = "Finish a delivery"

    @api.model
    def _judge_load(self, scan, pickings):
        waiting = pickings.filtered(lambda picking: picking.state not in ("done", "cancel"))
        lines = waiting.move_line_ids
        arrived = lines.filtered("arrived_on")
        values = {"pieces": len(arrived), "left": len(lines - arrived), "rest": self._rest(scan)}
        if not lines:
            return rules.Outcome(rules.AGAIN if pickings else rules.REFUSED, "finished_already", values)
        if not arrived and values["rest"] != MISSING:
            return rules.Outcome(rules.REFUSED, "nothing_arrived", values)
        if lines - arrived and not values["rest"]:
            return rules.Outcome(rules.CONFLICT, "not_all_arrived", values, (LATER, MISSING))
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _rest(self, scan):
        wanted = scan.data.get("choice") or scan.data.get("rest")
        return wanted if wanted in (LATER, MISSING) else ""

    @api.model
    def _do(self, scans, judged):
        works = self._works(scans)
        outcomes = {}
        for scan in scans:
            values = judged[scan.id].values
            done, differences = works[scan.id]._deliver(values["rest"] or LATER)
            values = {**values, "differences": len(differences), "pickings": done.ids}
            outcomes[scan.id] = rules.Outcome(rules.DONE, "finished_differing" if differences else "finished", values)
        return outcomes


class FurnitureScanActionSign(models.AbstractModel):
    """The receiving unit signs for what was delivered: ``{model, res_id, name, signature}``."""

    _name = "furniture.scan.action.sign"
    _inherit = "furniture.scan.load"
    _description = "Sign for receipt"

    @api.model
    def _judge_load(self, scan, pickings):
        waiting = self._to_sign(pickings)
        values = {"person": self._person(scan), "pieces": sum(waiting.mapped("piece_count"))}
        if not waiting:
            received = pickings.filtered("received_on").sorted("received_on")
            if received:
                return rules.Outcome(
                    rules.AGAIN, "signed_already", {**values, "person": received[-1].received_by or ""}
                )
            return rules.Outcome(rules.REFUSED, "nothing_to_sign", values)
        if not values["person"]:
            return rules.Outcome(rules.REFUSED, "no_name_signed", values)
        if not pictures.is_picture(pictures.decode(self._signature(scan))):
            return rules.Outcome(rules.REFUSED, "no_signature", values)
        return rules.Outcome(rules.READY, "", values)

    @api.model
    def _to_sign(self, pickings):
        return pickings.filtered(lambda picking: picking.state == "done" and not picking.received_on)

    @api.model
    def _person(self, scan):
        name = scan.data.get("name")
        return " ".join(name.split())[:LONGEST_NAME] if isinstance(name, str) else ""

    @api.model
    def _signature(self, scan):
        # A receipt that could not be taken keeps its picture as the record's photo.
        return scan.data.get("signature") or scan.data.get("photo")

    @api.model
    def _do(self, scans, judged):
        works = self._works(scans)
        for scan in scans:
            self._to_sign(works[scan.id])._receive(self._person(scan), self._signature(scan))
        return {scan.id: rules.Outcome(rules.DONE, "signed", judged[scan.id].values) for scan in scans}
