"""What headings are called, in Norwegian and English, and which unit they name."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from ..units import LENGTH_UNITS, MONEY_UNITS, WEIGHT_UNITS
from .fields import FIELDS

_WORDS = {
    "code": "qr-kode; kode; qr kode; qrkode; qr; qr-nr; qr-nummer; qr-merke; strekkode; merkenummer; merkelapp; møbel-id; id-merke; brikke; inventarnummer; "
    "inventarnr; qr code; qrcode; tag; tag code; barcode; asset tag; inventory number",
    "name": "produktnavn; produkt; navn; møbel; modell; modellnavn; møbelmodell; varenavn; betegnelse; benevnelse; gjenstand; artikkel; "
    "product name; product; name; model; model name; item; item name; furniture model; furniture",
    "type": "kategori; møbeltype; type; møbelkategori; produkttype; produktkategori; varegruppe; gruppe; category; furniture type; product type; "
    "product category; item type",
    "maker": "produsent; fabrikant; merke; merkevare; leverandør/produsent; maker; manufacturer; brand; producer; make",
    "count": "antall; ant; ant.; stk; antall stk; antall møbler; antal; mengde; count; quantity; qty; number; pieces; no of pieces; number of pieces; pcs",
    "colour": "farge; farger; fargenavn; hovedfarge; colour; color; main colour; main color",
    "material": "materiale; material; materialer; materials",
    "width": "bredde; br; br.; b; lengde/bredde; width; w",
    "depth": "dybde; djupne; djup; dyp; d; depth",
    "height": "høyde; høgde; hoyde; hoeyde; h; total høyde; totalhøyde; height; total height",
    "seat_height": "sittehøyde; sitthøyde; setehøyde; sittehøgde; sh; seat height; seating height",
    "weight": "vekt; vekt pr stk; vekt per stk; vekt pr. stk.; stykkvekt; weight; unit weight; weight each",
    "condition": "tilstand; tilstandsgrad; tilstandsvurdering; kvalitet; stand; grad; condition; condition grade; grade",
    "damage": "skader; skade; feil og mangler; mangler; skadebeskrivelse; damages; damage; defects; faults",
    "purpose": "status; formål; føremål; planlagt bruk; disponering; planstatus; purpose; planned use; state",
    "site": "lokasjon; sted; eiendom; anlegg; område; lokalitet; site; location; property; campus",
    "building": "bygg; bygning; byggnavn; bygningsnavn; bygg/adresse; hus; building; building name",
    "floor": "etasje; etg; etg.; plan; høgd; floor; storey; story; level",
    "room": "rom; romnummer; romnr; romnr.; rom nr; rom nr.; romnavn; rom-id; kontor; room; room number; room no; room no.; room name",
    "year": "innkjøpsår; kjøpsår; anskaffelsesår; anskaffet; innkjøpt; innkjøpt år; produksjonsår; årgang; år; byggeår; årsmodell; "
    "year; purchase year; year of purchase; year made; year bought; bought; production year; manufactured",
    "price_new": "nypris; pris ny; pris som ny; nypris pr stk; nypris per stk; innkjøpspris; anskaffelsespris; anskaffelseskost; pris; kjøpspris; "
    "price new; new price; price when new; purchase price; price; list price; unit price",
    "owner_unit": "eierenhet; eier; enhet; virksomhet; avdeling; eiende enhet; tjenestested; etat; owner unit; owner; owning unit; unit; department",
    "available_from": "tilgjengelig fra; ledig fra; frigis; frigjøres; tilgjengelig dato; available from; free from; release date",
    "remark": "merknad; merknader; kommentar; kommentarer; anmerkning; notat; notater; beskrivelse; annet; remark; remarks; comment; comments; note; "
    "notes; description",
}
# The column that our own error workbook adds; it is read past when the mended file comes back.
REPORT_HEADINGS = ("Errors and notices", "Feil og merknader")

_UNIT_TABLES = {"length": LENGTH_UNITS, "weight": WEIGHT_UNITS, "money": MONEY_UNITS}
_EVERY_UNIT = frozenset().union(*_UNIT_TABLES.values())
# Words in brackets that say nothing about the unit: "(pr stk)", "(hvis kjent)".
_HARMLESS = frozenset(
    [
        "pr",
        "per",
        "stk",
        "ca",
        "ved",
        "kjøp",
        "mål",
        "utvendig",
        "total",
        "totalt",
        "ny",
        "eks",
        "ekskl",
        "inkl",
        "mva",
        "hvis",
        "kjent",
        "valgfritt",
        "påkrevd",
        "obligatorisk",
        "uten",
        "enhet",
        "er",
        "each",
        "approx",
        "optional",
        "new",
        "incl",
        "excl",
        "vat",
        "if",
        "known",
        "required",
    ]
)
_ACCENTS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ö": "o", "ä": "a", "é": "e", "è": "e", "ò": "o", "ü": "u"})
_BRACKETS = re.compile(r"^(?P<text>.*?)\s*[(\[{](?P<unit>[^()\[\]{}]*)[)\]}]\s*$", re.DOTALL)
_LAST_WORD = re.compile(r"^(?P<text>.+?)(?:\s+|_|,\s*|/|\s*-\s*)(?:i\s+|in\s+)?(?P<unit>[^\W\d_]+)\.?$", re.DOTALL)


class Recognised(NamedTuple):
    """What a heading says: the field, the unit of its numbers, and the bracket text that is no unit we know."""

    field: str | None
    unit: str | None = None
    unknown_unit: str | None = None


def heading_key(text):
    """A heading without case, accents, blanks and decoration, for comparing."""
    text = unicodedata.normalize("NFKC", str(text)).casefold()
    text = unicodedata.normalize("NFC", text).translate(_ACCENTS)
    return " ".join(re.sub(r"[\s_*:?!.\"']+", " ", text).split()).strip(" -–")


_BY_KEY = {heading_key(word): field for field, words in _WORDS.items() for word in words.split(";")}
_BY_KEY.update({heading_key(field): field for field in FIELDS})
_REPORT_KEYS = frozenset(map(heading_key, REPORT_HEADINGS))


def known_words():
    """``{heading key: field}`` of every synonym, for suggestions."""
    return _BY_KEY


def is_report_heading(text):
    """Is this the column that the error workbook added?"""
    return heading_key(text) in _REPORT_KEYS


@lru_cache(maxsize=4096)
def recognise(text):
    """The field and unit of a heading, ``Recognised(None)`` when it is none that we know."""
    text = str(text)
    if len(text) > 100:
        return Recognised(None)
    for part, unit in _readings(text):
        field = _BY_KEY.get(heading_key(part))
        if field:
            return _with_unit(field, unit)
    return Recognised(None)


def unit_of(text, field):
    """The unit that a heading names for a field that a person mapped to it."""
    for _part, unit in _readings(str(text)):
        known = _with_unit(field, unit)
        if unit and (known.unit or known.unknown_unit is None):
            return known
    return Recognised(field)


def _readings(text):
    yield text, None
    match = _BRACKETS.match(text)
    if match:
        yield match["text"], match["unit"].strip()
        inner = _LAST_WORD.match(match["text"])
        if inner and inner["unit"].casefold() in _EVERY_UNIT:
            yield inner["text"], inner["unit"]
    match = _LAST_WORD.match(text.strip())
    if match and match["unit"].casefold() in _EVERY_UNIT:
        yield match["text"], match["unit"]


def _with_unit(field, unit):
    table = _UNIT_TABLES.get(FIELDS[field].kind)
    if not unit or table is None:
        return Recognised(field)
    words = re.findall(r"[^\W\d_]+", unit.casefold())
    units = [word for word in words if word in table]
    if len(units) == 1 and not re.search(r"\d", unit):
        return Recognised(field, units[0])
    # "(tommer)" or "(1000 kr)" name a unit that would be read wrongly.
    harmless = not units and set(words) <= _HARMLESS
    return Recognised(field, None, None if harmless else unit)


def heading_score(cells):
    """How many different fields a row of cells names."""
    fields = set()
    for cell in cells:
        if isinstance(cell, str) and cell:
            field = recognise(cell).field
            if field:
                fields.add(field)
    return len(fields)
