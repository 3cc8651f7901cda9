from odoo import models


class FurnitureImpactEpdImport(models.TransientModel):
    """Why a file is no declaration that can be used, in a sentence that says what to do."""

    _inherit = "furniture.impact.epd.import"

    def _sentence(self, error):
        """The sentence of an ``EpdError``."""
        sentence = self._sentences().get(error.code)
        if sentence is None:
            return self.env._("The file cannot be read. Download it again from the EPD programme's database.")
        # Details come from the file: what is not there reads as a question mark.
        details = {
            "field": "?",
            "value": "?",
            "unit": "?",
            "module": "?",
            "indicator": "?",
            "stated": "?",
            "summed": "?",
        }
        return sentence % {**details, **{name: str(value)[:80] for name, value in error.details.items()}}

    def _sentences(self):
        """``{code of tools/impact/epd_values.py: sentence}``."""
        return {
            # The file
            "empty": self.env._("The file is empty. Download it again."),
            "too_large": self.env._("The file is too large for a declaration. Download the single declaration, not a whole collection."),
            "too_many": self.env._("The file has more in it than a declaration has. Download the single declaration."),
            "pdf": self.env._("This is the PDF. Download the digital declaration (ILCD+EPD: XML, JSON or ZIP) from the EPD programme's database."),
            "html": self.env._("This is a web page. Download the digital declaration (ILCD+EPD: XML, JSON or ZIP) and not the page that shows it."),
            "unknown_format": self.env._("The format is not known. Download the digital declaration (ILCD+EPD: XML, JSON or ZIP)."),
            "xml": self.env._("The XML file is damaged. Download it again."),
            "json": self.env._("The JSON file is damaged. Download it again."),
            "zip": self.env._("The ZIP file is damaged, or has no declaration in it. Download it again."),
            "unsafe_xml": self.env._("The file has parts that a declaration does not need and that could do harm. It was not read. Ask the EPD programme for a clean file."),
            "not_epd": self.env._("The file is no product declaration (EPD). Download the process data set of the declaration."),
            "several_epds": self.env._("The file has several declarations. Download one file for each."),
            "structure": self.env._("The file is not built like a declaration (%(field)s). Download it again, or ask the EPD programme."),
            # A value
            "number": self.env._("\"%(value)s\" is not a number (%(field)s). Ask the EPD programme to correct the file, or enter the factor by hand."),
            "text": self.env._("\"%(value)s\" is not a text (%(field)s). Ask the EPD programme to correct the file, or enter the factor by hand."),
            "year": self.env._("\"%(value)s\" is not a year (%(field)s). Ask the EPD programme to correct the file, or enter the factor by hand."),
            "day": self.env._("\"%(value)s\" is not a date (%(field)s). Ask the EPD programme to correct the file, or enter the factor by hand."),
            # What it lacks
            "no_uuid": self.env._("The declaration has no id. Ask the EPD programme for a complete file."),
            "no_name": self.env._("The declaration names no product. Ask the EPD programme for a complete file."),
            "no_reference_flow": self.env._("The file does not say what is declared. Download the JSON or ZIP of the declaration: XML alone often lacks it."),
            "no_amount": self.env._("The file does not say how much is declared. Download the JSON or ZIP of the declaration: XML alone often lacks it."),
            "no_unit": self.env._("The file does not say in which unit it is declared. Download the JSON or ZIP of the declaration: XML alone often lacks it."),
            "no_mass": self.env._("The declaration is for %(unit)s and states no weight, so it cannot be used for pieces. Enter the factor by hand from the PDF."),
            "no_gwp": self.env._("The declaration states no climate impact (GWP). It cannot be used."),
            "no_production": self.env._("The declaration states no climate impact of making the product (A1-A3). It cannot be used."),
            # What contradicts
            "gwp_unit": self.env._("The climate impact is stated in %(unit)s, not in kg CO2e. Enter the factor by hand from the PDF."),
            "scenarios": self.env._("The declaration has several scenarios for %(module)s and does not say which one holds. Enter the factor by hand from the PDF."),
            "two_results": self.env._("The declaration states two different figures for the same (%(indicator)s). Ask the EPD programme which one holds."),
            "contradiction": self.env._("A1-A3 is stated as %(stated)s, but A1, A2 and A3 make %(summed)s (%(indicator)s). Ask the EPD programme which one holds."),
            "not_positive": self.env._("Making the product is stated to emit %(value)s kg CO2e, not more than nothing. Enter a factor without stored carbon by hand from the PDF."),
        }  # fmt: skip
