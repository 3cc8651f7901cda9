"""What can be wrong with a request for labels, in words that say what to do next."""

SENTENCES = {
    "no_labels": "There is nothing to print: choose at least one piece or place.",
    "no_address": "The label %(number)s has no address for its QR code.",
    "address_too_long": "The address of the label %(number)s is too long for a QR code: shorten the web address of tags.",
    "not_a_number": "%(value)s is not a number of millimetres.",
    "page_size": "A page must be between %(least)s and %(most)s mm wide and high.",
    "cell_count": "A sheet must have between 1 and %(most)s columns and rows.",
    "negative": "Margins and gaps cannot be negative.",
    "shift": "Move the print by at most %(most)s mm.",
    "too_wide": "The labels, gaps and margins are %(need)s mm wide, but the page is %(have)s mm: make one of them smaller.",
    "too_high": "The labels, gaps and margins are %(need)s mm high, but the page is %(have)s mm: make one of them smaller.",
    "no_room": "The margins and gaps leave no room for labels: make them smaller.",
    "too_small": "A label of %(width)s x %(height)s mm is too small for a readable QR code and number: choose larger labels.",
    "skip": "This sheet has %(cells)s labels: skip between 0 and %(last)s of them.",
    "dots": "The printer's resolution must be between %(least)s and %(most)s dots per inch.",
}


class LabelError(ValueError):
    """A label sheet that cannot be printed as asked.

    :param code: a key of `SENTENCES`; stable, so that a caller can say it in the user's language
    :param values: what the sentence's placeholders stand for
    """

    def __init__(self, code, **values):
        self.code = code
        self.values = values
        super().__init__(SENTENCES[code] % values)
