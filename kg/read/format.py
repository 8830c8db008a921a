"""Which module reads which format. No format is known here by more than its name."""

import importlib
from types import MappingProxyType
from typing import Final, cast

from kg.read.source import Reader

FORMATS: Final = MappingProxyType(
    {
        ".txt": "kg.read.text",
        ".md": "kg.read.markdown",
        ".docx": "kg.read.docx",
        ".html": "kg.read.html",
        ".htm": "kg.read.html",
        ".csv": "kg.read.csv",
        ".xlsx": "kg.read.xlsx",
        ".pdf": "kg.read.pdf",
        ".zip": "kg.read.archive",
    }
)
"""The module that reads each format, by the end of the file's name; imported on first use."""

_ONE: Final = 64_000_000
_MANY: Final = 1_000_000_000
LARGEST: Final = MappingProxyType(
    {ending: _MANY if ending in (".csv", ".xlsx", ".pdf", ".zip") else _ONE for ending in FORMATS}
)
"""Most bytes of a file of each format: room for several times the longest report, or for many
reports where one file may hold them (or pictures, in a PDF)."""


def reader(ending: str) -> Reader:
    """Import the reader of a format of `FORMATS`, in whatever case its name is written."""
    return cast(Reader, importlib.import_module(FORMATS[ending.lower()]))
