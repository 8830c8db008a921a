"""Which of two indicators the words mean that name both: what else the report states tells."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kg.model import Quantity
from kg.resolve.indicator import IndicatorRow, identify, normalise, shared_row
from kg.resolve.reading import Reading

_LOCAL: Final = "地方"


def told_apart(reading: Reading, quantities: Sequence[Quantity]) -> frozenset[tuple[str, bool]]:
    """Find the wider indicators that a report tells from a narrower one though words are shared:
    both are stated for one time, with other values (财政收入3亿元，其中一般预算收入1亿元).

    Returns:
        Their ids, and whether of words that only local ones are told from.
    """
    if reading.names.issuer.unit.level == "national":
        return frozenset()
    wide: dict[tuple[IndicatorRow, bool, object], set[object]] = defaultdict(set)
    narrow: dict[tuple[str | None, bool, object], set[object]] = defaultdict(set)
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
            found.add((row.id, is_local))
    return frozenset(found)
