"""Every word that a person reads about a register file, in one place.

Sentences are English with ``%(name)s`` placeholders; whoever shows them may pass ``translate``, a function from an English template to the
template in the reader's language. ``%(column)s`` is the heading in the file (or the field's name), ``%(value)s`` the value as written,
``%(field)s`` the field's name.
"""


def _lt(text):
    """Mark a text for the translators; the text itself comes back."""
    return text


# Field -> name for people.
FIELD_LABELS = {
    "code": _lt("QR code"),
    "name": _lt("product name"),
    "type": _lt("furniture type"),
    "maker": _lt("maker"),
    "count": _lt("quantity"),
    "colour": _lt("colour"),
    "material": _lt("material"),
    "width": _lt("width"),
    "depth": _lt("depth"),
    "height": _lt("height"),
    "seat_height": _lt("seat height"),
    "weight": _lt("weight"),
    "condition": _lt("condition"),
    "damage": _lt("damage"),
    "purpose": _lt("status"),
    "site": _lt("site"),
    "building": _lt("building"),
    "floor": _lt("floor"),
    "room": _lt("room"),
    "year": _lt("year"),
    "price_new": _lt("price when new"),
    "owner_unit": _lt("owner unit"),
    "available_from": _lt("available from"),
    "remark": _lt("remark"),
}

# Problem code -> a few stable words; never translated, meant for statistics and tests.
REASONS = {
    "no_name": "no product name",
    "no_status": "unknown status",
    "no_building": "no building",
    "unknown_status": "unknown status",
    "not_a_count": "quantity is not a positive whole number",
    "too_many_pieces": "more than 1,000 pieces in one row",
    "not_a_length": "%(field)s is not a length",
    "ambiguous_length": "%(field)s is not a length",
    "year_not_plausible": "year is not plausible",
    "duplicate_code": "duplicate QR code",
    "code_taken": "QR code is on another piece",
    "code_on_many": "one QR code for several pieces",
    "digits_lost": "QR code has lost digits",
    "formula_without_value": "%(field)s is a formula without a value",
    "spreadsheet_error": "%(field)s is a spreadsheet error",
    "date_in_text": "%(field)s is a date",
    "garbled_letters": "%(field)s has damaged letters",
    "too_long": "%(field)s is too long",
    "merged_not_allowed": "%(field)s is a merged cell",
    "unknown_condition": "unknown condition",
    "not_a_weight": "weight is not a weight",
    "ambiguous_weight": "weight is not a weight",
    "not_a_price": "price is not an amount",
    "ambiguous_price": "price is not an amount",
    "not_a_date": "%(field)s is not a date",
    "unknown_colour": "unknown colour",
    "floor_without_number": "floor has no number",
    "length_unusual": "%(field)s is unusual",
    "dash_is_blank": "%(field)s is a dash",
    "text_cut": "%(field)s was cut",
    "merged_cell": "%(field)s is a merged cell",
    "no_type": "no furniture type",
    "formula_as_text": "%(field)s is a formula without a value",
    "formula_left_blank": "%(field)s is a formula without a value",
    "error_left_blank": "%(field)s is a spreadsheet error",
    "garbled_remark": "%(field)s has damaged letters",
    "no_headings": "no headings",
    "missing_column": "no column for %(field)s",
    "two_columns": "two columns for %(field)s",
    "mapped_heading_missing": "mapped heading is missing",
    "one_column_twice": "one column mapped twice",
    "heading_unit": "unknown unit in heading",
    "other_sheets": "more sheets with headings",
}

