"""Reads `.txt` and `.md`. Markdown keeps its marks out of the text; nothing else differs."""

import re
from typing import Final

from kg.read.decode import decode
from kg.read.source import Source

_MARKS: Final = re.compile(
    r"(?m)^[ \t]*(?:#{1,6}|>|[-*+](?=[ \t]))[ \t]+|\*\*|__|`+|^[ \t]*(?:-{3,}|\*{3,})[ \t]*$"
)


def read(data: bytes, *, name: str) -> list[Source]:
    """Read a plain text."""
    text, encoding = decode(data, name=name)
    return [Source(text, encoding)]
