"""Tag codes: what is printed must come back from every way of reading it, and a slip must be noticed."""

import itertools
import random
import re

import pytest

from bk_furniture_reuse.tools import tag_code

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def complete(ten):
    return ten + tag_code.check_character(ten)


def test_new_codes_are_valid_distinct_and_of_the_alphabet():
    codes = tag_code.new_codes(5000)
    assert len(set(codes)) == 5000
    assert all(re.fullmatch(f"[{ALPHABET}]{{11}}", code) for code in codes)
    assert all(tag_code.is_valid(code) for code in codes)


def test_every_symbol_comes_at_every_random_position():
    codes = tag_code.new_codes(5000)
    for position in range(11):
        assert {code[position] for code in codes} == set(ALPHABET)


def test_no_codes_wanted():
    assert tag_code.new_codes(0) == []


def test_codes_of_two_batches_differ():
    assert not set(tag_code.new_codes(1000)) & set(tag_code.new_codes(1000))


def test_known_codes_stay_valid():
    """Stickers are out there: the arithmetic may never change. Worked out by hand in the field modulo x^5 + x^2 + 1."""
    # All symbols 0: only the constant is left. One symbol "1" just before the check: weight x, so 2 + 1 = 3.
    assert complete("0000000000") == "00000000001"
    assert complete("0000000001") == "00000000013"
    # "1" at the first place has weight x^10 = x^5 * x^5 = (x^2+1)^2 = x^4+1 = 17; with the constant 16, the symbol G.
    assert complete("1000000000") == "1000000000G"
    # Z is x^4+x^3+x^2+x+1 = 31; times x: x^5+x^4+x^3+x^2+x = x^4+x^3+x+1 = 27, with the constant 26, the symbol T.
    assert complete("000000000Z") == "000000000ZT"


def test_every_single_wrong_character_is_found():
    """Exhaustive: all positions, all pairs of symbols, on several codes (the code is linear, so one would do)."""
    generator = random.Random(1)
    for _ in range(20):
        code = complete("".join(generator.choices(ALPHABET, k=10)))
        for position, wrong in itertools.product(range(11), ALPHABET):
            if wrong != code[position]:
                assert not tag_code.is_valid(code[:position] + wrong + code[position + 1 :])


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(range(10), 2)))
def test_every_exchange_of_two_characters_is_found(first, second):
    """Exhaustive over positions (neighbours are among them) and all pairs of unlike symbols."""
    for one, other in itertools.permutations(ALPHABET, 2):
        ten = list("7H3K9Q2MX0")
        ten[first], ten[second] = one, other
        code = list(complete("".join(ten)))
        code[first], code[second] = other, one
        assert not tag_code.is_valid("".join(code))


@pytest.mark.parametrize("position", range(10))
def test_every_exchange_with_the_check_character_is_found(position):
    seen = set()
    # Two free symbols: one walks through the position, one makes the check character take every value.
    other = 5 if position != 5 else 6
    for one, two in itertools.product(ALPHABET, repeat=2):
        ten = list("7H3K9Q2MX0")
        ten[position], ten[other] = one, two
        code = list(complete("".join(ten)))
        seen.add((code[position], code[10]))
        if code[position] != code[10]:
            code[position], code[10] = code[10], code[position]
            assert not tag_code.is_valid("".join(code))
    assert len(seen) == 32 * 32


def test_every_doubled_slip_is_found():
    """``aa`` typed for ``bb``: the commonest slip after the other two."""
    for position, (wrong, right) in itertools.product(range(9), itertools.permutations(ALPHABET, 2)):
        ten = list("7H3K9Q2MX0")
        ten[position] = ten[position + 1] = right
        code = complete("".join(ten))
        assert not tag_code.is_valid(code[:position] + wrong * 2 + code[position + 2 :])


def test_a_row_of_zeros_is_no_code():
    assert not tag_code.is_valid("0" * 11)
    assert not tag_code.is_valid("OOOO-OOOO-OOO")


@pytest.mark.parametrize(
    "text",
    [
        "{code}",
        " {code}\r\n",
        "{lower}",
        "{readable}",
        "{readable_lower}",
        "7h3k 9q2m x0{last}",
        "7h3k–9q2m‑xo{last}",
        "HTTPS://GJENBRUK.KOMMUNE.NO/M/{code}",
        "https://gjenbruk.kommune.no/m/{lower}",
        "https://gjenbruk.kommune.no/m/{code}/",
        "https://gjenbruk.kommune.no/M/{code}?utm_source=x/y#top",
        "http://192.168.1.7:8069/m/{code}#/m/00000000001",
        "https://intranett.kommune.no/ombruk/m/{readable}",
        "gjenbruk.kommune.no/m/{code}",
        "/m/{code}",
    ],
)
def test_spellings_of_one_code(text):
    code = complete("7H3K9Q2MX0")
    readable = tag_code.format_readable(code)
    spelt = text.format(
        code=code, lower=code.lower(), readable=readable, readable_lower=readable.lower(), last=code[-1]
    )
    assert tag_code.normalise(spelt) == code
    assert tag_code.is_valid(spelt)


