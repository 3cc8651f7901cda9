"""What is wrong with one value, one row or one heading."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    :ivar code: stable identifier, a key of ``messages.SENTENCES`` unless the params hold the ``sentence`` itself
    :ivar field: the field concerned (see ``fields.FIELDS``) or None for the row as a whole
    :ivar column: the heading as it stands in the file, None when the file has no such column
    :ivar params: values for the placeholders of the sentence
    :ivar index: 0-based column in the sheet, None when there is none
    """

    code: str
    field: str | None = None
    column: str | None = None
    params: dict = dataclasses.field(default_factory=dict)
    index: int | None = None

    def as_dict(self):
        """The problem as JSON, as the staging row keeps it."""
        return {
            "code": self.code,
            "field": self.field,
            "column": self.column,
            "params": self.params,
            "index": self.index,
        }

    @classmethod
    def from_dict(cls, data):
        """The problem that ``as_dict`` wrote."""
        return cls(data["code"], data.get("field"), data.get("column"), data.get("params") or {}, data.get("index"))


class ValueProblem(ValueError):
    """Raised by a converter: the value cannot be used, ``code`` says why."""

    def __init__(self, code, **params):
        self.code = code
        self.params = params
        super().__init__(code)
