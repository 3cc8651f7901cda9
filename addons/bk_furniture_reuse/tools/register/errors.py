"""The one exception that reading a register file raises."""


class RegisterFileError(Exception):
    """The file as a whole cannot be read.

    :param code: stable identifier, a key of ``messages.FILE_SENTENCES``
    :param params: values for the placeholders of the sentence
    """

    def __init__(self, code, params=None):
        self.code = code
        self.params = dict(params or {})
        super().__init__(code)

    def __str__(self):
        from .messages import file_sentence

        return file_sentence(self)
