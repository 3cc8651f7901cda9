"""What a file really is, by its first bytes and never by its name."""

from .errors import RegisterFileError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Signature -> the word for it in the error.
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"<table",
    b"<head",
    b"<body",
    b"<svg",
    b"<script",
    b"<meta",
    b"<style",
    b"<!--",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def file_kind(stream):
    """``"zip"`` or ``"csv"`` for a seekable binary stream; anything else raises ``RegisterFileError``."""
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(0)
    head = stream.read(4096)
    if not size or not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise RegisterFileError("empty_file")
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        raise _ole_error(stream)
    for signature, name in _FOREIGN:
        if head.startswith(signature) and (signature != b"BM" or b"\x00" in head):
            raise RegisterFileError("not_a_workbook", {"kind": name})
    if head[8:12] in (b"WEBP", b"AVI ") or head[4:8] == b"ftyp":
        raise RegisterFileError("not_a_workbook", {"kind": "image or video"})
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(_MARKUP):
        raise RegisterFileError("markup_file")
    if not head.startswith(_UTF16) and b"\x00" in head:
        raise RegisterFileError("binary_file")
    return "csv"


def _ole_error(stream):
    """Old Excel files and password-protected new ones share one container; its directory tells them apart."""
    stream.seek(0)
    content = stream.read(4 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return RegisterFileError("encrypted")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return RegisterFileError("old_excel")
    return RegisterFileError("not_a_workbook", {"kind": "OLE"})