# Problem code -> one sentence: what is wrong and what to do next.
SENTENCES = {
    "no_name": _lt("The product name is missing. Write what the furniture is called, for example HÅG Capisco 8106."),
    "no_status": _lt("The status is missing. Write one of: in use, available, reserved, redesign, recycling."),
    "no_building": _lt("The building is missing. Write which building the furniture stands in."),
    "unknown_status": _lt(
        "“%(value)s” is not a status we know. Write one of: in use, available, reserved, redesign, recycling."
    ),
    "not_a_count": _lt("“%(value)s” in “%(column)s” is not a number of pieces. Write a whole number from 1 to 1,000."),
    "too_many_pieces": _lt(
        "“%(value)s” in “%(column)s” is more than one row may hold. Divide it over several rows of at most %(limit)s pieces."
    ),
    "not_a_length": _lt(
        "“%(value)s” in “%(column)s” is not a length. Write one number above zero, with mm, cm or m unless it is centimetres, for example 80 or 0,80 m."
    ),
    "ambiguous_length": _lt(
        "“%(value)s” in “%(column)s” can be read in two ways. Write it without a thousands separator, for example 1200 mm."
    ),
    "year_not_plausible": _lt(
        "“%(value)s” in “%(column)s” is not a plausible year. Write four digits from 1900 to %(latest)s, or leave it blank."
    ),
    "duplicate_code": _lt(
        "The QR code %(value)s is already on row %(row)s. Check the stickers and give this row its own code, or leave it blank."
    ),
    "code_taken": _lt("The QR code %(value)s is already on another piece. Check the sticker, or leave the code blank."),
    "code_on_many": _lt(
        "The QR code %(value)s can sit on one piece only, but the row counts %(count)s. Give each piece its own row, or leave the code blank."
    ),
    "digits_lost": _lt(
        "The QR code %(value)s is too long for a number and has lost its last digits. Format the column as text and write it again."
    ),
    "formula_without_value": _lt(
        "The cell in “%(column)s” is a formula without a result. Open the file in a spreadsheet program, save it and upload it again."
    ),
    "spreadsheet_error": _lt(
        "The cell in “%(column)s” shows the error %(value)s. Mend the formula or write the value itself."
    ),
    "date_in_text": _lt(
        "“%(column)s” holds the date %(value)s where a text belongs. Format the cell as text and write it again."
    ),
    "garbled_letters": _lt("Letters in “%(value)s” are damaged. Write the text again."),
    "too_long": _lt("The text in “%(column)s” is longer than %(limit)s characters. Shorten it."),
    "merged_not_allowed": _lt(
        "“%(column)s” is merged over several rows. Split the merged cell and write one value for each row."
    ),
    "unknown_condition": _lt("“%(value)s” is not a condition we know and was left blank. Write A, B, C or D."),
    "not_a_weight": _lt(
        "“%(value)s” in “%(column)s” is not a weight and was left blank. Write kilograms, for example 7,4."
    ),
    "ambiguous_weight": _lt(
        "“%(value)s” in “%(column)s” can be read in two ways and was left blank. Write it without a thousands separator."
    ),
    "not_a_price": _lt(
        "“%(value)s” in “%(column)s” is not an amount in kroner and was left blank. Write a number, for example 5200."
    ),
    "ambiguous_price": _lt(
        "“%(value)s” in “%(column)s” can be read in two ways and was left blank. Write it without a thousands separator."
    ),
    "not_a_date": _lt(
        "“%(value)s” in “%(column)s” is not a date and was left blank. Write day.month.year, for example 31.12.2026."
    ),
    "unknown_colour": _lt("The colour “%(value)s” is not in the palette; it is kept as text."),
    "floor_without_number": _lt("The floor “%(value)s” has no number we can read; it is kept as written."),
    "length_unusual": _lt(
        "“%(value)s” in “%(column)s” was read as %(cm)s cm, which is unusual. Write the unit (mm, cm or m) if this is wrong."
    ),
    "dash_is_blank": _lt("The dash in “%(column)s” was read as blank."),
    "text_cut": _lt("The text in “%(column)s” is too long for a cell; the end was cut off."),
    "merged_cell": _lt("“%(column)s” is merged with the cell above; its value “%(value)s” was used for this row too."),
    "no_type": _lt("The furniture type is missing. The piece will need one before it can be searched for by type."),
    "formula_as_text": _lt(
        "The cell in “%(column)s” is a formula without a result; the formula is kept as text and never computed."
    ),
    "formula_left_blank": _lt("The cell in “%(column)s” is a formula without a result and was left blank."),
    "error_left_blank": _lt("The cell in “%(column)s” shows the error %(value)s and was left blank."),
    "garbled_remark": _lt("Letters in “%(column)s” are damaged; the text is kept as it is."),
    "no_headings": _lt(
        "No row with headings was found in the first 20 rows. Write the headings in one row above the furniture."
    ),
    "missing_column": _lt("No column was recognised as %(field)s. Choose which column it is."),
    "two_columns": _lt("The columns %(columns)s can all be %(field)s. Choose one of them."),
    "mapped_heading_missing": _lt(
        "The heading “%(column)s” that was chosen for %(field)s is not in this file. Choose another column."
    ),
    "one_column_twice": _lt(
        "The column “%(column)s” was chosen both for %(field)s and for %(other)s. Choose one of them."
    ),
    "other_sheets": _lt(
        "The sheets %(sheets)s have headings of a register too and are not read. Import each of them as well if it holds furniture."
    ),
    "heading_unit": _lt(
        "The unit “%(unit)s” in the heading “%(column)s” is not known, so the column was left out. Use mm, cm, m, g, kg or kr."
    ),
}

