from odoo import api, models

from ..tools import purpose as purposes
from ..tools import scan as rules
from .furniture_tag_claim import BlankTags
from .furniture_tag_read import BLANK, FOREIGN, PLACE, RETIRED
from .stock_location import ROOM_KINDS

HERE, LEAVE = "move_here", "leave"
CONDITIONS = ("a", "b", "c", "d")
LONGEST_REMARK = 2_000


class FurnitureScanActionRegister(models.AbstractModel):
    """A piece that gets its code: ``{code, product, place, condition?, colour_id?, purpose?, remark?, owner_unit_id?, choice?}``.

    A blank tag becomes the piece's tag; a code from elsewhere becomes its alias. ``product`` is a product's id, or the id of the
    record that added the model. A code that sits on a piece already is for a person to decide: it may be moved here.
    """

    _name = "furniture.scan.action.register"
    _inherit = "furniture.scan.action"
    _description = "Register pieces"
    _commutes = True

    @api.model
    def _abouts(self, scans):
        abouts = super()._abouts(scans)
        for scan in scans:
            if rules.is_uuid(scan.data.get("product")):
                abouts[scan.id].add(("record", scan.data["product"]))
        return abouts

    @api.model
    def _judge(self, scans):
        targets = self._targets(scans, "place")
        places = self._places(scans, targets)
        products = self._products(scans)
        details = self._known_details(scans)
        carried = [scan for scan in scans if scan.data.get("choice") == HERE and self._piece_of(scan, targets)]
        moves = self.env["furniture.scan.action.move"]._judge(carried) if carried else {}
        return {
            scan.id: moves.get(scan.id)
            or self._judge_code(scan, targets, places[scan.id], products)
            or self._judge_rest(scan, places[scan.id], products, details)
            for scan in scans
        }

    @api.model
    def _judge_code(self, scan, targets, place, products):
        """What the code says against it; nothing when it may go on a new piece."""
        text = scan.data.get("code")
        target = targets.get(text) if isinstance(text, str) else None
        lot = self._piece_of(scan, targets)
        if target and target.kind == RETIRED:
            return rules.Outcome(rules.REFUSED, "is_retired", {"scanned": text.strip()[:60]})
        if lot:
            return self._judge_taken(lot, place, _of(scan, products))
        if not target or target.kind not in (BLANK, FOREIGN):
            code = "is_place" if target and target.kind == PLACE else "not_printed"
            return rules.Outcome(rules.REFUSED, code, {"scanned": text.strip()[:60] if target else ""})
        if target.tag.made_for == "place":
            return rules.Outcome(rules.REFUSED, "blank_for_place", {"scanned": text.strip()[:60]})
        return None

    @api.model
    def _judge_taken(self, lot, place, product):
        said = {**self._facts(lot), "place_id": place.id, "place": place.display_name or ""}
        if lot.location_id and lot.location_id == place and lot.product_id == product:
            return rules.Outcome(rules.AGAIN, "is_registered", said)
        if lot.end_kind:
            return rules.Outcome(rules.REFUSED, "ended", {**said, "end": lot.end_kind})
        return rules.Outcome(rules.CONFLICT, "on_piece", said, (HERE, LEAVE))

    @api.model
    def _judge_rest(self, scan, place, products, details):
        if not place:
            return rules.Outcome(rules.REFUSED, "no_place")
        product = _of(scan, products)
        if not product:
            return rules.Outcome(rules.REFUSED, "no_model", {"place_id": place.id})
        said = {"place_id": place.id, "place": place.display_name, "product_id": product.id, "model": product.name}
        if not self._has_known_details(scan, details):
            return rules.Outcome(rules.REFUSED, "unknown_detail", said)
        refusal = self._purpose_refusal(scan, place)
        if refusal:
            return rules.Outcome(rules.REFUSED, "purpose_refused", {**said, "message": refusal})
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        carried = [scan for scan in scans if judged[scan.id].values.get("lot_id")]
        outcomes = self.env["furniture.scan.action.move"]._do(carried, judged) if carried else {}
        new = [scan for scan in scans if scan.id not in outcomes]
        targets = self._targets(new)
        tags = [targets[scan.data["code"]].tag for scan in new]
        lots = self.env["stock.lot"].with_context(blank_tags=BlankTags(tags))
        lots = lots.create([self._prepare_piece_vals(scan, judged[scan.id].values) for scan in new]).with_env(self.env)
        by_scan = dict(zip((scan.id for scan in new), lots, strict=True))
        foreign = [(by_scan[scan.id], scan.data["code"]) for scan in new if targets[scan.data["code"]].kind == FOREIGN]
        # sudo: whoever may register a piece links what sticks on it; tags themselves are nobody's to edit.
        self.env["furniture.tag"].sudo()._create_aliases(foreign)
        for scan in new:
            lot, kind = by_scan[scan.id], targets[scan.data["code"]].kind
            outcomes[scan.id] = rules.Outcome(
                rules.DONE,
                "registered_foreign" if kind == FOREIGN else "registered",
                {**judged[scan.id].values, "lot_id": lot.id, "piece": lot.name, "tag": lot.tag_id.code or ""},
            )
        return outcomes

    @api.model
    def _prepare_piece_vals(self, scan, said):
        place = self.env["stock.location"].browse(said["place_id"])
        remark = scan.data.get("remark")
        return {
            "product_id": said["product_id"],
            "location_id": place.id,
            "purpose": scan.data.get("purpose") or self._first_purpose(place),
            "condition": scan.data.get("condition") or False,
            "colour_id": scan.data.get("colour_id") or False,
            "owner_unit_id": scan.data.get("owner_unit_id") or False,
            "remark": remark.strip()[:LONGEST_REMARK] if isinstance(remark, str) else False,
        }

    # What a record names

    @api.model
    def _products(self, scans):
        """``{value of product: furniture model}``: ids, and ids of records that added a model."""
        values = {value for value in (scan.data.get("product") for scan in scans) if _is_key(value)}
        # sudo: which model a record has added is no secret; everybody may read models.
        added = self.env["furniture.scan.record"].sudo().search(
            [("client_id", "in", list(filter(rules.is_uuid, values))), ("kind", "=", "model"), ("product_id", "!=", False)]
        )  # fmt: skip
        ids = {record.client_id: record.product_id.id for record in added}
        ids.update((value, value) for value in values if rules.is_number(value))
        found = self.env["product.product"].search([("id", "in", list(ids.values())), ("is_furniture", "=", True)])
        by_id = {product.id: product for product in found}
        return {value: by_id[product_id] for value, product_id in ids.items() if product_id in by_id}

    @api.model
    def _known_details(self, scans):
        """``{field: ids}`` of the colours and units that these records name and that exist."""
        known = {}
        for field, model in (("colour_id", "furniture.colour"), ("owner_unit_id", "furniture.unit")):
            ids = [scan.data[field] for scan in scans if rules.is_number(scan.data.get(field))]
            known[field] = set(self.env[model].search([("id", "in", ids)]).ids) if ids else set()
        return known

    @api.model
    def _has_known_details(self, scan, known):
        chosen = {field: scan.data.get(field) for field in known}
        condition = scan.data.get("condition")
        return (not condition or condition in CONDITIONS) and all(
            not value or (rules.is_number(value) and value in known[field]) for field, value in chosen.items()
        )

    @api.model
    def _first_purpose(self, place):
        """What a piece is for by where it stands: in a room it is in use, in a store it can be had."""
        return purposes.IN_USE if place.place_kind in ROOM_KINDS else purposes.AVAILABLE

    @api.model
    def _purpose_refusal(self, scan, place):
        """Why the purpose that was chosen may not be; nothing when it may."""
        wanted, first = scan.data.get("purpose"), self._first_purpose(place)
        lots = self.env["stock.lot"]
        try:
            purposes.check_change(
                first, wanted or first, purposes.HAND, lots._purpose_roles(), in_room=first == purposes.IN_USE
            )
        except purposes.Refusal as refusal:
            return lots._refusal_text(refusal, None, wanted if isinstance(wanted, str) else "")
        return ""


def _of(scan, products):
    value = scan.data.get("product")
    return products.get(value) if _is_key(value) else None


def _is_key(value):
    return rules.is_number(value) or rules.is_uuid(value)
