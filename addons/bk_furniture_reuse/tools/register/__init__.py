"""Read a furniture register (XLSX or CSV) into checked rows. Plain Python, no database.

How the parts fit together
--------------------------
1. ``workbook.open_table(content, filename) -> Table``: refuses what is not a safe workbook; ``table.rows()`` streams
   ``Row(number, cells, merged)`` with 1-based sheet row numbers and may be called again; ``table.sheet_names``, ``table.use_sheet(name)``.
2. ``headings.find_headings(table, mapping=None) -> Headings``: heading row and ``columns``, ``by_field``, ``unrecognised``, ``problems``;
   ``headings.ready`` is True when rows can be read. ``mapping`` is ``{field: heading}`` as a person chose it.
3. ``parser.parse_register(table, mapping=None, today=None, known_codes=(), headings=None) -> RegisterReader``: iterate it for
   ``ParsedRow(row_number, values, raw, errors, notices)``; ``reader.summary`` counts on the way. ``row.ok`` is True without errors.
4. ``fingerprint.row_fingerprint(values)``, ``match_rows(old, new)``, ``changed_values(old, new)``: what a corrected file changes.
5. ``proposals.propose_names(rows, existing)``, ``propose_models(rows) -> (models, model_of)``: what applying the rows would create.
6. ``error_workbook.write_error_workbook(table, headings, problems, translate=None) -> bytes``: the same rows with their errors.

``values`` of an accepted row
-----------------------------
All keys of ``fields.VALUE_KEYS`` are present and everything is JSON: ``code name type maker material owner_unit site building room remark``
(text or None), ``count`` (int, 1 to 1,000), ``colour`` (palette code or None), ``colour_text`` (as written when it is not of the palette),
``width depth height seat_height`` (cm), ``weight`` (kg), ``price_new`` (NOK), ``condition`` (``a b c d``), ``purpose`` (``in_use available
reserved redesign recycling``), ``damages`` (list of ``{'kind', 'text'}``), ``floor`` (label), ``floor_number`` (int or None), ``year``
(int), ``available_from`` (ISO date).

Errors
------
A file that cannot be read raises ``errors.RegisterFileError(code, params)`` and nothing else. A row keeps its faults in ``errors`` (the row is
rejected) and ``notices`` (the row is accepted, the value is left blank or kept as text) as ``problems.Problem(code, field, column, params)``;
``messages.sentence(problem)`` says it to a person, ``messages.reason(problem)`` names it in a few stable English words.
"""
