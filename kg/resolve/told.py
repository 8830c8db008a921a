"""Which of two indicators the words mean that name both: what else the report states tells."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kg.indicator import IndicatorRow, identify, normalise, shared_row
from kg.model import Kind, Period, Quantity, Status
from kg.resolve.reading import Reading

_LOCAL: Final = "地方"

_When = tuple[Status, Period | None, Kind]


Told = tuple[str, bool, Status, str | None]
"""A wider indicator, whether of words that only local ones are told from, an aim or reached, and
the year."""


def told_at(row: IndicatorRow, is_local: bool, status: Status, period: Period | None) -> Told:
    """Say of what and when a figure would be of the wider indicator."""
    return row.id, is_local, status, None if period is None else period.end[:4]


def told_apart(reading: Reading, quantities: Sequence[Quantity]) -> frozenset[Told]:
    """Find the wider indicators that a report tells from a narrower one though words are shared:
    both are stated for one time, with other values (财政收入3亿元，其中一般预算收入1亿元).

    Where the narrower one is not beside them, the words are the report's headline, and mean it.
    """
    if reading.names.issuer.unit.level == "national":
        return frozenset()
    wide: dict[tuple[IndicatorRow, bool, _When], set[object]] = defaultdict(set)
    narrow: dict[tuple[str | None, bool, _When], set[object]] = defaultdict(set)
    for quantity in quantities:
        if quantity.indicator is None or quantity.subject is not None:
            continue
        words = reading.quote(quantity.indicator)
        when = quantity.status, quantity.period, quantity.kind
        value = quantity.low, quantity.high
        shared = shared_row(words)
        if shared is not None:
            wide[(*shared, when)].add(value)
        name = identify(words, kind=quantity.kind, unit=quantity.unit).id
        if shared is None or shared[1]:
            narrow[(name, False, when)].add(value)
        if shared is None and normalise(words).startswith(_LOCAL):
            narrow[(name, True, when)].add(value)
    found = set()
    for (row, is_local, time), values in wide.items():
        others = narrow.get((row.narrow, is_local, time))
        if others is not None and values.isdisjoint(others):
            status, period, _ = time
            found.add(told_at(row, is_local, status, period))
    return frozenset(found)
