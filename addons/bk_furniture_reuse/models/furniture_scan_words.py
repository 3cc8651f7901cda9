from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What the scan page says: one place for all sentences, by the code of an outcome."""

    _name = "furniture.scan.words"
    _description = "Sentences of the scan page"

    @api.model
    def _text(self, kind, outcome):
        """The sentence for what became of a record, in the reader's language; a kind may have words of its own for a code."""
        return self._speaker().text(kind, outcome)

    @api.model
    def _choice(self, kind, choice):
        """The words on the button for a choice."""
        return self._speaker().choice(kind, choice)

    @api.model
    def _speaker(self):
        """Sentences for many outcomes: looked up once."""
        return Speaker(self._sentences(), self._choices(), self._labels())

    @api.model
    def _labels(self):
        """{name of a value: {value: word}} for values of outcomes that are no words yet; each part adds its own."""
        return {}

    @api.model
    def _sentences(self):
        """{code or kind.code: sentence with %(value)s}; each part adds its own."""
        return {
            "ready": self.env._("Can be saved."),
            "done": self.env._("Done."),
            "again": self.env._("Was so already."),
            "conflict": self.env._("Somebody must decide."),
            "refused": self.env._("This cannot be done."),
            "review": self.env._("Waits for the supervisor."),
            "said": "%(message)s",
            "failed": self.env._(
                "Something went wrong with this record. It is kept; tell whoever looks after the system."
            ),
            "no_right": self.env._("You may not do this. Ask the reuse coordinator."),
            "clash": self.env._("The phone counted two records alike. Do this one again."),
            "unknown_kind": self.env._("The server does not know this kind of record. Load the page again."),
            "unknown": self.env._("%(scanned)s: nothing that we know has this code."),
            "no_place": self.env._("Choose the room or store first."),
            "left": self.env._("Left as it was."),
            "moved": self.env._("%(piece)s stands in %(place)s now."),
            "stands_here": self.env._("%(piece)s stands in %(place)s already."),
            "moved_meanwhile": self.env._(
                "Somebody has moved %(piece)s to %(stands_in)s meanwhile. Does it go to %(place)s all the same?"
            ),
        }

    @api.model
    def _kinds(self):
        """{kind of record: what the back office calls it}; each part adds its own."""
        return {
            "model": self.env._("New model"),
            "register": self.env._("Register"),
            "photo": self.env._("Photo"),
            "move": self.env._("Move here"),
            "purpose": self.env._("Purpose"),
            "damage": self.env._("Damage"),
            "decide": self.env._("Answer"),
        }

    @api.model
    def _choices(self):
        """{choice or kind.choice: words on its button}; each part adds its own."""
        return {
            "leave": self.env._("Leave it as it is"),
            "move_anyway": self.env._("Move it here"),
        }


class Speaker:
    """Makes sentences of outcomes."""

    def __init__(self, sentences, choices, labels):
        self._sentences, self._choices, self._labels = sentences, choices, labels

    def text(self, kind, outcome):
        # What a decision led to is said as the record that was decided would say it.
        kind = outcome.values.get("of_kind") or kind
        sentences = self._sentences
        sentence = sentences.get(f"{kind}.{outcome.code}") or sentences.get(outcome.code) or sentences[outcome.status]
        words = {name: labels.get(outcome.values.get(name), "") for name, labels in self._labels.items()}
        return sentence % _Blank({**outcome.values, **words})

    def choice(self, kind, choice):
        return self._choices.get(f"{kind}.{choice}") or self._choices.get(choice) or choice


class _Blank(dict):
    """Values for a sentence; one that is missing leaves a gap, not an error."""

    def __missing__(self, key):
        return ""
