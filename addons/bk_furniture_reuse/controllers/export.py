import json

from odoo.addons.product.controllers import pricelist_report
from odoo.addons.web.controllers import export, pivot
from odoo.http import route
from werkzeug.datastructures import FileStorage

from ..tools.spreadsheet_text import TextMark, inert_csv_value


class InertTextWriter(export.ExportXlsxWriter):
    """Odoo's workbook, in which a text is a text whatever it begins with."""

    def __init__(self, fields, columns_headers, row_count):
        self._mark = TextMark()
        super().__init__(fields, columns_headers, row_count)

    def write(self, row, column, cell_value, style=None):
        super().write(row, column, self._mark.put(cell_value), style)

    def close(self):
        super().close()
        self.value = self._mark.remove(self.value)


class InertTextGroupWriter(InertTextWriter, export.GroupExportXlsxWriter):
    """The same for grouped lists."""


class ExcelExport(export.ExcelExport):
    """Odoo's XLSX export of lists: formulas and links in texts are inert, the text is kept to the letter."""

    def from_data(self, fields, columns_headers, rows):
        with InertTextWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with InertTextGroupWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class CSVExport(export.CSVExport):
    """Odoo's CSV export of lists: all beginnings of a formula are made inert, in the headings too."""

    def from_data(self, fields, columns_headers, rows):
        def cell(value):
            return inert_csv_value(value.decode() if isinstance(value, bytes) else value)

        return super().from_data(
            fields, [cell(header) for header in columns_headers], [[cell(value) for value in row] for row in rows]
        )


class TableExporter(pivot.TableExporter):
    """Odoo's XLSX export of pivot tables: the names of records in rows and columns are texts."""

    @route()
    def export_xlsx(self, data, **kw):
        mark = TextMark()
        table = json.loads(data.read() if isinstance(data, FileStorage) else data)
        response = super().export_xlsx(json.dumps(self._mark_texts(table, mark)), **kw)
        response.set_data(mark.remove(response.get_data()))
        return response

    def _mark_texts(self, node, mark):
        """A copy of the table's JSON with every title and value of a cell marked; the table's own title names the sheet."""
        if isinstance(node, list):
            return [self._mark_texts(child, mark) for child in node]
        if not isinstance(node, dict):
            return node
        in_cell = "model" not in node
        return {
            key: mark.put(value) if in_cell and key in ("title", "value") else self._mark_texts(value, mark)
            for key, value in node.items()
        }


class ProductPricelistExportController(pricelist_report.ProductPricelistExportController):
    """Odoo's price lists as files: the names of products and units are texts."""

    def _generate_csv(self, pricelist_name, quantities, products, headers):
        products = [self._with_texts(product, inert_csv_value) for product in products]
        return super()._generate_csv(pricelist_name, quantities, products, headers)

    def _generate_xlsx(self, pricelist_name, quantities, products, headers):
        mark = TextMark()
        products = [self._with_texts(product, mark.put) for product in products]
        response = super()._generate_xlsx(pricelist_name, quantities, products, headers)
        response.set_data(mark.remove(response.get_data()))
        return response

    def _with_texts(self, product, inert):
        variants = (
            {"variants": [self._with_texts(variant, inert) for variant in product["variants"]]}
            if "variants" in product
            else {}
        )
        return {**product, **variants, "name": inert(product["name"]), "uom": inert(product["uom"])}
