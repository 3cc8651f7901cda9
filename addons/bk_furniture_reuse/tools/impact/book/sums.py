"""Formulas over the named columns of the entries. Keys are numbers, never names: a name may hold what a spreadsheet takes for an operator."""

from .pages import KG, NOK, Formula

DECIMALS = {KG: 3, NOK: 2}


def sum_where(key, value, decimals, **conditions):
    """The sum of a column over the rows that fulfil the conditions.

    :param key: the column of ``entries.COLUMNS``
    :param value: the sum, as it is now
    :param decimals: None for whole numbers
    :param conditions: ``{column: a number, or a cell such as "$A{row}"}``
    """
    tests = "".join(f",entry_{column},{condition}" for column, condition in conditions.items())
    text = f"SUMIFS(entry_{key}{tests})" if conditions else f"SUM(entry_{key})"
    return Formula(f"={text}" if decimals is None else f"=ROUND({text},{decimals})", value)


def count_where(value, **conditions):
    """How many rows fulfil the conditions."""
    return Formula(
        "=COUNTIFS(" + ",".join(f"entry_{column},{condition}" for column, condition in conditions.items()) + ")", value
    )


def share_of(part, whole, value):
    """``part`` / ``whole`` (cells), empty when there is no whole."""
    return Formula(f'=IF({whole}=0,"",{part}/{whole})', value)


def pieces_missing(code, value):
    """Pieces (counter-entries taken out again) with ``code`` among what is not known."""
    return Formula(f'=SUMPRODUCT(ISNUMBER(SEARCH(",{code},",","&entry_missing&","))*entry_sign)', value)
