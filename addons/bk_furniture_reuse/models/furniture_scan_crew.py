from odoo import api, models
from odoo.exceptions import AccessError

from ..tools import scan as rules

QUESTION = "question"
# What a crew does; everything else is for those who answer for it.
KINDS = ("register", "model", "photo", "damage", "move", QUESTION)
LONGEST_QUESTION = 500


class FurnitureScan(models.AbstractModel):
    """People of a crew use the scan page too: what they send is kept and waits for their supervisor, nothing of it is carried out."""

    _inherit = "furniture.scan"

    @api.model
    def _may_scan(self):
        return super()._may_scan() or self._is_crew()

    @api.model
    def _is_crew(self):
        return self.env.user._is_crew_member()

    @api.model
    def _runs(self, scans):
        """Nothing is carried out, so nothing has to come before something else."""
        if not self._is_crew():
            yield from super()._runs(scans)
        elif scans:
            yield scans

    @api.model
    def _carry_out(self, run):
        return self._set_waiting(run) if self._is_crew() else super()._carry_out(run)

    @api.model
    def _preview(self, kind, datas):
        if not self._is_crew():
            return super()._preview(kind, datas)
        waiting = self._not_for_crew(kind) or rules.Outcome(rules.REVIEW)
        return self._in_words([(kind, waiting)] * (len(datas) if isinstance(datas, list) else 0))

    @api.model
    def _not_for_crew(self, kind):
        return None if kind in KINDS else rules.Outcome(rules.REFUSED, "not_for_crew")

    @api.model
    def _set_waiting(self, scans):
        """{id: outcome}: what the records of a crew member are about, as far as that can be said now."""
        named = self._named([scan for scan in scans if scan.readable and scan.kind in KINDS])
        return {
            scan.id: self._not_for_crew(scan.kind)
            or (rules.Outcome(rules.REFUSED, "unreadable") if not scan.readable else None)
            or rules.Outcome(rules.REVIEW, "asked" if scan.kind == QUESTION else "", named[scan.id])
            for scan in scans
        }

    @api.model
    def _named(self, scans):
        """{id: the piece, place and model that a record speaks of}, in few queries however many."""
        action = self.env["furniture.scan.action.register"]
        targets = action._targets(scans, "place")
        places = action._places(scans, targets)
        products = action._products(scans)
        added = self._models_that_wait(scans)
        named = {}
        for scan in scans:
            lot, code, key = action._piece_of(scan, targets), scan.data.get("code"), scan.data.get("product")
            product = products.get(key) if isinstance(key, int | str) else None
            values = {
                **self._readable_facts(action, lot),
                "scanned": code.strip()[:60] if isinstance(code, str) else "",
                **({"place_id": places[scan.id].id, "place": places[scan.id].display_name} if places[scan.id] else {}),
                **({"product_id": product.id, "model": product.name} if product else {}),
            }
            if not product and isinstance(key, str) and key in added:
                values["model"] = added[key]
            named[scan.id] = values
        return named

    @api.model
    def _readable_facts(self, action, lot):
        """The piece, as far as this person may read of it: one of another company waits like any other, its supervisor decides."""
        try:
            return action._facts(lot) if lot else {}
        except AccessError:
            return {}

    @api.model
    def _models_that_wait(self, scans):
        """{id of a record that proposes a model: its name}, for the proposals that these records name."""
        wanted = {scan.data["product"] for scan in scans if rules.is_uuid(scan.data.get("product"))}
        names = {scan.id: scan.data.get("name") for scan in scans if scan.kind == "model"}
        # sudo: only one's own proposals are looked up, and a model's name is no secret.
        records = self.env["furniture.scan.record"].sudo().search(
            [("client_id", "in", list(wanted - set(names))), ("kind", "=", "model"), ("user_id", "=", self.env.uid)]
        )  # fmt: skip
        names.update((record.client_id, (record.data or {}).get("name")) for record in records)
        return {key: name for key, name in names.items() if key in wanted and isinstance(name, str)}


class FurnitureScanLook(models.AbstractModel):
    """Looking up is for those who work with the register; a crew member scans in order to answer a question."""

    _inherit = "furniture.scan.look"

    @api.model
    def _look(self, code):
        if self.env["furniture.scan"]._is_crew():
            raise AccessError(self.env._("The scan page is for the people of the warehouse. Ask for access to it."))
        return super()._look(code)
