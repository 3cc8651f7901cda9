from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.labels import SHEETS, LabelError, free_grid, render, roll
from .label_sentences import label_sentence

# Remembered for each person from one print to the next.
REMEMBERED = (
    "sheet", "sort", "with_code", "roll_width", "roll_height", "roll_dpi", "page_width", "page_height", "columns", "rows",
    "margin_left", "margin_right", "margin_top", "margin_bottom", "gap_x", "gap_y", "shift_x", "shift_y",
)  # fmt: skip


class FurnitureLabelPrint(models.TransientModel):
    """Print the labels of the chosen pieces or places: on which sheet, from which cell on. Lengths are in millimetres."""

    _name = "furniture.label.print"
    _description = "Print labels"

    lot_ids = fields.Many2many("stock.lot", string="Pieces", readonly=True)
    location_ids = fields.Many2many("stock.location", string="Places", readonly=True)
    label_count = fields.Integer("Labels", compute="_compute_label_count")
    sheet = fields.Selection(
        [
            ("avery_l7160", "Avery L7160: 3 x 7 labels of 63.5 x 38.1 mm"),
            ("avery_l7159", "Avery L7159: 3 x 8 labels of 63.5 x 33.9 mm"),
            ("avery_l4736", "Avery L4736: 4 x 12 labels of 45.7 x 21.2 mm"),
            ("grid", "Another sheet"),
            ("roll", "Label printer: one label at a time"),
        ],
        required=True,
        default="avery_l7160",
    )
    skip = fields.Integer("Labels used up", help="So many labels at the beginning of the first sheet are left out.")
    sort = fields.Selection([("place", "By place"), ("number", "By number")], "Order", required=True, default="place")
    with_code = fields.Boolean(
        "Code in clear", help="Prints the code as letters too, for a label whose QR code is worn."
    )
    summary = fields.Char(compute="_compute_summary")
    problem = fields.Char(compute="_compute_summary")

    # Label printer
    roll_width = fields.Float("Label width", default=57, digits=(6, 1))
    roll_height = fields.Float("Label height", default=32, digits=(6, 1))
    roll_dpi = fields.Selection(
        [("203", "203 dots per inch"), ("300", "300 dots per inch")], "Printer", required=True, default="203"
    )

    # Another sheet
    page_width = fields.Float(default=210, digits=(6, 1))
    page_height = fields.Float(default=297, digits=(6, 1))
    columns = fields.Integer(default=3)
    rows = fields.Integer(default=8)
    margin_left = fields.Float("Left margin", default=7, digits=(6, 1))
    margin_right = fields.Float("Right margin", default=7, digits=(6, 1))
    margin_top = fields.Float("Top margin", default=13, digits=(6, 1))
    margin_bottom = fields.Float("Bottom margin", default=13, digits=(6, 1))
    gap_x = fields.Float("Gap between columns", default=2.5, digits=(6, 1))
    gap_y = fields.Float("Gap between rows", default=0, digits=(6, 1))

    # A printer that feeds its paper a little off
    shift_x = fields.Float("Move to the right", digits=(6, 1))
    shift_y = fields.Float("Move down", digits=(6, 1))

    @api.depends("lot_ids", "location_ids")
    def _compute_label_count(self):
        for wizard in self:
            wizard.label_count = len(wizard.lot_ids) + len(wizard.location_ids)

    @api.depends("label_count", "skip", *(name for name in REMEMBERED if name not in ("sort", "with_code")))
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = wizard.problem = False
            try:
                sheet = wizard._make_sheet()
                sheet.check_skip(wizard._skipped())
            except LabelError as error:
                wizard.problem = label_sentence(self.env, error)
                continue
            pages = -(-(wizard.label_count + wizard._skipped()) // sheet.cells)
            wizard.summary = self.env._("Labels: %(labels)s, pages: %(pages)s", labels=wizard.label_count, pages=pages)

    @api.model
    def _open_for(self, targets):
        """The dialogue for these pieces or places. They are stored here, so that thousands need not travel to the browser."""
        if not targets:
            raise UserError(self.env._("There is nothing to print: choose at least one piece or place."))
        targets.check_access("read")
        field = "lot_ids" if targets._name == "stock.lot" else "location_ids"
        return self.create({field: [Command.set(targets.ids)]})._dialogue()

    def _dialogue(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print labels"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_print(self):
        """Remember the choices and open the PDF. What cannot be printed is said now, not in the browser's next window."""
        self.ensure_one()
        targets = self._targets()
        self.env["furniture.tag"]._own_by_target(targets)
        self._render(targets[:1])
        self._remember()
        return {
            "type": "ir.actions.act_url",
            "url": f"/furniture/labels/{self.id}",
            "target": "new",
            "close": True,
        }

    def _pdf(self):
        """The PDF (bytes) of all labels."""
        self.ensure_one()
        return self._render(self._targets())

    def _render(self, targets):
        try:
            return render(
                targets._labels(self.with_code),
                self._make_sheet(),
                self._skipped(),
                title=self.env._("Labels"),
                lang=(self.env.lang or "en").split("_")[0],
            )
        except LabelError as error:
            raise UserError(label_sentence(self.env, error)) from error

    def _targets(self):
        """The pieces or places in printing order; raises when the user may not see one of them."""
        # sudo: to learn of pieces that the user may not see (any more); they must stop the print, not vanish from it.
        targets = (self.sudo().lot_ids or self.sudo().location_ids).with_env(self.env)
        targets.check_access("read")
        return targets._label_order() if self.sort == "place" else targets.sorted("name")

    def _make_sheet(self):
        if self.sheet == "roll":
            sheet = roll(self.roll_width, self.roll_height, dpi=int(self.roll_dpi or 203))
        elif self.sheet == "grid":
            sheet = free_grid(
                self.page_width,
                self.page_height,
                self.columns,
                self.rows,
                left=self.margin_left,
                right=self.margin_right,
                top=self.margin_top,
                bottom=self.margin_bottom,
                gap_x=self.gap_x,
                gap_y=self.gap_y,
            )
        else:
            sheet = SHEETS[self.sheet or "avery_l7160"]
        return sheet.shifted(self.shift_x, self.shift_y)

    def _skipped(self):
        """A roll has no cells to skip, whatever was chosen for a sheet before."""
        return 0 if self.sheet == "roll" else self.skip

    def _remember(self):
        known = self.default_get(REMEMBERED)
        for name in REMEMBERED:
            if self[name] != known.get(name):
                self.env["ir.default"].set(self._name, name, self[name], user_id=True)
