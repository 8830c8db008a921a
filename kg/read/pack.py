"""What `.docx` and `.xlsx` have in common: archives of XML, which may be damaged or huge."""

import io
import re
import zipfile
from typing import Final

from kg.errors import InputError
from kg.read.fault import FAULTS, words

_LARGEST: Final = 300_000_000
"""Most bytes that a document may unpack to, its pictures with it."""
_LARGEST_XML: Final = 64_000_000
"""Most bytes of one part that is parsed; a long report has a few millions."""
_PAGE: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.I)


def check_pack(data: bytes, *, name: str, code: str, what: str) -> None:
    """See that bytes are an archive of bearable size.

    Args:
        data: Of the file.
        name: What errors call it.
        code: Of the error where it is no such archive.
        what: What it should be: `a Word document`.

    Raises:
        InputError: It is something else, has a password, or unpacks to too much.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        fault = f"{name}: of an old Office or with a password; save it anew, without one"
        raise InputError(code, fault)
    if _PAGE.match(data[:200]):
        raise InputError(code, f"{name}: not {what} but a page; rename it to .html")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = archive.infolist()
    except FAULTS as exc:
        raise InputError(code, f"{name}: not {what}: {words(exc)}; save it anew") from exc
    size = sum(item.file_size for item in items)
    xml = max((item.file_size for item in items if item.filename.endswith(".xml")), default=0)
    if size > _LARGEST or xml > _LARGEST_XML:
        raise InputError("too_large", f"{name}: unpacks to {size} bytes; split the document")
