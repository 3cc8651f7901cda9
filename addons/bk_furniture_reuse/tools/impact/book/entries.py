"""The sheet of the entries: a row for each, its inputs as they were frozen, its results as formulas over them.

A counter-entry has the sign -1 and negated amounts, so that one and the same formula gives its negated result. Factors are repeated in each row
and not looked up: a hundred thousand look-ups make a workbook slow, and each row can be judged alone. The sheet of the factors counts the rows that
differ from it.
"""

from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from ...settlement_book import inert
from .pages import DATE, FIGURE, HEADING_HEIGHT, INTEGER, KEY, KG, NOK, TEXT

# The numbers of the lines of the report, as the sheets use them.
LINES = {"own": 1, "outside": 2, "proxy": 3, "none": 4}
DISPLACEMENTS = {"purchase_cancelled": 1, "need_stated": 2, "project_new": 3, "moved_along": 4, "outside": 5}
DATA = {"measured": 1, "typical": 2, "none": 3}


class EntryColumn(NamedTuple):
    """A column: its key, kind and width, and the formula, in which other columns stand by their keys in braces."""

    key: str
    kind: str
    width: int
    formula: str | None = None


def _net(bound, gross):
    return f"=IF({{line}}=4,0,ROUND({{{bound}}}*{{share}}*{{{gross}}}-{{process}},3))"


def _gross(factor):
    return f"=IF({{line}}=4,0,ROUND({{sign}}*{{{factor}}}*{{times}},3))"


COLUMNS = [
    EntryColumn("name", TEXT, 16),
    EntryColumn("date", DATE, 11),
    EntryColumn("month", KEY, 9),
    EntryColumn("kind", TEXT, 12),
    EntryColumn("sign", INTEGER, 6),
    EntryColumn("counters", TEXT, 16),
    EntryColumn("reason", TEXT, 24),
    EntryColumn("entered_by", TEXT, 18),
    EntryColumn("entered_on", DATE, 11),
    EntryColumn("piece", TEXT, 12),
    EntryColumn("model", TEXT, 28),
    EntryColumn("type_no", KEY, 8),
    EntryColumn("type", TEXT, 18),
    EntryColumn("event", TEXT, 18),
    EntryColumn("from_place", TEXT, 24),
    EntryColumn("to_place", TEXT, 24),
    EntryColumn("site_no", KEY, 8),
    EntryColumn("site", TEXT, 16),
    EntryColumn("building", TEXT, 16),
    EntryColumn("unit_no", KEY, 8),
    EntryColumn("unit", TEXT, 18),
    EntryColumn("transfer", TEXT, 16),
    EntryColumn("reservation", TEXT, 14),
    EntryColumn("refurbishment", TEXT, 14),
    EntryColumn("end", TEXT, 12),
    # Line of the report
    EntryColumn("line", KEY, 7),
    EntryColumn("line_name", TEXT, 18),
    # Factor
    EntryColumn("edition", TEXT, 16),
    EntryColumn("factor_no", KEY, 9),
    EntryColumn("grade", TEXT, 7),
    EntryColumn("factor_low", FIGURE, 9),
    EntryColumn("factor", FIGURE, 9),
    EntryColumn("factor_high", FIGURE, 9),
    EntryColumn("per_kg", INTEGER, 8),
    EntryColumn("normal_weight", FIGURE, 9),
    EntryColumn("weight", FIGURE, 9),
    EntryColumn(
        "times",
        FIGURE,
        9,
        "=IF({per_kg}=1,ABS({weight}),IF(AND({normal_weight}>0,ABS({weight})>{normal_weight}),ABS({weight})/{normal_weight},1))",
    ),
    # Displacement and life
    EntryColumn("displacement", KEY, 9),
    EntryColumn("displacement_name", TEXT, 24),
    EntryColumn("answer_from", TEXT, 12),
    EntryColumn("evidence", TEXT, 24),
    EntryColumn("d_low", FIGURE, 8),
    EntryColumn("d", FIGURE, 8),
    EntryColumn("d_high", FIGURE, 8),
    EntryColumn("life_new", FIGURE, 8),
    EntryColumn("years", FIGURE, 8),
    EntryColumn("years_from", TEXT, 16),
    EntryColumn("share", FIGURE, 9),
    # kg CO2e
    EntryColumn("gross_low", KG, 11, _gross("factor_low")),
    EntryColumn("gross", KG, 11, _gross("factor")),
    EntryColumn("gross_high", KG, 11, _gross("factor_high")),
    EntryColumn("transport", KG, 10),
    EntryColumn("refurb", KG, 10),
    EntryColumn("storage", KG, 10),
    EntryColumn("process", KG, 11, "=ROUND({transport}+{refurb}+{storage},3)"),
    EntryColumn("net_low", KG, 12, _net("d_low", "gross_low")),
    EntryColumn("net", KG, 12, _net("d", "gross")),
    EntryColumn("net_high", KG, 12, _net("d_high", "gross_high")),
    # kg waste
    EntryColumn("discarded", INTEGER, 9),
    EntryColumn("waste", FIGURE, 9, "=IF({discarded}=1,{weight},0)"),
    # NOK
    EntryColumn("price_new", NOK, 11),
    EntryColumn("price_source", TEXT, 24),
    EntryColumn("own_purchase", INTEGER, 9),
    EntryColumn("avoided_purchase", NOK, 13, "=ROUND({sign}*{own_purchase}*{d}*{price_new},2)"),
    EntryColumn("used_price", NOK, 11),
    EntryColumn("refurb_cost", NOK, 11),
    EntryColumn("transport_cost", NOK, 11),
    EntryColumn("storage_cost", NOK, 11),
    EntryColumn("labour_cost", NOK, 11),
    EntryColumn("cost", NOK, 12, "=ROUND({used_price}+{refurb_cost}+{transport_cost}+{storage_cost}+{labour_cost},2)"),
    EntryColumn("avoided_disposal", NOK, 11),
    EntryColumn("income", NOK, 11),
    EntryColumn("net_saving", NOK, 13, "=ROUND({avoided_purchase}+{avoided_disposal}+{income}-{cost},2)"),
    EntryColumn("price_missing", INTEGER, 8),
    # Data
    EntryColumn("factor_data", INTEGER, 8),
    EntryColumn("weight_data", INTEGER, 8),
    EntryColumn("price_data", INTEGER, 8),
    EntryColumn("missing", TEXT, 30),
]
KEYS = [column.key for column in COLUMNS]
WIDTHS = [column.width for column in COLUMNS]
LETTERS = {key: xl_col_to_name(index) for index, key in enumerate(KEYS)}
# Columns that formulas of other sheets use, as entry_<key>.
NAMED = [column.key for column in COLUMNS if column.kind != TEXT or column.key == "missing"]


