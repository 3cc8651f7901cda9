import base64

from odoo import api, models

from ..tools import photo as pictures
from ..tools import scan as rules

SIZES = ("width", "depth", "height", "seat_height")
LONGEST_NAME = 120
# In cm; the largest meeting table is half of it.
LARGEST = 2_000


class FurnitureScanActionModel(models.AbstractModel):
    """A furniture model that nobody has registered: ``{name, category_id?, maker?, width?, depth?, height?, seat_height?, photo?}``.

    The same name, maker and type is the model that exists. What is left blank is for the coordinator to complete.
    """

    _name = "furniture.scan.action.model"
    _inherit = "furniture.scan.action"
    _description = "New furniture model"
    _commutes = True

    @api.model
    def _abouts(self, scans):
        # Without the type: a record that names none means the model of that name, whatever its type.
        return {scan.id: {("record", scan.id), ("model", *self._key(scan)[:2])} for scan in scans}

    @api.model
    def _judge(self, scans):
        wanted = {self._key(scan)[2] for scan in scans}
        types = self.env["product.category"].search([("id", "in", list(wanted)), ("is_furniture_type", "=", True)])
        existing = self._existing(scans)
        return {scan.id: self._judge_one(scan, types, existing) for scan in scans}

    @api.model
    def _judge_one(self, scan, types, existing):
        name, _maker, type_id = self._key(scan)
        if not name:
            return rules.Outcome(rules.REFUSED, "no_name")
        if type_id not in types.ids and scan.data.get("category_id"):
            return rules.Outcome(rules.REFUSED, "no_type")
        if any(not _is_size(scan.data.get(size)) for size in SIZES):
            return rules.Outcome(rules.REFUSED, "no_size")
        said = {"model": _clean(scan.data["name"])}
        product = existing.get(self._key(scan))
        if product:
            return rules.Outcome(rules.AGAIN, "model_exists", {**said, "product_id": product.id})
        return rules.Outcome(rules.READY, "", said)

    @api.model
    def _do(self, scans, judged):
        makers = self._makers({_clean(scan.data.get("maker")) for scan in scans} - {""})
        photos = {scan.id: self._photo(scan) for scan in scans}
        # sudo: who stands before a model that nobody has registered may add it; what it lacks is listed for the coordinator.
        templates = self.env["product.template"].sudo().create(
            [{**self._prepare_model_vals(scan, makers), "image_1920": photos[scan.id]} for scan in scans]
        )  # fmt: skip
        outcomes = {}
        for scan, template in zip(scans, templates, strict=True):
            unseen = scan.data.get("photo") and not photos[scan.id]
            outcomes[scan.id] = rules.Outcome(
                rules.DONE,
                "model_added_no_photo" if unseen else "model_added",
                {**judged[scan.id].values, "product_id": template.product_variant_id.id},
            )
        return outcomes

    @api.model
    def _prepare_model_vals(self, scan, makers):
        sizes = {size: scan.data[size] for size in SIZES if scan.data.get(size)}
        type_id = self._key(scan)[2]
        maker = makers.get(_clean(scan.data.get("maker")).lower())
        return {
            "name": _clean(scan.data["name"]),
            "is_furniture": True,
            **({"categ_id": type_id} if type_id else {}),
            **({"maker_id": maker.id} if maker else {}),
            **sizes,
        }

    @api.model
    def _existing(self, scans):
        """``{key: product}`` of the models that these records name, in two queries."""
        names = list({self._key(scan)[0] for scan in scans} - {""})
        if not names:
            return {}
        templates = self.env["product.template"].search(
            [("is_furniture", "=", True), ("name", "in", self._spellings_of(names))], order="id desc"
        )
        found = {}
        for template in templates:
            name, maker = _clean(template.name).lower(), _clean(template.maker_id.name).lower()
            for type_id in (template.categ_id.id, 0):
                found[name, maker, type_id] = template.product_variant_id
        return found

    @api.model
    def _spellings_of(self, names):
        """The names in use that are one of ``names`` but for capitals and spaces."""
        rows = self.env["product.template"]._read_group([("is_furniture", "=", True)], ["name"])
        return [name for (name,) in rows if _clean(name).lower() in names]

    @api.model
    def _makers(self, names):
        """``{name in small letters: maker}``; makers that nobody has named before are made."""
        makers = self.env["furniture.maker"].with_context(active_test=False)
        known = {_clean(maker.name).lower(): maker for maker in makers.search_fetch([], ["name"])}
        new = {name.lower(): name for name in sorted(names) if name.lower() not in known}
        # sudo: a maker comes with the model that is added, see above.
        made = makers.sudo().create([{"name": name} for name in new.values()])
        return {**known, **dict(zip(new, made, strict=True))}

    @api.model
    def _photo(self, scan):
        content = pictures.decode(scan.data.get("photo"))
        try:
            return base64.b64encode(pictures.redraw(content)) if content else False
        except pictures.PhotoError:
            return False

    @api.model
    def _key(self, scan):
        """Name, maker and type (0 for none): what makes two models the same."""
        name, maker, type_id = (scan.data.get(name) for name in ("name", "maker", "category_id"))
        return _clean(name).lower(), _clean(maker).lower(), type_id if rules.is_number(type_id) else 0


def _clean(value):
    return " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""


def _is_size(value):
    return not value or (isinstance(value, int | float) and value is not True and 0 <= value <= LARGEST)