# Code of a RegisterFileError -> one sentence.
FILE_SENTENCES = {
    "empty_file": _lt("The file is empty. Choose the file with the register."),
    "unreadable_file": _lt("The file could not be read. Choose it again."),
    "file_too_large": _lt(
        "The file is larger than %(limit)s MB. Remove pictures and sheets that are not needed, or divide it."
    ),
    "not_a_workbook": _lt(
        "This is not a spreadsheet (it looks like %(kind)s). Save the register as an Excel workbook (.xlsx) or as CSV."
    ),
    "markup_file": _lt(
        "This is a web page or an XML file, not a spreadsheet. Open it in a spreadsheet program and save it as .xlsx."
    ),
    "binary_file": _lt(
        "This is not a spreadsheet or a text file that we can read. Save the register as .xlsx, or as CSV in UTF-8."
    ),
    "old_excel": _lt("This is an old Excel file (.xls). Open it in a spreadsheet program and save it as .xlsx."),
    "open_document": _lt("This is an OpenDocument file (.ods). Open it in a spreadsheet program and save it as .xlsx."),
    "binary_workbook": _lt("This is a binary Excel workbook (.xlsb). Save it as .xlsx."),
    "strict_workbook": _lt(
        "This is a workbook in the Strict Open XML form. Save it as an ordinary Excel workbook (.xlsx)."
    ),
    "encrypted": _lt("The file is protected by a password. Save it without a password and upload it again."),
    "damaged": _lt(
        "The workbook is damaged and cannot be read. Open it in a spreadsheet program, save it as .xlsx and upload it again."
    ),
    "zip_bomb": _lt(
        "The workbook unpacks to far more than a register can hold. Copy the register to a new workbook and upload that."
    ),
    "too_many_members": _lt(
        "The workbook has more than %(limit)s parts inside. Copy the register to a new workbook and upload that."
    ),
    "xml_entities": _lt(
        "The workbook holds document type declarations, which a spreadsheet program never writes. Copy the register to a new workbook."
    ),
    "no_visible_sheet": _lt("The workbook has no visible sheet. Show the sheet with the register and save it."),
    "no_such_sheet": _lt("The workbook has no visible sheet named “%(sheet)s”."),
    "unknown_encoding": _lt(
        "The letters of the file could not be read. Save the register as .xlsx, or as CSV in UTF-8."
    ),
    "garbled_text": _lt(
        "Letters such as æ, ø and å are already damaged in the file. Export the register again, as .xlsx or as CSV in UTF-8."
    ),
    "csv_quote": _lt(
        "A quotation mark on row %(row)s is not closed, so rows run together. Mend it, or save the register as .xlsx."
    ),
    "no_rows": _lt("There is no furniture below the headings. Fill in the register and choose the file again."),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Divide it into several files."),
    "headings": _lt("The headings could not be matched to what a register needs. Choose which column is which."),
}

REPORT_HEADING = _lt("Errors and notices")


def _as_is(text):
    return text


def field_label(name, translate=None):
    """A field's name for people."""
    return (translate or _as_is)(FIELD_LABELS[name]) if name else ""


def reason(problem):
    """A few stable English words for a problem, such as ``width is not a length``."""
    return REASONS[problem.code] % {"field": field_label(problem.field)}


def sentence(problem, translate=None):
    """One sentence for a person; a problem that brings its own ``sentence`` is quoted."""
    if "sentence" in problem.params:
        return problem.params["sentence"]
    label = field_label(problem.field, translate)
    params = {"value": "", **problem.params, "field": label, "column": problem.column or label}
    if "other" in params:
        params["other"] = field_label(params["other"], translate)
    return (translate or _as_is)(SENTENCES[problem.code]) % params


def file_sentence(error, translate=None):
    """One sentence for a ``RegisterFileError``."""
    return (translate or _as_is)(FILE_SENTENCES[error.code]) % error.params
