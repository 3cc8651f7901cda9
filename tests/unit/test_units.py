"""Quantities as people write them: each accepted spelling gives its number, everything else gives its reason."""

import datetime
import math

import pytest

from bk_furniture_reuse.tools.units import UnitError, length_cm, money_nok, weight_kg, whole_count


def why_not(convert, *args):
    with pytest.raises(UnitError) as caught:
        convert(*args)
    return caught.value.code


@pytest.mark.parametrize(
    ("written", "cm"),
    [
        (80, 80), (80.5, 80.5), ("80", 80), ("80 cm", 80), ("80cm", 80), ("80 CM.", 80), ("  80\u00a0cm ", 80), ("+80", 80), ("cm 80", 80),
        ("800 mm", 80), ("800mm", 80), ("805 mm", 80.5), ("1 200 mm", 120), ("1\u00a0200 mm", 120), ("1\u202f200 mm", 120), ("1'200 mm", 120),
        ("1.200,5 mm", 120.05), ("1,200.5 mm", 120.05), ("1 200,5 mm", 120.05),
        ("0,80 m", 80), ("0.80 m", 80), ("0,8m", 80), ("1,234 m", 123.4), ("1.234 meter", 123.4), ("2 m", 200), ("8 dm", 80),
        ("61,5", 61.5), ("61.5", 61.5), ("61,25 cm", 61.25), ("0,725", 0.73), ("1 234,5", 1234.5), (2000, 2000), (0.1 + 0.2, 0.3),
    ],
)  # fmt: skip
def test_lengths(written, cm):
    assert length_cm(written) == cm


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "not_a_number"), ("bred", "not_a_number"), ("60-80", "not_a_number"), ("60–80 cm", "not_a_number"), ("160x80", "not_a_number"),
        ("1,2,3", "not_a_number"), ("1.234.5", "not_a_number"), ("1 20 mm", "not_a_number"), ("80,", "not_a_number"), ("80,-", "not_a_number"),
        ("1e2", "not_a_number"), ("NaN", "not_a_number"), ("inf", "not_a_number"), ("ca. 80", "unknown_unit"), ("80 cm bred", "not_a_number"),
        ('80"', "not_a_number"), ("80²", "unknown_unit"), ("٨٠", "not_a_number"), ("8" * 100, "not_a_number"), ("80 %", "not_a_number"),
        ("=80", "not_a_number"), ("-", "not_a_number"),
        (None, "not_a_number"), (True, "not_a_number"), (math.nan, "not_a_number"), (math.inf, "not_a_number"),
        (datetime.date(2020, 1, 1), "not_a_number"), (datetime.timedelta(1), "not_a_number"), ([80], "not_a_number"),
        ("80 tommer", "unknown_unit"), ("80 kg", "unknown_unit"), ("in 80", "unknown_unit"),
        ("-80", "negative"), ("−80 cm", "negative"), (-80, "negative"), ("- 80", "negative"),
        ("0", "zero"), (0, "zero"), ("0,00 m", "zero"), (1e-300, "zero"),
        (2000.1, "too_large"), ("20,01 m", "too_large"), (1e300, "too_large"), ("m 80", "too_large"),
        ("1.200", "ambiguous"), ("1,200", "ambiguous"), ("1.200 mm", "ambiguous"), ("1,200 cm", "ambiguous"),
    ],
)  # fmt: skip
def test_what_is_no_length(written, code):
    assert why_not(length_cm, written) == code


def test_the_unit_of_the_heading_holds_for_bare_numbers_only():
    assert length_cm(800, "mm") == 80
    assert length_cm("800", "mm") == 80
    assert length_cm("0,8 m", "mm") == 80
    assert length_cm("1.200", "m") == 120
    assert why_not(length_cm, 80, "tommer") == "unknown_unit"


@pytest.mark.parametrize(
    ("written", "kg"),
    [
        (7.4, 7.4),
        ("7,4", 7.4),
        ("7,4 kg", 7.4),
        ("7400 g", 7.4),
        ("250 gram", 0.25),
        ("1 200 g", 1.2),
        ("12 kilo", 12),
        ("6,0", 6),
    ],
)
def test_weights(written, kg):
    assert weight_kg(written) == kg


def test_what_is_no_weight():
    assert why_not(weight_kg, "tung") == "not_a_number"
    assert why_not(weight_kg, "7 cm") == "unknown_unit"
    assert why_not(weight_kg, 0) == "zero"
    assert why_not(weight_kg, 2001) == "too_large"
    assert why_not(weight_kg, "1.200 kg") == "ambiguous"


@pytest.mark.parametrize(
    ("written", "nok"),
    [
        (5200, 5200), ("kr 5 200,-", 5200), ("kr. 5.200,-", 5200), ("5.200,00", 5200), ("5,200.00", 5200), ("5 200", 5200), ("5.200", 5200),
        ("5,200", 5200), ("5200,50", 5200.5), ("5200 kr", 5200), ("NOK 5200", 5200), ("5200 NOK", 5200), ("1.250.000", 1250000), (0, 0), ("0", 0),
        ("5200,--", 5200), ("0,500", 0.5),
    ],
)  # fmt: skip
def test_money(written, nok):
    assert money_nok(written) == nok


def test_what_is_no_money():
    assert why_not(money_nok, "€ 50") == "not_a_number"
    assert why_not(money_nok, "50 EUR") == "unknown_unit"
    assert why_not(money_nok, "-5") == "negative"
    assert why_not(money_nok, "gratis") == "not_a_number"
    assert why_not(money_nok, 0.001) == "zero"


@pytest.mark.parametrize(
    ("written", "count"), [(3, 3), (3.0, 3), ("3", 3), ("3,0", 3), ("3 stk", 3), ("3 stk.", 3), ("1 000", 1000)]
)
def test_counts(written, count):
    result = whole_count(written)
    assert result == count
    assert type(result) is int


def test_what_is_no_count():
    assert why_not(whole_count, 2.5) == "not_whole"
    assert why_not(whole_count, "2,5") == "not_whole"
    assert why_not(whole_count, 0) == "zero"
    assert why_not(whole_count, -3) == "negative"
    assert why_not(whole_count, "tre") == "not_a_number"
    assert why_not(whole_count, True) == "not_a_number"
    assert why_not(whole_count, "1.000") == "ambiguous"
    assert why_not(whole_count, 10**10) == "too_large"


def test_an_integer_of_thousands_of_digits_is_too_large():
    assert why_not(length_cm, 10**5000) == "too_large"
    assert why_not(whole_count, 10**5000) == "too_large"
    assert why_not(money_nok, -(10**5000)) == "negative"
