import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.floor_drawing import MAX_BYTES, MAX_PAGES, DrawingError, draw

# Places that can be drawn as one sheet: floors, and buildings and stores without floors.
FLOOR_KINDS = ("floor", "building", "store")


class FurnitureFloorPlan(models.Model):
    """The drawing of one floor. A new drawing archives the one before it; rooms and pins belong to the places, and stay."""

    _name = "furniture.floor.plan"
    _description = "Floor plan"
    _order = "active desc, id desc"
    _rec_name = "floor_id"

    floor_id = fields.Many2one(
        "stock.location",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("place_kind", "in", FLOOR_KINDS)],
    )
    active = fields.Boolean(default=True)
    image = fields.Image(string="Drawing", required=True, attachment=True)
    width = fields.Integer(readonly=True, help="In pixels.")
    height = fields.Integer(readonly=True, help="In pixels.")
    scale = fields.Float(string="Centimetres per pixel", digits=(12, 4), help="Empty when nobody has measured.")
    file_name = fields.Char(string="File", readonly=True)

    _one_active = models.UniqueIndex(
        "(floor_id) WHERE active", "This floor has a drawing already: archive that one first."
    )
    _scale_not_negative = models.Constraint("CHECK(coalesce(scale, 0) >= 0)", "A scale cannot be negative.")

    @api.constrains("floor_id")
    def _check_floor(self):
        for plan in self:
            floor = plan.floor_id
            if floor.place_kind not in FLOOR_KINDS or floor._plan_place() != floor:
                raise ValidationError(
                    self.env._(
                        "%s is no floor. Choose a floor, or a building or store without floors.", floor.display_name
                    )
                )
        divided = self.env["stock.location"].search(
            [("place_kind", "=", "floor"), ("building_id", "in", self.floor_id.ids)], limit=1
        )
        if divided.building_id & self.floor_id:
            raise ValidationError(
                self.env._("%s has floors. Give each floor its own drawing.", divided.building_id.display_name)
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._drawn(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._drawn(vals))

    @api.model
    def upload_drawing(self, floor_id, content, file_name, page=1):
        """A new drawing for a floor: what people do on the screen. The drawing before it is archived.

        :param content: the file (base64): PNG, JPEG, WebP or PDF
        :param page: which page of a PDF, from 1
        :return: ``{id, reshaped}``; reshaped when its proportions differ from the drawing before, so that rooms may not fit
        """
        self.check_access("create")
        floor = self.env["stock.location"].browse(int(floor_id)).exists()
        if not floor:
            raise UserError(self.env._("This floor is gone. Open the floor plan anew."))
        floor.check_access("read")
        before = self.search([("floor_id", "=", floor.id)])
        before.action_archive()
        before.flush_recordset(["active"])  # or the database would see two drawings in use
        vals = {"floor_id": floor.id, "image": content, "file_name": (file_name or "")[:200]}
        plan = self.with_context(drawing_page=page).create([vals])
        ratios = [sheet.width / sheet.height for sheet in before | plan if sheet.height]
        return {"id": plan.id, "reshaped": len(ratios) > 1 and max(ratios) / min(ratios) > 1.02}

    @api.model
    def _drawn(self, vals):
        """The values with the drawing drawn anew, whatever was uploaded, and its size."""
        vals = {name: value for name, value in vals.items() if name not in ("width", "height")}
        if not vals.get("image"):
            return vals
        page = self.env.context.get("drawing_page") or 1
        try:
            content = base64.b64decode(vals["image"])
            image, width, height = draw(content, page if isinstance(page, int) else 1)
        except binascii.Error as error:
            raise UserError(self._refusal(DrawingError("unreadable"))) from error
        except DrawingError as error:
            raise UserError(self._refusal(error)) from error
        return {**vals, "image": base64.b64encode(image), "width": width, "height": height}

    @api.model
    def _refusal(self, error):
        """What the person is told, and what to do next."""
        return {
            "empty": self.env._("The file is empty. Choose another."),
            "too_large": self.env._(
                "The drawing is too large. Choose a file of at most %s MB and 50 million pixels.",
                MAX_BYTES // 1_000_000,
            ),
            "unreadable": self.env._(
                "The file is not a drawing that we can show. Choose a PNG, JPEG, WebP or PDF file."
            ),
            "svg": self.env._(
                "SVG files can hold programs, so they are not accepted. Save the drawing as PDF or PNG, and choose that."
            ),
            "pdf_unreadable": self.env._(
                "The PDF cannot be read. Open it, print it to a new PDF or save it as PNG, and choose that."
            ),
            "pdf_encrypted": self.env._("The PDF is locked with a password. Save a copy without one, and choose that."),
            "pdf_no_pages": self.env._("The PDF has no pages. Choose another file."),
            "pdf_many_pages": self.env._(
                "The PDF has %(pages)s pages, and %(most)s is the most. Save the page with the floor as a file of its own.",
                pages=error.pages,
                most=MAX_PAGES,
            ),
            "pdf_page": self.env._("The PDF has no such page: choose a page from 1 to %s.", error.pages),
            "pdf_heavy": self.env._("The PDF takes too long to draw. Save the page as PNG, and choose that."),
            "pdf_no_reader": self.env._("This server cannot read PDF. Save the page as PNG, and choose that."),
        }[error.code]
