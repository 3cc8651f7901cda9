"""The code on a printed tag: how it is made, read back, written and turned into an address.

A code is eleven characters of Crockford's base 32 (digits and capital letters without I, L, O and U, so that nothing
on a worn sticker can be read as something else): ten random ones, 50 bits, and a check character. It holds nothing
but identity; what a scan shows is decided by the rights of whoever scans.

Crockford's own check symbol is taken modulo 37 and needs ``* ~ $ = U``, which are awkward in an address and partly
outside the QR code's small alphanumeric set. Here the check stays within the 32 symbols: a symbol is an element of the
field with 32 elements, position ``i`` has the weight ``a^i`` (``a`` a generator of the field), and the weighted sum of
a valid code is a constant. As all eleven weights differ and none is zero, every single wrong character and every
exchange of two unlike characters, neighbours or not, is found.
"""

import re
import secrets
import unicodedata
from urllib.parse import urlsplit

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 11
_RANDOM_LENGTH = CODE_LENGTH - 1
_GROUPS = (4, 4, 3)

_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212]+")
_URL_PATH_CODE = re.compile(r"(?:^|/)m/([^/]+)/?$", re.IGNORECASE)
_OUTER_NOISE = " \t\r\n\v\f\x00\x03\x04\u00a0\u200b\u2060\ufeff"

# The sum of a valid code is not zero, so that a row of zeros (a blank scan, a filled-in form) is never a code.
_VALID_SUM = 1


def _weights():
    """Table ``[position][value]`` of products in the field of 32 elements, modulo x^5 + x^2 + 1.

    The check character comes last and has the weight 1, so its value is simply what is missing.
    """

    def times_generator(value):
        value <<= 1
        return value ^ 0b100101 if value & 0b100000 else value

    rows = [list(range(32))]
    while len(rows) < CODE_LENGTH:
        rows.append([times_generator(value) for value in rows[-1]])
    return rows[::-1]


_WEIGHTS = _weights()


def _sum(symbols):
    total = 0
    for row, symbol in zip(_WEIGHTS, symbols, strict=False):
        total ^= row[_VALUE[symbol]]
    return total


def check_character(ten):
    """The check character that belongs to the ten given characters (canonical spelling)."""
    return ALPHABET[_sum(ten) ^ _VALID_SUM]


def new_codes(count):
    """Return ``count`` new random codes, all different.

    Two batches share a code with a probability of about ``n * m / 2**50``: the database has the last word.
    """
    codes = {}
    while len(codes) < count:
        bits = secrets.randbits(5 * _RANDOM_LENGTH)
        ten = "".join(ALPHABET[bits >> shift & 31] for shift in range(0, 5 * _RANDOM_LENGTH, 5))
        codes[ten + check_character(ten)] = None
    return list(codes)


def normalise(text):
    """Return the canonical spelling of an own code, or ``""`` when the text has not the form of one.

    Understands what a scanner or a person gives: the whole address in any case (``/M/`` or ``/m/``, any host, with a
    query or fragment), lower case, O for 0, I and L for 1, hyphens and spaces. The check character is not looked at:
    `is_valid` tells a mistyped code from a good one.
    """
    text = unicodedata.normalize("NFKC", text or "").strip(_OUTER_NOISE)
    if "/" in text:
        found = _URL_PATH_CODE.search(re.split("[?#]", text, maxsplit=1)[0])
        if not found:
            return ""
        text = found.group(1)
    code = _SEPARATORS.sub("", text).upper().translate(_READ_AS)
    if len(code) != CODE_LENGTH or any(symbol not in _VALUE for symbol in code):
        return ""
    return code


def is_valid(text):
    """True when the text is an own code, in any spelling, whose check character is right."""
    code = normalise(text)
    return bool(code) and _sum(code) == _VALID_SUM


def normalise_foreign(text):
    """Return a code of another system as it is kept and looked up: untouched but for what no eye sees at its ends.

    Case, hyphens and leading zeros carry meaning there (an EAN, ``BK-100004``, an address with a token).
    """
    return unicodedata.normalize("NFC", text or "").strip(_OUTER_NOISE)


def format_readable(code):
    """Return the code in groups for the eye and the telephone: ``7H3K-9Q2M-X0P``."""
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(code[start : start + length])
        start += length
    return "-".join(groups)


def tag_url(base_url, code):
    """Return the address in the QR code, ``HTTPS://HOST/M/CODE``.

    Scheme and host mean the same in either case, so they are written in capitals: the QR code then fits its small
    alphanumeric set and stays coarse enough for a worn sticker. A path in the base address keeps its case, as there
    the case matters. The route answers to ``/M/`` and ``/m/``.

    Raises ValueError with a sentence for the administrator when the base address cannot stand in a printed code.
    """
    parts = urlsplit((base_url or "").strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("The web address for tags must begin with https:// and name the server.")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("The web address for tags must not hold a user name, a question mark or a hash sign.")
    try:
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
    except ValueError as error:
        raise ValueError("The web address for tags has a server name or port that no browser can open.") from error
    if ":" in host:
        host = f"[{host}]"
    return f"{parts.scheme}://{host}{port}".upper() + f"{parts.path.rstrip('/')}/M/{code}"
