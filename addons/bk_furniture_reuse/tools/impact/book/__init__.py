"""The workbook of the reuse ledger that an auditor can work out again: figures are formulas over the inputs beside them.

``pages`` writes sheets of titles, texts and tables, row by row and never kept in memory. ``entries`` is the sheet of the entries with its
formulas, ``sums`` the formulas over it. Plain Python, no Odoo.
"""
