from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from ..models.furniture_impact_factor_epd import INDICATORS
from ..models.furniture_impact_source_mixin import GRADES
from ..tools.impact.epd import EpdError, read_epd

MAX_FILES = 20
UPLOAD, READ = "upload", "read"


class FurnitureImpactEpdImport(models.TransientModel):
    """Factors from product declarations (EPD): files are read, a person says which furniture each is for, and the factors go into a draft.

    Nothing is written before the person has seen what was read; then all of it is written, or none.
    """

    _name = "furniture.impact.epd.import"
    _description = "Read product declarations (EPD)"

    state = fields.Selection([(UPLOAD, "Files"), (READ, "What they are for")], default=UPLOAD, required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    edition_id = fields.Many2one(
        "furniture.impact.edition",
        "Into the draft",
        default=lambda self: self.env["furniture.impact.edition"].search([("state", "=", "draft")], order="id desc", limit=1),
        domain=[("state", "=", "draft")],
        ondelete="cascade",
    )  # fmt: skip
    line_ids = fields.One2many("furniture.impact.epd.import.line", "import_id", string="Declarations")
    good_count = fields.Integer(compute="_compute_good_count")

    @api.depends("line_ids.error")
    def _compute_good_count(self):
        for wizard in self:
            wizard.good_count = len(wizard.line_ids.filtered(lambda line: not line.error))

    def action_new_edition(self):
        """Button: a draft to put the factors in, as a copy of the edition in force."""
        self.ensure_one()
        editions = self.env["furniture.impact.edition"]
        current = editions._in_force(fields.Date.context_today(self))
        if not current:
            raise UserError(self.env._("No edition is in force. Make one in the list of editions first."))
        self.edition_id = editions.browse(current.action_new_edition()["res_id"])
        return self._again()

    def action_read(self):
        """Button: read the files, and show what is in them."""
        self.ensure_one()
        if not self.attachment_ids:
            raise UserError(self.env._("Choose the files first."))
        if len(self.attachment_ids) > MAX_FILES:
            raise UserError(self.env._("Choose at most %s files at a time.", MAX_FILES))
        lines = [
            {"filename": attachment.name, **self._read_file(attachment.raw or b"")}
            for attachment in self.attachment_ids.sorted("id")
        ]
        self.write({"line_ids": [Command.clear(), *map(Command.create, lines)], "state": READ})
        return self._again()

    def action_back(self):
        """Button: choose other files."""
        self.ensure_one()
        self.write({"line_ids": [Command.clear()], "attachment_ids": [Command.clear()], "state": UPLOAD})
        return self._again()

    def action_import(self):
        """Button: a factor for each declaration that could be read; all of them or none."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: not line.error)
        if not lines:
            raise UserError(self.env._("None of the files can be used. Choose others."))
        if not self.edition_id:
            raise UserError(self.env._("Choose the draft edition that the factors go into, or make one."))
        self.edition_id._check_draft()
        lines._check_chosen()
        self.env["furniture.impact.factor"].create([line._factor_vals(self.edition_id) for line in lines])
        return {
            "type": "ir.actions.act_window",
            "res_model": "furniture.impact.edition",
            "res_id": self.edition_id.id,
            "view_mode": "form",
        }

    def _read_file(self, content):
        """The values of a line for one file."""
        try:
            epd = read_epd(content)
        except EpdError as error:
            return {"error": self._sentence(error)}
        preferred = epd.preferred
        return {
            "name": epd.name,
            "epd_uuid": epd.uuid,
            "epd_number": epd.registration_number,
            "owner": epd.owner,
            "published": epd.published,
            "valid_to": epd.valid_until,
            "source_year": epd.reference_year or (epd.published.year if epd.published else 0),
            "value": round(epd.factor, 3),
            "per_kg": epd.per_kg,
            "mass": round(epd.mass_per_piece or 0, 2),
            "service_life": epd.service_life or 0,
            "indicator": preferred.kind,
            "declared": self._declared(epd),
            "modules": [
                {"code": one.kind, "modules": {"A1-A3": one.production, **dict(one.modules)}} for one in epd.indicators
            ],
            **self._guess(epd),
        }

    def _declared(self, epd):
        """What the figures are for, in words."""
        unit = self.env._("pieces") if epd.unit == "piece" else epd.unit
        words = f"{formatLang(self.env, epd.amount, digits=2)} {unit}"
        return f"{words}, {formatLang(self.env, epd.mass, digits=2)} kg" if epd.mass else words

    def _guess(self, epd):
        """Which of our furniture it is for, where only one can be meant; the person decides."""
        models_ = self.env["product.template"].search(
            [("is_furniture", "=", True), ("name", "=ilike", epd.name)], limit=2
        )
        if len(models_) == 1:
            return {"product_tmpl_id": models_.id}
        maker = self.env["furniture.maker"].search([("name", "=ilike", epd.owner)], limit=2) if epd.owner else []
        return {"maker_id": maker.id} if len(maker) == 1 else {}

    def _again(self):
        """The same dialog, with what has changed."""
        action = self.env["ir.actions.act_window"]._for_xml_id("bk_furniture_reuse.furniture_impact_epd_import_action")
        return {**action, "res_id": self.id}


class FurnitureImpactEpdImportLine(models.TransientModel):
    """One file: what was read, or why it cannot be used, and which furniture it is for."""

    _name = "furniture.impact.epd.import.line"
    _description = "Product declaration (EPD) that was read"

    import_id = fields.Many2one("furniture.impact.epd.import", required=True, ondelete="cascade", index=True)
    filename = fields.Char("File", readonly=True)
    error = fields.Char("What is wrong", readonly=True)

    # What was read
    name = fields.Char("Product", readonly=True)
    epd_number = fields.Char("EPD number", readonly=True)
    epd_uuid = fields.Char("EPD id", readonly=True)
    owner = fields.Char("Maker in the declaration", readonly=True)
    published = fields.Date("Published on", readonly=True)
    valid_to = fields.Date("Valid until", readonly=True)
    source_year = fields.Integer("Reference year", readonly=True)
    declared = fields.Char("Declared for", readonly=True)
    value = fields.Float("A1-A3 (kg CO2e)", digits=(12, 3), readonly=True)
    per_kg = fields.Boolean(readonly=True)
    mass = fields.Float("Weight of a piece (kg)", digits=(8, 2), readonly=True)
    service_life = fields.Float("Lifetime (years)", readonly=True)
    indicator = fields.Selection(INDICATORS, readonly=True)
    modules = fields.Json("Stages", readonly=True)
    read_text = fields.Text("What was read", compute="_compute_read_text")

    # What it is for
    product_tmpl_id = fields.Many2one("product.template", "Furniture model", domain=[("is_furniture", "=", True)])
    maker_id = fields.Many2one("furniture.maker", "Or maker")
    kind_id = fields.Many2one("furniture.impact.kind", "And standard type")
    grade = fields.Selection(GRADES, compute="_compute_grade")
    is_expired = fields.Boolean(compute="_compute_grade")

    @api.depends("product_tmpl_id", "valid_to", "epd_number")
    def _compute_grade(self):
        today = fields.Date.context_today(self)
        for line in self:
            line.is_expired = bool(line.valid_to) and line.valid_to < today
            exact = line.product_tmpl_id and line.epd_number and line.valid_to and not line.is_expired
            line.grade = False if line.error else "a" if exact else "b"

    @api.depends("modules", "error")
    @api.depends_context("lang")
    def _compute_read_text(self):
        for line in self:
            line.read_text = line.error or line._words()

    def _words(self):
        def number(value):
            return formatLang(self.env, value, digits=2)

        labels = dict(self._fields["indicator"]._description_selection(self.env))
        words = [
            (self.name or "") + (f" ({self.epd_number})" if self.epd_number else ""),
            self.env._("Maker: %s", self.owner or self.env._("not stated")),
            self.env._("Valid until: %s", format_date(self.env, self.valid_to) if self.valid_to else self.env._("not stated")),
            self.env._("Declared for: %s", self.declared),
            self.env._("Making one kg: %s kg CO2e", number(self.value)) if self.per_kg else self.env._("Making one piece: %s kg CO2e", number(self.value)),
            self.env._("Indicator: %s", labels.get(self.indicator, "")),
            self.env._("Weight of a piece: %s", f"{number(self.mass)} kg" if self.mass else self.env._("not stated")),
        ]  # fmt: skip
        if self.is_expired:
            words.append(
                self.env._(
                    "It has run out: for its model it still counts, with grade B; for a maker's type it is not used."
                )
            )
        stages = self.env["furniture.impact.factor"]._modules_words(self.modules or [])
        return "\n".join([*words, self.env._("Stages of what is declared (kg CO2e):"), stages])

    def _check_chosen(self):
        """Refuse what is not for something, and what is in the edition already."""
        for line in self:
            if not line.product_tmpl_id and not (line.maker_id and line.kind_id):
                raise UserError(
                    self.env._(
                        "%s: choose the furniture model that the declaration is for, or a maker and a standard type.",
                        line.filename,
                    )
                )
        factors = self.env["furniture.impact.factor"].search([("edition_id", "=", self.import_id.edition_id.id), ("epd_uuid", "in", self.mapped("epd_uuid"))])  # fmt: skip
        there = {(*factor._scope()[:2], factor.epd_uuid) for factor in factors}
        for line in self:
            scope = ("model", line.product_tmpl_id.id) if line.product_tmpl_id else ("maker", line.maker_id.id)
            if (*scope, line.epd_uuid) in there:
                raise UserError(
                    self.env._(
                        "%(file)s: this declaration is in %(edition)s already, for the same furniture. Go back and leave the file out.",
                        file=line.filename,
                        edition=line.import_id.edition_id.name,
                    )
                )
            there.add((*scope, line.epd_uuid))

    def _factor_vals(self, edition):
        self.ensure_one()
        of_model = bool(self.product_tmpl_id)
        return {
            "edition_id": edition.id,
            "sequence": 5,
            "product_tmpl_id": self.product_tmpl_id.id,
            "maker_id": False if of_model else self.maker_id.id,
            "kind_id": False if of_model else self.kind_id.id,
            "value": self.value,
            "per_kg": self.per_kg,
            "mass": self.mass,
            "mass_note": self.env._("The declaration") if self.mass else False,
            "life_new": self.service_life or 15,
            "life_note": self.env._("The declaration") if self.service_life else False,
            "boundary": "a1a3",
            "grade": self.grade,
            "epd_number": self.epd_number,
            "epd_uuid": self.epd_uuid,
            "epd_indicator": self.indicator,
            "epd_modules": self.modules,
            "valid_from": self.published,
            "valid_to": self.valid_to,
            "source_author": self.owner,
            "source_year": self.source_year,
            "source_title": self.env._("Product declaration (EPD): %s", self.name),
            "source_page": self.epd_number,
        }
