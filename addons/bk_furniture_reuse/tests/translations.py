"""What the tests of the add-ons' Norwegian share: the live terms of a module against its `i18n/nb.po`."""

import io
import re

import polib
from odoo.modules.module import get_module_path
from odoo.tools.translate import trans_export

# %s, %d, %(name)s, %(name).2f, %%: what a translation must take over as it is. A per cent sign in running text ("80 % of") is none.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?(?:\.\d+)?[sdifgr]\b|%%")
TAG = re.compile(r"</?\w+[^>]*>|\{\{.*?\}\}")
# Attributes of a tag that are read by people, and so translated with it.
SPOKEN = re.compile(r"""\b(title|alt|aria-label|placeholder|data-tooltip)=("[^"]*"|'[^']*')""")
# Texts without a word: signs, numbers, units.
WORDLESS = re.compile(r"(?:<[^>]*>|[\W\d_]|\b(?:cm|kg|m²|NOK|kr|QR|ID|URL|PDF|XLSX|CSV)\b)*")
# The words of the interface: an English term, and what its translation holds. Words with several meanings are not listed.
GLOSSARY = {
    r"furniture types?": r"møbeltype",
    r"furniture models?": r"møbelmodell",
    r"pieces?": r"møb(el|l)",
    r"qr tags?": r"qr-merke",
    r"purposes?": r"formål",
    r"recycling": r"gjenvinning",
    r"damages?": r"skade",
    r"sites?": r"lokasjon",
    r"buildings?": r"bygg",
    r"floors?": r"etasje",
    r"rooms?": r"rom",
    r"zones?": r"sone",
    r"reservations?": r"reserv",
    r"reserved": r"reservert",
    r"in use": r"i bruk",
    r"stock-takes?": r"møbeltelling",
    r"owner units?": r"eierenhet",
    r"employees?": r"ansatt",
    r"reuse coordinators?": r"ombrukskoordinator",
    r"warehouse operators?": r"lagermedarbeider",
    r"procurement officers?": r"innkjøper",
    r"auditors?": r"revisor",
    r"furnishing projects?": r"møbleringsprosjekt",
    r"phases?": r"fase",
    r"buy used": r"kjøp brukt",
    r"buy new": r"kjøp nytt",
    r"deviations?": r"avvik",
    r"call-offs?": r"avrop",
}
# The interface says møbel, bygg and lokasjon.
UNWANTED = re.compile(r"\bobjekt|\bbygning|\blokalisasjon|\bstkr\b", re.IGNORECASE)


class TranslationMixin:
    """Mixed into a `TransactionCase`; `module` is the add-on, `same` the terms that are the same word in Norwegian."""

    module = None
    same = frozenset()

    def _live_terms(self):
        """What Odoo exports of the installed add-on: its Python, JavaScript, templates, views, fields and data."""
        stream = io.BytesIO()
        self.assertTrue(trans_export(None, [self.module], stream, "po", self.env))
        return {entry.msgid for entry in polib.pofile(stream.getvalue().decode())}

    def _norwegian(self):
        return polib.pofile(f"{get_module_path(self.module)}/i18n/nb.po")

    def _check_every_term_has_a_translation(self):
        translated = {entry.msgid for entry in self._norwegian() if entry.translated()}
        missing = sorted(self._live_terms() - translated)
        self.assertFalse(missing, f"{len(missing)} terms have no Norwegian in i18n/nb.po: {missing[:20]}")

    def _check_nothing_is_left_over(self):
        catalogue = self._norwegian()
        self.assertFalse([entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete])
        unknown = sorted({entry.msgid for entry in catalogue} - self._live_terms())
        self.assertFalse(unknown, f"{len(unknown)} translations that nothing asks for: {unknown[:20]}")

    def _check_placeholders_and_tags(self):
        for entry in self._norwegian():
            for pattern in (PLACEHOLDER, TAG):
                asked, given = (
                    sorted(pattern.findall(SPOKEN.sub(r"\1", text))) for text in (entry.msgid, entry.msgstr)
                )
                self.assertEqual(asked, given, entry.msgid)

    def _check_nothing_is_left_in_english(self):
        english = [
            entry.msgid
            for entry in self._norwegian()
            if entry.msgid == entry.msgstr
            and entry.msgid not in self.same
            and not WORDLESS.fullmatch(PLACEHOLDER.sub("", entry.msgid))
        ]
        self.assertFalse(english, "the same in both languages: translate, or list as the same word")

    def _check_words(self):
        wrong = []
        for entry in self._norwegian():
            source, target = (PLACEHOLDER.sub(" ", TAG.sub(" ", text)).lower() for text in (entry.msgid, entry.msgstr))
            # The longest term wins: a reuse coordinator is not also checked as something else.
            for english, norwegian in sorted(GLOSSARY.items(), key=lambda words: -len(words[0])):
                source, found = re.subn(rf"\b{english}\b", " ", source)
                if found and not re.search(norwegian, target):
                    wrong.append((entry.msgid, entry.msgstr, norwegian))
            if UNWANTED.search(entry.msgstr):
                wrong.append((entry.msgid, entry.msgstr, "a word that the interface does not use"))
        self.assertFalse(wrong, f"{len(wrong)} translations miss a word of the glossary: {wrong[:10]}")

    def _check_bokmaal_is_shown(self, term, translation):
        """The loader really reads the file for Norwegian users."""
        self.env["res.lang"]._activate_lang("nb_NO")
        self.env["ir.module.module"].search([("name", "=", self.module)])._update_translations(["nb_NO"])
        self.assertEqual(
            self.env[term[0]].with_context(lang="nb_NO").fields_get([term[1]])[term[1]]["string"], translation
        )
