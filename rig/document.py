"""Writes what was measured between two marks of a document; the rest of it is written by people."""

from . import paths
from .console import Problem


def write(document, name, text):
    """Put ``text`` between the marks called ``name``.

    :raise Problem: when the document has lost its marks
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, found, rest = document.read_text().partition(begin)
    _old, ended, after = rest.partition(end)
    if not (found and ended):
        shown = document.relative_to(paths.ROOT)
        raise Problem(f"{shown} has lost its marks: put the lines {begin} and {end} where the table belongs.")
    paths.write_atomically(document, f"{before}{begin}\n{text}\n{end}{after}")


def table(lines):
    """A Markdown table, aligned so that it also reads well on a terminal; the first line is its head."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    shown.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(shown)
