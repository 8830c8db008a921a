"""What kind of figure a number is, and how it bounds the real one: the words next to it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.quantity_shape import Measure
from kg.extract.quantity_sift import quantity_table
from kg.extract.quantity_unit import alternation
from kg.model import Kind, Operator
from kg.rules import Strict, load

_WINDOW: Final = 16
_SHARES: Final = frozenset({"percent", "ratio"})
_CHANGES: Final = frozenset({"percentage_point", "doubling"})


class OperatorRow(Strict):
    """A row of `operators.toml`."""

    op: Operator
    before: tuple[str, ...]
    after: tuple[str, ...]


class OperatorTable(Strict):
    """The whole of `operators.toml`."""

    operator: tuple[OperatorRow, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    list_after: re.Pattern[str]
    op_before: dict[str, Operator]
    op_after: dict[str, Operator]


@cache
def _operators() -> _Words:
    rows = load("operators.toml", OperatorTable).operator
    op_before = {word: row.op for row in rows for word in row.before}
    op_after = {word: row.op for row in rows for word in row.after}
    return _Words(
        re.compile(f"({alternation(op_before)})[了到至在]?$"),
        re.compile(f"(?:的)?({alternation(op_after)})"),
        re.compile(rf"(?:、|和|及|与)[\d.%％]+[^，。；、\d和及]{{0,3}}({alternation(op_after)})"),
        op_before,
        op_after,
    )


def read_operator(text: str, measure: Measure) -> Operator:
    """Tell how the number bounds the real one; `eq` where no word says otherwise."""
    if measure.shape == "range":
        return "range"
    words = _operators()
    start, end = measure.span.start, measure.span.end
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    if found := words.after.match(after):
        return words.op_after[found[1]]
    if found := words.before.search(before):
        return words.op_before[found[1]]
    if measure.is_vague:
        return "gt"
    if measure.shape == "rank" and measure.low is None:
        return "le"
    if found := words.list_after.match(text[end : end + 24]):
        return words.op_after[found[1]]
    return "eq"


@cache
def _change() -> re.Pattern[str]:
    table = quantity_table()
    filler = alternation(table.change_filler)
    return re.compile(
        f"(?:(?P<growth>{alternation(table.growth)})|(?P<decline>{alternation(table.decline)}))"
        f"(?P<level>{alternation(table.level)})?(?:{filler})*$"
    )


@cache
def _per() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(quantity_table().per_before)})[^，。；、]*$")


def read_kind(text: str, measure: Measure, *, clause: int, indicator: str | None) -> Kind:
    """Tell what kind of figure a number is.

    Args:
        text: The text that the measure's span points into.
        measure: The number.
        clause: Where the number's clause starts.
        indicator: The words that name what it measures.
    """
    if measure.shape == "rank":
        return "rank"
    base = measure.unit.base
    before = text[max(clause, measure.span.start - _WINDOW) : measure.span.start]
    change = _change().search(before)
    if change and not (change["level"] and base not in _CHANGES):
        return "growth" if change["growth"] else "decline"
    if base in _CHANGES:
        return "growth"
    if base in _SHARES or "_per_" in base:
        return "rate"
    what = indicator or ""
    if base == "yuan" and (_per().search(what) or _per().search(before)):
        return "rate"
    return "amount"
