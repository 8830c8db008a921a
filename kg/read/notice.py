"""Notices of a government that say who does what (任务分工): their number, date and signature.

How a clause is read is the extractor's business; here clauses are only counted, to tell a notice
that divides tasks from any other text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from kg.read.head import DATE, Head, iso_date
from kg.rules import Strict, load
from kg.text import Document, Span

_FEWEST: Final = 3
"""Fewest clauses that make a division of tasks: any document may say once who is in charge."""
_BLANK: Final = re.compile(r"\s+")
_LONGEST: Final = 40
"""Longest line that is a signature or a date."""


class NoticeTable(Strict):
    """The whole of `data/notices.toml`, each a regular expression."""

    number: str
    title: str
    addressee: str
    signature: str
    clause: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice of tasks says of itself.

    Args:
        head: Its head without the addressees, with the signature, so that whoever is named in it
            is the issuer.
        year: Of its number (发文字号), else of its date; None where it has neither.
        issued: ISO date of its signature, or None.
    """

    head: Head
    year: int | None
    issued: str | None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load("notices.toml", NoticeTable)
    return {name: re.compile(pattern) for name, pattern in table.model_dump().items()}


def read_notice(doc: Document, lines: Sequence[Span], head: Head) -> Notice | None:
    """Read a text as a notice that divides tasks.

    Args:
        doc: The cleaned text.
        lines: Its lines.
        head: What stands above its body.

    Returns:
        None where it is a report, or where fewer than three clauses name bodies.
    """
    patterns = _patterns()
    tight = [_BLANK.sub("", line) for line in head.lines]
    stop = next((i for i, line in enumerate(tight) if patterns["addressee"].match(line)), None)
    tight = tight[:stop]
    joined = "".join(tight)
    number = next((m for line in tight if (m := patterns["number"].search(line))), None)
    if head.is_greeted or not (number or patterns["title"].search(joined)):
        return None
    if not has_clauses(doc.text):
        return None
    signature, issued = _signed(doc, lines)
    year = int(number[1]) if number else int(issued[:4]) if issued else None
    words = "\n".join([*tight, *signature])
    return Notice(replace(head, lines=tuple(tight), joined=words), year, issued)


def has_clauses(text: str) -> bool:
    """Tell whether a text says of three tasks who does them."""
    clauses = _patterns()["clause"].finditer(text)
    return sum(1 for _, _ in zip(range(_FEWEST), clauses, strict=False)) == _FEWEST


def _signed(doc: Document, lines: Sequence[Span]) -> tuple[list[str], str | None]:
    """Find the first line that is only a date, and the name of a government right above it."""
    above = ""
    for line in lines:
        text = "" if len(line) > _LONGEST else _BLANK.sub("", doc.quote(line))
        if text and DATE.fullmatch(text):
            signed = _patterns()["signature"].fullmatch(above)
            return [above] if signed else [], iso_date(text)
        above = text
    return [], None
