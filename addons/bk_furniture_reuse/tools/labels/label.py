"""What one label says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the address in its QR code and what people read beside it.

    :param url: address of the tag; in capitals it makes the coarsest, most readable QR code
    :param number: what is read aloud; always whole and as large as fits
    :param title: furniture model or name of the place; wrapped, then shortened
    :param owner: whose it is; on one line
    :param code: the tag's code in clear, for a sticker whose QR code is worn; optional
    """

    url: str
    number: str
    title: str = ""
    owner: str = ""
    code: str = ""
