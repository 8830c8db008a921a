"""Numbers that measure something: targets and outcomes with their indicator, kind, operator,
status and period."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from kg.extract.indicator import find_indicators
from kg.extract.indicator_feature import read_place
from kg.extract.quantity_kind import read_kind, read_operator
from kg.extract.quantity_shape import NONE, Measure, find_measures
from kg.extract.quantity_sift import STOPS, sift
from kg.extract.quantity_unit import units
from kg.extract.quantity_word import quantity_table
from kg.model import Basis, Mention, Period, Quantity, Report, Status
from kg.text import Span

_CLAUSE: Final = frozenset(STOPS) - {"、", "（", "）", "(", ")"}


class Context(Protocol):
    """What is known of a sentence: see `kg.extract.context`."""

    def status_at(self, offset: int) -> Status:
        """Tell whether what stands at `offset` is aimed at or reached."""
        ...

    def period_at(self, offset: int) -> tuple[Period | None, Basis]:
        """Tell what time the words at `offset` are about."""
        ...


def find_quantities(
    report: Report, mentions: Sequence[Mention], contexts: Sequence[Context]
) -> list[Quantity]:
    """Find every number that measures something.

    Args:
        report: Of which the text is read.
        mentions: The entities found before; a number inside one is part of a name.
        contexts: One a sentence.

    Returns:
        Quantities in the order of the text; empty if there is none.
    """
    found: list[Quantity] = []
    by_sentence = measures_by_sentence(report, mentions)
    for index, measures in by_sentence.items():
        sentence = report.sentences[index].span
        text = report.doc.text[sentence.start : sentence.end]
        orders = chains(text, measures)
        whats = find_indicators(read_place(text, measures), orders)
        chained: Quantity | None = None
        for measure, whats_said, order in zip(measures, whats, orders, strict=True):
            chained = chained if order[0] else None
            line = _Line(text, index, sentence.start, contexts[index])
            said = [_quantity(line, measure, what, chained) for what in whats_said or (None,)]
            chained = said[0]
            found += said
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what is known of it."""

    text: str
    index: int
    offset: int
    context: Context


def chains(text: str, measures: Sequence[Measure]) -> list[tuple[int, int]]:
    """Tell of each number its place in a list of numbers, and how many follow it there."""
    orders: list[int] = []
    for at, right in enumerate(measures):
        left = measures[at - 1] if at else None
        orders.append(orders[-1] + 1 if left is not None and _is_chained(text, left, right) else 0)
    left_over = [0] * len(orders)
    for at in range(len(orders) - 2, -1, -1):
        left_over[at] = left_over[at + 1] + 1 if orders[at + 1] else 0
    return list(zip(orders, left_over, strict=True))


_CHAIN: Final = re.compile("(?:以上|左右|以内|以下|的)?(?:、|，|和|与|及|以及)(?:超过|近|约)?")


def _is_chained(text: str, left: Measure, right: Measure) -> bool:
    """Tell whether a number goes on a list of numbers (增长8%、9.1%和3%)."""
    between = text[left.span.end : right.span.start]
    return _CHAIN.fullmatch(between) is not None


def measures_by_sentence(report: Report, mentions: Sequence[Mention]) -> dict[int, list[Measure]]:
    """Find the numbers that measure something, by sentence; spans are into the sentence."""
    starts = [sentence.span.start for sentence in report.sentences]
    names = sorted({mention.span for mention in mentions})
    name_starts = [span.start for span in names]
    found: dict[int, list[Measure]] = {}
    for measure in find_measures(report.doc.text):
        index = bisect_right(starts, measure.span.start) - 1
        if index < 0 or not report.sentences[index].span.contains(measure.span):
            continue
        if is_named(measure.span, names, name_starts):
            continue
        if sift(report.doc.text, measure) is None:
            found.setdefault(index, []).append(_moved(measure, -starts[index]))
    return found


def is_named(span: Span, names: Sequence[Span], starts: Sequence[int]) -> bool:
    """Tell whether a span lies inside a name; `names` are sorted."""
    at = bisect_right(starts, span.start) - 1
    return any(names[i].contains(span) for i in range(max(0, at - 2), at + 1))


def _moved(measure: Measure, by: int) -> Measure:
    return replace(measure, span=Span(measure.span.start + by, measure.span.end + by))


def _quantity(
    line: _Line, measure: Measure, what: Span | None, chained: Quantity | None
) -> Quantity:
    text, offset = line.text, line.offset
    if chained is not None and chained.unit != _unit(text, measure, what):
        chained = None
    op = read_operator(text, measure, chained=chained.op if chained else None)
    kind = read_kind(
        text,
        measure,
        clause=clause_start(text, measure.span.start),
        indicator=None if what is None else text[what.start : what.end],
        chained=chained.kind if chained else None,
    )
    start = offset + measure.span.start
    unit = _unit(text, measure, what)
    period, basis = line.context.period_at(start)
    low = None if op in {"le", "lt"} else measure.low
    high = None if op in {"ge", "gt"} else measure.high
    return Quantity(
        span=Span(start, offset + measure.span.end),
        sentence=line.index,
        low=low,
        high=high,
        unit=unit,
        kind=kind,
        op=op,
        status=line.context.status_at(start),
        period=period,
        indicator=None if what is None else Span(offset + what.start, offset + what.end),
        subject=None,
        period_basis=basis,
        rule=f"unit.{measure.unit.id}",
    )


def _unit(text: str, measure: Measure, what: Span | None) -> str:
    """Return the base unit; a number without a unit gets it from what stands beside it."""
    if measure.unit is not NONE:
        return measure.unit.base
    if text.startswith(quantity_table().money_after, measure.span.end):
        return "yuan"
    words = "" if what is None else text[what.start : what.end]
    is_of_people = any(noun in words for noun in units().people)
    return "person" if is_of_people else NONE.base


def clause_start(text: str, at: int) -> int:
    """Return where the clause of the place `at` starts: after the last comma or stronger mark."""
    for index in range(at - 1, -1, -1):
        if text[index] in _CLAUSE:
            return index + 1
    return 0
