"""Which days a period has, and how a domain asks for them."""

from datetime import date

import pytest

from bk_furniture_reuse.tools.impact import period

TODAY = date(2026, 8, 15)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({}, date(2026, 1, 1), date(2026, 12, 31)),
        ({"kind": "year", "year": 2024}, date(2024, 1, 1), date(2024, 12, 31)),
        ({"kind": "quarter", "year": 2024, "quarter": 1}, date(2024, 1, 1), date(2024, 3, 31)),
        ({"kind": "quarter"}, date(2026, 7, 1), date(2026, 9, 30)),
        ({"kind": "month", "year": 2024, "month": 2}, date(2024, 2, 1), date(2024, 2, 29)),
        ({"kind": "month"}, date(2026, 8, 1), date(2026, 8, 31)),
        ({"kind": "range", "first": "2026-03-01", "last": "2026-02-01"}, date(2026, 2, 1), date(2026, 3, 1)),
        ({"kind": "range", "first": "2026-03-01"}, date(2026, 3, 1), None),
        ({"kind": "range", "first": "yesterday", "last": 7}, None, None),
        ({"kind": "all", "year": 2024}, None, None),
        ({"kind": "nonsense", "year": "2025"}, date(2025, 1, 1), date(2025, 12, 31)),
        ({"kind": "year", "year": "1; DROP TABLE"}, date(2026, 1, 1), date(2026, 12, 31)),
        ({"kind": "month", "month": 13}, date(2026, 8, 1), date(2026, 8, 31)),
    ],
)
def test_days(asked, first, last):
    found = period.read(**asked, today=TODAY)
    assert (found.first, found.last) == (first, last)


def test_the_months_of_a_year_are_its_days():
    months = [period.read("month", 2024, month=month, today=TODAY) for month in range(1, 13)]
    assert sum((one.last - one.first).days + 1 for one in months) == 366
    assert period.read("year", 2024).whole_year == 2024
    assert months[0].whole_year is None


def test_moments_are_days_in_norway():
    found = period.read("month", 2026, month=3, today=TODAY)
    # Winter at the first midnight, summer at the last.
    assert found.moments("date") == [("date", ">=", "2026-02-28 23:00:00"), ("date", "<", "2026-03-31 22:00:00")]
    assert found.domain("date") == [("date", ">=", "2026-03-01"), ("date", "<=", "2026-03-31")]
    assert period.read("all").domain("date") == period.read("all").moments("date") == []
