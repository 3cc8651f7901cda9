"""Labels for a film: printed by the dialogue as people print them, cut from the sheet; each a pair of code and picture."""

from .printed_labels import GRIDS, Printed

SHEET = "avery_l7160"
DPI = 200


def print_for(client, folder, **targets):
    """Labels of ``lot_ids`` or ``location_ids``, a list of ids."""
    values = {name: [(6, 0, ids)] for name, ids in targets.items()}
    return print_labels(
        client, client.call("furniture.label.print", "create", [{**values, "sort": "number"}])[0], folder
    )


def print_labels(client, wizard, folder):
    """What the dialogue prints, in the order of the sheet."""
    client.call("furniture.label.print", "write", [wizard], {"sheet": SHEET})
    client.call("furniture.label.print", "action_print", [wizard])
    pdf = client.get(f"/furniture/labels/{wizard}")
    assert pdf.headers["Content-Type"] == "application/pdf"
    return _cut(pdf.content, folder)


def _cut(pdf, folder):
    """The labels of a PDF: [(code, picture)]."""
    folder.mkdir(parents=True, exist_ok=True)
    printed, grid = Printed(pdf, folder, DPI), GRIDS[SHEET]
    cells = [(page, cell) for page in range(len(printed.pages)) for cell in range(grid.cells)]
    return [
        (text.rsplit("/", 1)[1], printed.crop(page, grid.box(cell)))
        for (page, cell), text in zip(cells, printed.codes(grid), strict=True)
        if text
    ]
