"""What can be wrong with a label sheet, in the user's language."""


def label_sentence(env, error):
    """The sentence of a `LabelError` in the language of ``env``."""
    sentences = {
        "no_labels": env._("There is nothing to print: choose at least one piece or place."),
        "no_address": env._("The label %(number)s has no address for its QR code."),
        "address_too_long": env._(
            "The address of the label %(number)s is too long for a QR code: shorten the web address of tags."
        ),
        "not_a_number": env._("%(value)s is not a number of millimetres."),
        "page_size": env._("A page must be between %(least)s and %(most)s mm wide and high."),
        "cell_count": env._("A sheet must have between 1 and %(most)s columns and rows."),
        "negative": env._("Margins and gaps cannot be negative."),
        "shift": env._("Move the print by at most %(most)s mm."),
        "too_wide": env._(
            "The labels, gaps and margins are %(need)s mm wide, but the page is %(have)s mm: make one of them smaller."
        ),
        "too_high": env._(
            "The labels, gaps and margins are %(need)s mm high, but the page is %(have)s mm: make one of them smaller."
        ),
        "no_room": env._("The margins and gaps leave no room for labels: make them smaller."),
        "too_small": env._(
            "A label of %(width)s x %(height)s mm is too small for a readable QR code and number: choose larger labels."
        ),
        "skip": env._("This sheet has %(cells)s labels: skip between 0 and %(last)s of them."),
        "dots": env._("The printer's resolution must be between %(least)s and %(most)s dots per inch."),
    }
    return sentences[error.code] % error.values
