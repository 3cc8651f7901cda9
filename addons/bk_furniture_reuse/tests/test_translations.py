from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import code_translations

from .translations import TranslationMixin


@tagged("post_install", "-at_install")
class TestTranslations(TranslationMixin, TransactionCase):
    """Norwegian users read Norwegian everywhere in the register."""

    module = "bk_furniture_reuse"
    same = frozenset(
        {
            "%s CO2e",
            "Beige",
            "CO2e",
            "Data",
            "EN 15804+A1 (GWP)",
            "Glass",
            "object.name.replace('/', '-')",
            "Import",
            "Mine",
            "Normal",
            "OK",
            "Per kg",
            "Person",
            "Problem",
            "Program",
            "Redesign",
            "Register",
            "Sofa",
            "Start",
            "Sum",
            "Teak",
            "Transport",
            "Transport (kg CO2e)",
            "Type",
            "Whiteboard",
            "id",
            "kg CO2e",
            "km",
            "object._file_name()",
            "per kg",
            "status",
            "{{ object.name }}: {{ ctx.get('period_name') }}",
        }
    )

    def test_every_term_has_a_translation(self):
        self._check_every_term_has_a_translation()

    def test_nothing_is_left_over(self):
        self._check_nothing_is_left_over()

    def test_placeholders_and_tags(self):
        self._check_placeholders_and_tags()

    def test_nothing_is_left_in_english(self):
        self._check_nothing_is_left_in_english()

    def test_words(self):
        self._check_words()

    def test_bokmaal_is_shown(self):
        self._check_bokmaal_is_shown(("stock.lot", "purpose"), "Formål")

    def test_the_log_of_purposes_is_norwegian(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.env["ir.module.module"].search([("name", "=", self.module)])._update_translations(["nb_NO"])
        log = self.env["furniture.purpose.change"].with_context(lang="nb_NO").fields_get(["to_purpose"])
        self.assertEqual(dict(log["to_purpose"]["selection"])["in_use"], "I bruk")

    def test_words_that_odoo_lacks_reach_the_browser(self):
        words = code_translations.get_web_translations(self.module, "nb_NO")["messages"]
        self.assertIn({"id": "Custom Group", "string": "Egen gruppering"}, words)
