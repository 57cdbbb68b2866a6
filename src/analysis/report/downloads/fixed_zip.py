"""A ZIP whose bytes depend on nothing but what is in it."""

import io
import zipfile
from collections.abc import Iterable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the oldest that an archive can hold, and the same every time
_UNIX = 3


def fixed_zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The members by name, in the order given, with a fixed date, mode and system."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as whole:
        for name, inside in members:
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = _UNIX
            whole.writestr(entry, inside)
    return content.getvalue()
