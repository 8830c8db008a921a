"""What goes wrong in a library that is fed bytes which only claim to be of its format."""

import lzma
import re
import struct
import zipfile
import zlib
from typing import Final

FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What parsers of damaged archives, XML and PDF were seen to raise; to be caught around calls of
such a parser alone."""

_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")
_LONGEST: Final = 160


def words(exc: BaseException) -> str:
    """Return what an error says in one short line that is the same on every run."""
    text = _ADDRESS.sub("", " ".join(str(exc).split()))
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown[:_LONGEST] or type(exc).__name__
