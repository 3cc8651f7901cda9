from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

from ..tools import ends, purpose
from ..tools.sorting import AVAILABLE, DECISIONS
from .stock_location_overview import _natural_key

MOST = 5000  # pieces in one sitting: more would be slow to fetch, and nobody sorts so many at once
PICTURE_SIZE = "image_512"


class FurnitureSorting(models.Model):
    """Sorting the furniture of a place for reuse or disposal (M9): a coordinator goes through it piece by piece.

    Each decision is kept at once, so that the work goes on where it was left; all are carried out together, see
    ``furniture_sorting_carry_out.py``. The screen is ``static/src/sorting``.
    """

    _name = "furniture.sorting"
    _description = "Sorting of furniture"
    _inherit = ["mail.thread"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True)
    location_id = fields.Many2one("stock.location", "Place", required=True, index=True, ondelete="restrict")
    categ_id = fields.Many2one("product.category", "Furniture type", index="btree_not_null", ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company, index=True
    )
    user_id = fields.Many2one("res.users", "Begun by", default=lambda self: self.env.user, readonly=True)
    state = fields.Selection(
        [("open", "Going on"), ("closed", "Carried out")], default="open", required=True, readonly=True
    )
    line_ids = fields.One2many("furniture.sorting.line", "sorting_id", string="Decisions", readonly=True)
    decided_count = fields.Integer("Decided", compute="_compute_counts")
    refused_count = fields.Integer("Not carried out", compute="_compute_counts")
    end_ids = fields.One2many("furniture.end", "sorting_id", string="Proposed ends", readonly=True)

    @api.depends("location_id", "categ_id")
    def _compute_name(self):
        for sorting in self:
            parts = [sorting.location_id.display_name, sorting.categ_id.name]
            sorting.name = ", ".join(part for part in parts if part)

    @api.depends("line_ids.state")
    def _compute_counts(self):
        groups = self.env["furniture.sorting.line"]._read_group(
            [("sorting_id", "in", self.ids)], ["sorting_id", "state"], ["__count"]
        )
        counts = {(sorting.id, state): count for sorting, state, count in groups}
        for sorting in self:
            sorting.refused_count = counts.get((sorting.id, "refused"), 0)
            sorting.decided_count = sum(counts.get((sorting.id, state), 0) for state in ("decided", "done", "refused"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su and {"state", "company_id"} & set(vals):
                raise UserError(self.env._("A sorting is carried out by its button."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and not {"state", "location_id", "categ_id", "company_id", "user_id"}.isdisjoint(vals):
            raise UserError(self.env._("A sorting keeps its place. Begin another one for another place."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        if self.filtered(lambda sorting: sorting.state != "open" or sorting.end_ids):
            raise UserError(self.env._("What has been carried out is kept."))

    # The screen

    @api.model
    @api.readonly
    def get_start(self):
        """What the start of the screen offers: ``places`` and ``types`` with counts, and ``open`` sortings to go on with."""
        self.check_access("read")
        lots = self.env["stock.lot"]
        places = self.env["stock.location"].search([("place_kind", "in", ("building", "floor", "store"))])
        types = lots._read_group(lots._present(), ["categ_id"], ["__count"])
        going_on = self.search([("state", "=", "open")], limit=20)
        return {
            "places": [
                {"id": place.id, "name": place.display_name, "count": place.piece_count}
                for place in places.sorted(lambda place: _natural_key(place.display_name))
                if place.piece_count
            ],
            "types": sorted(
                ({"id": categ.id, "name": categ.name, "count": count} for categ, count in types if categ),
                key=lambda entry: _natural_key(entry["name"]),
            ),
            "open": [
                {"id": sorting.id, "name": sorting.name, "decided": sorting.decided_count, "user": sorting.user_id.name}
                for sorting in going_on
            ],
        }

    @api.model
    def begin(self, location_id, categ_id=False):
        """The sorting of a place and type that is going on, or a new one; returns its id."""
        self.check_access("create")
        wanted = [("location_id", "=", location_id), ("categ_id", "=", categ_id), ("state", "=", "open")]
        known = self.search(wanted, limit=1)
        return (known or self.create({"location_id": location_id, "categ_id": categ_id})).id

    def _scope(self):
        """The domain of the pieces to sort: those of the place that we have, that nobody holds and that have no end yet."""
        self.ensure_one()
        domain = self.env["stock.lot"]._present() & Domain("location_id", "child_of", self.location_id.id)
        if self.categ_id:
            domain &= Domain("categ_id", "child_of", self.categ_id.id)
        return domain

    def _free(self):
        return (
            self._scope()
            & Domain("purpose", "!=", purpose.RESERVED)
            & Domain("end_line_ids", "not any", [("state", "in", ends.ACTIVE)])
        )

    @api.readonly
    def get_queue(self):
        """All that the screen shows, fetched once, so that no key press waits for the network.

        :return: ``pieces`` in the order of a walk (floor, room, model), with ``decision`` where there is one; ``models`` and
            ``places`` by id; ``left_out``: how many are held or about to leave; ``decisions`` in the order of the keys.
        """
        self.ensure_one()
        self.check_access("read")
        lots = self.env["stock.lot"].search_fetch(
            self._free(),
            ["name", "product_id", "location_id", "floor_id", "purpose", "condition", "damage_count", "year_made", "colour_id",
             "available_from"],
            limit=MOST + 1,
        )  # fmt: skip
        if len(lots) > MOST:
            raise UserError(
                self.env._("More than %s pieces stand there. Choose a floor, or a type of furniture.", MOST)
            )
        decided = {line.lot_id.id: line for line in self.line_ids if line.state != "done"}
        carried_out = {line.lot_id.id for line in self.line_ids if line.state == "done"}
        lots = lots.filtered(lambda lot: lot.id not in carried_out)
        photos, damages = self._photos(lots), self._damages(lots)
        order = {place: (place.floor_id.floor_number, _natural_key(place.name)) for place in lots.location_id}
        models = {model: _natural_key(model.name) for model in lots.product_id}
        walk = lots.sorted(lambda lot: (*order[lot.location_id], models[lot.product_id], lot.id))
        return {
            "name": self.name,
            "state": self.state,
            "left_out": self.env["stock.lot"].search_count(self._scope()) - len(lots) - len(carried_out),
            "decisions": list(DECISIONS),
            "models": {model.id: self._model_words(model, photos) for model in models},
            "places": {place.id: place.with_context(short_place=True).display_name for place in order},
            "pieces": [
                {
                    "id": lot.id,
                    "name": lot.name,
                    "model": lot.product_id.id,
                    "place": lot.location_id.id,
                    "purpose": lot.purpose,
                    "condition": lot.condition,
                    "colour": lot.colour_id.name or "",
                    "year": lot.year_made,
                    "damages": damages.get(lot.id, []),
                    "photo": photos.get(("lot", lot.id), ""),
                    "decision": decided[lot.id].decision if lot.id in decided else False,
                    "refusal": decided[lot.id].refusal or "" if lot.id in decided else "",
                }
                for lot in walk
            ],
        }

    def _model_words(self, model, photos):
        sizes = [size for size in (model.width, model.depth, model.height) if size]
        picture = model.categ_id.furniture_picture or "other"
        return {
            "name": model.name,
            "maker": model.maker_id.name or "",
            "type": model.categ_id.name,
            "size": " × ".join(f"{size:g}" for size in sizes),
            "photo": photos.get(
                ("model", model.product_tmpl_id.id), f"/bk_furniture_reuse/static/img/type_{picture}.svg"
            ),
        }

    def _photos(self, lots):
        """Addresses of the first photo of each piece and model that has one."""
        own = self.env["furniture.photo"].search_fetch([("lot_id", "in", lots.ids)], ["lot_id"], order="sequence, id")
        photos = {}
        for photo in own:
            photos.setdefault(("lot", photo.lot_id.id), f"/web/image/furniture.photo/{photo.id}/{PICTURE_SIZE}")
        # sudo: which models have a picture; the picture itself is asked for with the person's own rights.
        pictures = self.env["ir.attachment"].sudo()
        templates = lots.product_id.product_tmpl_id
        has_picture = [
            ("res_model", "=", "product.template"), ("res_field", "=", PICTURE_SIZE), ("res_id", "in", templates.ids),
        ]  # fmt: skip
        for picture in pictures.search_fetch(has_picture, ["res_id"]):
            photos["model", picture.res_id] = f"/web/image/product.template/{picture.res_id}/{PICTURE_SIZE}"
        return photos

    def _damages(self, lots):
        found = self.env["furniture.damage"].search(
            [("lot_id", "in", lots.filtered("damage_count").ids), ("repaired_on", "=", False)]
        )
        return {lot.id: damages.mapped("description") for lot, damages in found.grouped("lot_id").items()}

    def save(self, changes):
        """Keep decisions. ``changes``: a list of ``{"lots": ids, "decision": name or False, "available_from": date or False}``.

        A decision that is False is taken back. A later change of the same piece counts.
        """
        self.ensure_one()
        self._lock()
        wanted = {}
        today = fields.Date.context_today(self)
        for change in changes:
            decision, day = change["decision"], fields.Date.to_date(change.get("available_from") or False)
            if decision and decision not in DECISIONS:
                raise UserError(self.env._("“%s” is not one of the decisions.", decision))
            if day and day < today:
                raise UserError(self.env._("Choose a day that has not passed, or none: then it is available at once."))
            later = day if decision == AVAILABLE and day and day > today else False
            wanted.update(dict.fromkeys(change["lots"], (decision, later)))
        chosen = {lot_id for lot_id, (decision, _day) in wanted.items() if decision}
        known = self.env["stock.lot"].search(Domain("id", "in", list(chosen)) & self._scope())
        if len(known) != len(chosen):
            raise UserError(self.env._("Some of these pieces do not stand there any more. The list is fetched anew."))
        self._save_lines(wanted)
        return True

    def _save_lines(self, wanted):
        # sudo: lines are written by the system only; who may change the sorting is checked by the caller.
        every = self.env["furniture.sorting.line"].sudo()
        lines = every.search([("sorting_id", "=", self.id), ("lot_id", "in", list(wanted)), ("state", "!=", "done")])
        new = wanted.keys() - set(lines.lot_id.ids)
        now = self.env.cr.now()
        by_value = {}
        for line in lines:
            by_value.setdefault(wanted[line.lot_id.id], every.browse())
            by_value[wanted[line.lot_id.id]] |= line
        for (decision, day), same in by_value.items():
            if decision:
                same.write({**self._prepare_decision_vals(decision, day, now), "refusal": False})
            else:
                same.unlink()
        every.create(
            [
                {"sorting_id": self.id, "lot_id": lot_id, **self._prepare_decision_vals(*wanted[lot_id], now)}
                for lot_id in new
                if wanted[lot_id][0]
            ]
        )

    def _prepare_decision_vals(self, decision, day, now):
        return {
            "decision": decision,
            "available_from": day,
            "state": "decided",
            "decided_by_id": self.env.uid,
            "decided_on": now,
        }

    def _lock(self):
        self.check_access("write")
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is working with this sorting right now. Try again.")) from error
        if self.state != "open":
            raise UserError(self.env._("This sorting is carried out already. Begin a new one."))

    def action_open_screen(self):
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("bk_furniture_reuse.sorting_action")
        return {**action, "context": {"sorting_id": self.id}}
