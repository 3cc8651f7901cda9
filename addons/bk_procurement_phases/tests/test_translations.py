from odoo.tests import TransactionCase, tagged

from odoo.addons.bk_furniture_reuse.tests.translations import TranslationMixin


@tagged("post_install", "-at_install")
class TestTranslations(TranslationMixin, TransactionCase):
    """Norwegian users read Norwegian everywhere in furnishing projects."""

    module = "bk_procurement_phases"
    same = frozenset({"Plan", "Redesign", '<span class="me-1">Redesign</span>', "Start"})

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
        self._check_bokmaal_is_shown(("procurement.project", "reuse_goal"), "Ombruksmål (%)")
