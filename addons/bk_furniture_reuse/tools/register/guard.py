"""Refuse a workbook that is dangerous to unpack, before any XML parser sees it.

Sizes are checked twice: as the ZIP directory states them, and while unpacking, because a directory can lie. Every XML member is searched for
document type declarations (entities), in any encoding that a parser would accept. On the way the sheets are searched for formulas and merged
cells, which a streaming reader does not tell.
"""

import re
import zipfile
import zlib
from typing import NamedTuple

from .errors import RegisterFileError

MAX_FILE = 64 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_MEMBER = 512 * 1024 * 1024
MAX_TOTAL = 640 * 1024 * 1024
# Real sheets shrink 5 to 60 times; DEFLATE can reach 1,030. Small members may have any ratio.
MAX_RATIO = 300
RATIO_FROM = 8 * 1024 * 1024
# What is unpacked whole into memory (texts, styles, relations), as opposed to streamed.
MAX_RESIDENT = 160 * 1024 * 1024
MAX_MERGES = 200_000

_CHUNK = 1024 * 1024
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = {
    b"utf-8",
    b"utf8",
    b"utf-16",
    b"utf-16le",
    b"utf-16be",
    b"us-ascii",
    b"ascii",
    b"iso-8859-1",
    b"windows-1252",
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class SheetFacts(NamedTuple):
    """What the search through one sheet found."""

    has_formulas: bool
    merges: tuple


def inspect_archive(stream):
    """Check a workbook and return ``{member name: SheetFacts}`` of its sheets.

    :raises RegisterFileError: when it is no XLSX workbook or not safe to open
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_directory(members)
            _check_kind(archive, {member.filename for member in members})
            return _search(archive, members)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise RegisterFileError("damaged") from error


def _check_directory(members):
    if len(members) > MAX_MEMBERS:
        raise RegisterFileError("too_many_members", {"limit": MAX_MEMBERS})
    if len({member.filename for member in members}) != len(members):
        raise RegisterFileError("damaged")
    total = 0
    for member in members:
        if member.flag_bits & 0x1:
            raise RegisterFileError("encrypted")
        total += member.file_size
        _check_size(member, member.file_size, total)


def _check_size(member, size, total):
    too_dense = size > RATIO_FROM and size > MAX_RATIO * max(member.compress_size, 1)
    resident = not member.filename.startswith("xl/worksheets/") and size > MAX_RESIDENT
    if size > MAX_MEMBER or total > MAX_TOTAL or too_dense or resident:
        raise RegisterFileError("zip_bomb")


def _check_kind(archive, names):
    if "xl/workbook.bin" in names:
        raise RegisterFileError("binary_workbook")
    if "mimetype" in names:
        kind = archive.open("mimetype").read(200)
        if b"opendocument" in kind:
            raise RegisterFileError("open_document")
    workbook = next((name for name in names if re.fullmatch(r"xl/workbook\d*\.xml", name)), None)
    if workbook and b"purl.oclc.org/ooxml" in archive.open(workbook).read(4096):
        raise RegisterFileError("strict_workbook")
    if "[Content_Types].xml" not in names or not workbook:
        kind = "Word" if "word/document.xml" in names else "ZIP"
        raise RegisterFileError("not_a_workbook", {"kind": kind})


def _search(archive, members):
    facts, total = {}, 0
    for member in members:
        name = member.filename.lower()
        if not name.endswith((".xml", ".rels", ".vml")):
            continue  # pictures and macros are never read
        is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        has_formulas, merges, size = False, [], 0
        for piece, fresh in _pieces(archive, member):
            size += fresh
            total += fresh
            _check_size(member, size, total)
            if _FORBIDDEN.search(piece):
                raise RegisterFileError("xml_entities")
            if is_sheet:
                has_formulas = has_formulas or bool(_FORMULA.search(piece))
                merges.extend(match.decode() for match in _MERGE.findall(piece))
                if len(merges) > MAX_MERGES:
                    raise RegisterFileError("damaged")
        if is_sheet:
            facts[member.filename] = SheetFacts(has_formulas, tuple(merges))
    return facts


def _pieces(archive, member):
    """Unpacked text in overlapping-free pieces cut before a tag, so that no tag is split; UTF-16 shows as plain ASCII."""
    rest, first = b"", True
    with archive.open(member) as source:
        while chunk := source.read(_CHUNK):
            fresh = len(chunk)
            chunk = chunk.replace(b"\x00", b"")
            if first:
                _check_encoding(chunk)
                first = False
            piece = rest + chunk
            cut = piece.rfind(b"<")
            if cut <= len(piece) - 64 * 1024:  # a very long text: nothing to look for inside it
                cut = max(len(piece) - 64, 0)
            rest = piece[cut:]
            yield piece[:cut], fresh
        yield rest, 0


def _check_encoding(head):
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if not head.lstrip().startswith(b"<"):
        raise RegisterFileError("damaged")
    match = _ENCODING.match(head.lstrip()[:400])
    if match and match[1].lower() not in _ENCODINGS:
        raise RegisterFileError("damaged")
