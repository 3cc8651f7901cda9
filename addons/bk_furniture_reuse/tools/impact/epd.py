"""Read an environmental product declaration (EPD): what making the product emits, per piece or per kg.

Files of the format ILCD+EPD, as EPD programmes' data hubs serve them: XML, JSON (extended view) and the exported archive (ZIP). The XML alone
rarely says what is declared; the JSON and the archive do. A file is read whole or refused with ``EpdError(code)``; nothing is
guessed, nothing is fetched. Plain Python, no Odoo.
"""

import datetime
import re
from dataclasses import dataclass

from . import epd_json, epd_xml
from .epd_archive import Archive
from .epd_gwp import read_indicators
from .epd_unit import PIECE, read_unit
from .epd_values import EpdError, day, positive, text, year

MAX_BYTES = 20 * 1024 * 1024

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LANGUAGES = ("nb", "no", "nn", "en")


@dataclass(frozen=True)
class Epd:
    """A declaration. ``amount`` and ``unit`` are what its figures are for: so many pieces, kg, or another unit with a known ``mass``.

    ``mass`` is in kg of the declared unit, None when not stated. ``valid_until`` is the last day, or the last of the year when only the year
    is stated (``valid_until_exact`` False). ``service_life`` is in years.
    """

    uuid: str
    version: str | None
    name: str
    registration_number: str | None
    owner: str | None
    reference_year: int | None
    published: datetime.date | None
    valid_until: datetime.date | None
    valid_until_exact: bool
    amount: float
    unit: str
    mass: float | None
    service_life: float | None
    indicators: tuple
    source_format: str

    @property
    def preferred(self):
        """The indicator that the factor comes from: the first of ``INDICATORS`` that is stated and above zero."""
        return next(one for one in self.indicators if one.production > 0)

    @property
    def per_kg(self):
        """Whether the factor is for each kg; else it is for each piece."""
        return self.unit != PIECE

    @property
    def factor(self):
        """What making one piece emits (kg CO2e), or one kg where the declaration is not for pieces."""
        return self.preferred.production / (self.mass if self.per_kg else self.amount)

    @property
    def mass_per_piece(self):
        """What one piece weighs (kg), or None when that is not stated."""
        return None if self.per_kg or self.mass is None else self.mass / self.amount


def read_epd(content):
    """The declaration in ``content`` (bytes) as an ``Epd``.

    :raise EpdError: when it is no such file, or lacks what a factor needs
    """
    dataset, source_format = _open(content)
    uuid = (text(dataset.uuid, "UUID") or "").lower()
    if not _UUID.fullmatch(uuid):
        raise EpdError("no_uuid")
    name = _in_language(dataset.names, "name")
    if not name:
        raise EpdError("no_name")
    amount, unit, mass = read_unit(dataset)
    expires = day(dataset.expires, "expirationDateOfEPD")
    valid_year = year(dataset.valid_year, "dataSetValidUntil")
    return Epd(
        uuid=uuid,
        version=text(dataset.version, "dataSetVersion"),
        name=name,
        registration_number=text(dataset.registration, "registrationNumber"),
        owner=_in_language(dataset.owners, "owner"),
        reference_year=year(dataset.reference_year, "referenceYear"),
        published=day(dataset.published, "publicationDateOfEPD"),
        valid_until=expires or (datetime.date(valid_year, 12, 31) if valid_year else None),
        valid_until_exact=expires is not None,
        amount=amount,
        unit=unit,
        mass=mass,
        service_life=positive(dataset.service_life, "referenceServiceLife"),
        indicators=read_indicators(dataset),
        source_format=source_format,
    )


def _open(content):
    """The data set and the format it was in."""
    if len(content) > MAX_BYTES:
        raise EpdError("too_large")
    if content.startswith(b"PK\x03\x04"):
        archive = Archive(content, MAX_BYTES)
        dataset = epd_xml.read_process(archive.process())
        flow = archive.flow(dataset.flow_uuid)
        if flow is not None:
            epd_xml.add_flow(dataset, flow)
        return dataset, "zip"
    start = _start(content)
    if not start:
        raise EpdError("empty")
    if start.startswith("%pdf"):
        raise EpdError("pdf")
    if start.startswith("<"):
        if "<html" in start or "<!doctype html" in start:
            raise EpdError("html")
        return epd_xml.read_process(content), "xml"
    if start.startswith(("{", "[")):
        return epd_json.read_process(content), "json"
    raise EpdError("unknown_format")


def _start(content):
    """The first letters of a file, without what marks its encoding, in lower case."""
    head = content[:2048]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return head.decode(encoding, errors="replace").strip().casefold()


def _in_language(pairs, field):
    """The text in the language that is wanted most."""
    best = {}
    for language, value in pairs:
        cleaned = text(value, field)
        if cleaned:
            best.setdefault(language.split("-")[0].casefold(), cleaned)
    return next((best[language] for language in _LANGUAGES if language in best), next(iter(best.values()), None))
