"""Reads `.txt`."""

from kg.errors import InputError
from kg.read.decode import decode
from kg.read.source import Source


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read a plain text."""
    text, encoding = decode(data, name=name)
    return [Source(text, encoding)]
