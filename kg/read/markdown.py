"""Reads `.md`: plain text whose marks of headings, emphasis and links are no part of it."""

import re
from typing import Final

from kg.errors import InputError
from kg.read.decode import decode
from kg.read.source import Source

_NOTHING: Final = "\u200b"
"""Stands in place of a mark, so that offsets stay those of the file; cleaning drops it."""

_MARKS: Final = re.compile(
    r"^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+|\*\*|__|`+"
    r"|!?\[(?=[^\]\n]*\]\()|\]\([^()\s]*\)|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
_FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read a Markdown text."""
    text, encoding = decode(data, name=name)
    text = _FRONT.sub(_blank, text)
    return [Source(_MARKS.sub(_blank, text), encoding)]


def _blank(mark: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _NOTHING, mark[0])