def write(page, headings, rows, count):
    """Write the headings and rows of the entries, and name their columns.

    :param headings: ``{key: heading}``
    :param rows: iterable of rows of values in the order of ``COLUMNS``; for a formula its value; dates as a spreadsheet's day numbers
    :param count: how many rows there are
    """
    page.sheet.set_row(page.row - 1, HEADING_HEIGHT)
    for index, key in enumerate(KEYS):
        page.sheet.write_string(page.row - 1, index, inert(headings[key]), page.book.heading)
    first = page.row + 1
    page.sheet.freeze_panes(page.row, 1)
    page.sheet.autofilter(page.row - 1, 0, page.row - 1 + max(count, 1), len(KEYS) - 1)
    written = _write_rows(page, rows)
    if written != count:
        raise ValueError(f"{count} entries were announced and {written} came")
    last = max(first, page.row)
    for key in NAMED:
        letter = LETTERS[key]
        page.book.name_range(f"entry_{key}", page.sheet.get_name(), f"${letter}${first}", f"${letter}${last}")
    page.row += 1


def _write_rows(page, rows):
    """The innermost loop: as few steps for a cell as there can be."""
    sheet = page.sheet
    number, text, formula = sheet.write_number, sheet.write_string, sheet.write_formula
    plan = [
        (index, column.kind == TEXT, page.book.styles.get(column.kind), _compiled(column.formula))
        for index, column in enumerate(COLUMNS)
    ]
    row = page.row - 1
    start = row
    for values in rows:
        row += 1
        below = str(row + 1)
        for index, is_text, style, expression in plan:
            value = values[index]
            if expression:
                formula(row, index, expression.replace("#", below), style, value)
            elif value is None or value == "":
                continue
            elif is_text:
                text(row, index, inert(value))
            else:
                number(row, index, value, style)
    page.row = row + 1
    return row - start


def _compiled(formula):
    """The formula with columns by their letters and ``#`` for the row."""
    return formula and formula.format(**{key: f"{letter}#" for key, letter in LETTERS.items()})
