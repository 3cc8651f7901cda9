"""Open the archive (ZIP) that nodes for ILCD data export: one declaration with the data set of its product flow beside it."""

import io
import re
import zipfile
import zlib

from .epd_values import EpdError

MAX_MEMBERS = 5_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError)


class Archive:
    """The declaration in an archive; nothing is unpacked to disk and no member is read beyond ``limit`` bytes."""

    def __init__(self, content, limit):
        self._limit = limit
        if content.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise EpdError("too_many")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
            self._names = self._file.namelist()
        except _BROKEN as error:
            raise EpdError("zip") from error

    def process(self):
        """The one process data set (bytes)."""
        names = self._in_folder("processes")
        if len(names) != 1:
            raise EpdError("several_epds" if names else "not_epd", count=len(names))
        return self._read(names[0])

    def flow(self, uuid):
        """The data set of a flow (bytes), or None when it is not there; the last version of several."""
        if not isinstance(uuid, str):
            return None
        names = [name for name in self._in_folder("flows") if uuid.lower() in name.lower()]
        return self._read(max(names)) if names else None

    def _in_folder(self, folder):
        return [name for name in self._names if re.search(rf"(?:^|/){folder}/[^/]+\.xml$", name, re.IGNORECASE)]

    def _read(self, name):
        try:
            with self._file.open(name) as member:
                content = member.read(self._limit + 1)
        except _BROKEN as error:
            raise EpdError("zip") from error
        if len(content) > self._limit:
            raise EpdError("too_large")
        return content
