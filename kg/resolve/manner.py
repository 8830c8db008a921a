"""How a number of a sentence is meant beyond what it measures: as an addition or as a level, and
whether only of a part of the year. The words stand in `data/manners.toml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.errors import RuleFileError
from kg.model import Manner, Quantity
from kg.rules import Strict, load

_CLAUSE: Final = re.compile(r"[，,；;。：:！？\n]")
_PIECE: Final = "、"


class _Row(Strict):
    manner: Manner
    words: tuple[str, ...]
    not_units: tuple[str, ...] = ()


class _Part(Strict):
    words: tuple[str, ...]
    months: str
    whole: tuple[str, ...]


class _Table(Strict):
    row: tuple[_Row, ...]
    part: _Part


@dataclass(frozen=True, slots=True)
class _Patterns:
    rows: tuple[tuple[_Row, re.Pattern[str]], ...]
    times: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = load("manners.toml", _Table)
    words = [word for row in table.row for word in row.words]
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise RuleFileError(f"manners.toml: row: {twice[0]!r} stands in two rows")
    part = "|".join((*map(re.escape, table.part.words), table.part.months))
    whole = "|".join(map(re.escape, table.part.whole))
    return _Patterns(
        rows=tuple((row, re.compile("|".join(map(re.escape, row.words)))) for row in table.row),
        times=re.compile(f"(?P<part>{part})|(?:{whole})"),
    )


def read_manner(quantity: Quantity, *, text: str, start: int) -> Manner | None:
    """Tell whether an amount is an addition, an act or a level.

    Args:
        quantity: The number.
        text: The sentence.
        start: Where the sentence begins in the document.

    Returns:
        What the first row of the table says that has a word in the number's piece of its clause,
        before the number; else in the piece before, and so on to the beginning of the clause. None
        where no word is there, and for what is no amount.
    """
    if quantity.kind != "amount":
        return None
    before = text[: quantity.span.start - start]
    clause = _CLAUSE.split(before)[-1]
    for piece in reversed(clause.split(_PIECE)):
        for row, pattern in _patterns().rows:
            if quantity.unit not in row.not_units and pattern.search(piece):
                return row.manner
    return None


def is_of_part(quantity: Quantity, *, text: str, start: int) -> bool:
    """Tell whether the last word for a time before a number means a part of a year (前三季度)."""
    before = text[: quantity.span.start - start]
    last = None
    for match in _patterns().times.finditer(before):
        last = match
    return last is not None and last["part"] is not None
