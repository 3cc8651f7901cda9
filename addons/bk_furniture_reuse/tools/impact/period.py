"""Which days a chosen period has: a year, a quarter, a month, days that were chosen freely, or all days. Plain Python, no Odoo."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

YEAR, QUARTER, MONTH, RANGE, ALL = "year", "quarter", "month", "range", "all"
KINDS = (YEAR, QUARTER, MONTH, RANGE, ALL)
# Days are those of the municipality, whoever looks at them from wherever.
DAYS_OF = ZoneInfo("Europe/Oslo")
UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both with; None is open."""

    kind: str
    first: date | None = None
    last: date | None = None

    @property
    def whole_year(self):
        """The year that this is all of, or None."""
        return self.first.year if self.kind == YEAR else None

    def domain(self, field):
        """Domain of records whose date ``field`` lies in the period."""
        domain = []
        if self.first:
            domain.append((field, ">=", self.first.isoformat()))
        if self.last:
            domain.append((field, "<=", self.last.isoformat()))
        return domain

    def moments(self, field):
        """Domain of records whose moment ``field`` (UTC) lies in the period."""
        domain = []
        if self.first:
            domain.append((field, ">=", _midnight(self.first)))
        if self.last:
            domain.append((field, "<", _midnight(self.last + timedelta(days=1))))
        return domain


def read(kind=YEAR, year=None, quarter=None, month=None, first=None, last=None, today=None):
    """The period that a person chose; what is missing or makes no sense is as of ``today``.

    :param first, last: dates or ISO text, for a free range; the wrong way round, they are turned
    """
    today = today or date.today()
    year = _whole(year, 1900, 2999, today.year)
    if kind == QUARTER:
        number = _whole(quarter, 1, 4, (today.month + 2) // 3)
        return Period(QUARTER, date(year, 3 * number - 2, 1), _last_of(year, 3 * number))
    if kind == MONTH:
        number = _whole(month, 1, 12, today.month)
        return Period(MONTH, date(year, number, 1), _last_of(year, number))
    if kind == RANGE:
        first, last = _day(first), _day(last)
        if first and last and first > last:
            first, last = last, first
        return Period(RANGE, first, last)
    if kind == ALL:
        return Period(ALL)
    return Period(YEAR, date(year, 1, 1), date(year, 12, 31))


def _last_of(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def _whole(value, lowest, highest, otherwise):
    try:
        number = int(value)
    except (TypeError, ValueError):
        return otherwise
    return number if lowest <= number <= highest else otherwise


def _day(value):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or not value:
        return value or None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _midnight(day):
    return datetime.combine(day, time.min, DAYS_OF).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