def test_letters_read_for_digits():
    code = complete("0110110110")
    assert tag_code.normalise("oILOil0LIo" + code[-1]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "   ",
        "BK-100004",
        "7038010013966",
        "978-82-02-24567-2",
        "7H3K9Q2MX",
        "7H3K9Q2MX0U0",
        "7H3K9Q2MXU0",
        "æøåæøåæøåæø",
        "https://other.example/item/7H3K9Q2MX0P",
        "https://other.example/m/",
        "https://other.example/?q=/m/7H3K9Q2MX0P",
        "https://other.example/#/m/7H3K9Q2MX0P",
        "M/7H3K9Q2MX0P/edit",
        "javascript:alert(1)",
        "/" * 5000,
    ],
)
def test_what_is_not_our_code(text):
    assert tag_code.normalise(text) == ""
    assert not tag_code.is_valid(text)


@pytest.mark.parametrize(
    "text",
    [
        "BK-100004",
        "7038010013966",
        "0012345",
        "https://other.example/I/oO0-l1?token=aB%2f",
        "ABC il O0",
        "]C10107038010013966",
        "Stol nr. 7 – møterom Åse",
    ],
)
def test_foreign_codes_are_left_alone(text):
    assert tag_code.normalise_foreign(text) == text
    assert tag_code.normalise_foreign(f"\ufeff {text}\r\n") == text


def test_foreign_code_composes_letters():
    """A file from a Mac writes å as two characters; the scanner gives one."""
    assert tag_code.normalise_foreign("A\u030as-1") == "Ås-1"
    assert tag_code.normalise_foreign(None) == ""


def test_format_readable_groups_for_the_telephone():
    assert tag_code.format_readable("7H3K9Q2MX0P") == "7H3K-9Q2M-X0P"


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://gjenbruk.kommune.no", "HTTPS://GJENBRUK.KOMMUNE.NO/M/7H3K9Q2MX0P"),
        ("https://gjenbruk.kommune.no/", "HTTPS://GJENBRUK.KOMMUNE.NO/M/7H3K9Q2MX0P"),
        ("http://localhost:8069", "HTTP://LOCALHOST:8069/M/7H3K9Q2MX0P"),
        ("https://møbler.kommune.no", "HTTPS://XN--MBLER-VUA.KOMMUNE.NO/M/7H3K9Q2MX0P"),
        ("http://[2001:db8::1]:8069", "HTTP://[2001:DB8::1]:8069/M/7H3K9Q2MX0P"),
        ("https://kommune.no/Ombruk/", "HTTPS://KOMMUNE.NO/Ombruk/M/7H3K9Q2MX0P"),
    ],
)
def test_tag_url(base_url, url):
    assert tag_code.tag_url(base_url, "7H3K9Q2MX0P") == url
    assert tag_code.normalise(url) == "7H3K9Q2MX0P"


def test_tag_url_fits_the_small_qr_mode():
    assert set(tag_code.tag_url("https://gjenbruk.kommune.no:8443", "7H3K9Q2MX0P")) <= QR_ALPHANUMERIC


@pytest.mark.parametrize(
    "base_url",
    ["", None, "gjenbruk.kommune.no", "ftp://kommune.no", "https://", "https://user:pw@kommune.no", "https://kommune.no/?a=1",
     "https://kommune.no/#x", "https://kommune.no:99999", "https://" + "å" * 80 + ".no"],
)  # fmt: skip
def test_tag_url_refuses_what_no_phone_could_open(base_url):
    with pytest.raises(ValueError, match=r"^The web address for tags .*\.$"):
        tag_code.tag_url(base_url, "7H3K9Q2MX0P")


def test_random_text_never_raises():
    generator = random.Random(7)
    for _ in range(3000):
        text = "".join(
            chr(generator.choice((generator.randrange(0x20, 0x7F), generator.randrange(0xD7FF))))
            for _ in range(generator.randrange(40))
        )
        code = tag_code.normalise(text)
        assert code == "" or re.fullmatch(f"[{ALPHABET}]{{11}}", code)
        tag_code.normalise_foreign(text)
