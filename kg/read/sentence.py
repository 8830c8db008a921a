"""Where the sentences of a line end. Which section they stand in is not asked here."""

import re
from collections.abc import Iterator
from typing import Final

from kg.text import Span

_STOP: Final = re.compile(r"[。！？；!?;]+[”’」』）)】》\]]*")
_ENTITY: Final = re.compile(r"&[A-Za-z]{2,8}$")
_BLANKS: Final = " \t\xa0\u3000"


def split(text: str, line: Span) -> Iterator[Span]:
    """Split a line into sentences.

    A sentence ends with 。！？； or their half-width forms, and takes the closing quotation marks
    and brackets after them. A `?` inside a quotation is no end: it stands there where a middle dot
    was lost (“山?河?祖国”).

    Args:
        text: The whole cleaned text.
        line: One of its lines.

    Yields:
        Spans without blanks at their ends, in order; a line without a stop is one sentence.
    """
    start = line.start
    for stop in _STOP.finditer(text, line.start, line.end):
        if _is_inner(text, start, stop):
            continue
        span = _trim(text, start, stop.end())
        if span is not None:
            yield span
        start = stop.end()
    rest = _trim(text, start, line.end)
    if rest is not None:
        yield rest


def _is_inner(text: str, start: int, stop: re.Match[str]) -> bool:
    first = stop[0][0]
    if first == "?":
        opened = text.rfind("“", start, stop.start())
        return opened >= 0 and text.rfind("”", start, stop.start()) < opened and len(stop[0]) == 1
    return (
        first == ";"
        and _ENTITY.search(text, max(start, stop.start() - 9), stop.start()) is not None
    )


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in _BLANKS:
        start += 1
    while start < end and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end) if start < end else None
