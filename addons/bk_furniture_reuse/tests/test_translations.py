from odoo.tests import TransactionCase, tagged

from .translations import TranslationMixin


@tagged("post_install", "-at_install")
class TestTranslations(TranslationMixin, TransactionCase):
    """Norwegian users read Norwegian everywhere in the register."""

    module = "bk_furniture_reuse"
    same = frozenset({"Beige", "Import", "Problem", "Redesign", "Register", "Sofa", "Teak", "status"})

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
