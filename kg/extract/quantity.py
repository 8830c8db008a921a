"""Numbers that measure something: targets and outcomes with their indicator, kind, operator,
status and period."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Protocol

from kg.extract.indicator import find_indicators
from kg.extract.indicator_feature import read_place
from kg.extract.quantity_chain import chains
from kg.extract.quantity_kind import goes_on, read_kind, read_operator
from kg.extract.quantity_shape import MINUS, NONE, Measure, find_measures, wide_marks
from kg.extract.quantity_sift import STOPS, sift
from kg.extract.quantity_subject import find_subject, is_own
from kg.extract.quantity_unit import units
from kg.extract.quantity_word import quantity_table
from kg.model import Basis, Kind, Mention, Period, Quantity, Report, Status
from kg.text import Span, clause_start

_SCALED: Final = 10_000
_JOINT: Final = re.compile("[”》]?(?:的|、|和|与|及)")
_CLAUSE: Final = frozenset(STOPS) - {"、", "（", "）", "(", ")"}
"""Signs that part clauses."""


class Context(Protocol):
    """What is known of a sentence: see `kg.extract.context_sentence`."""

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
    others = _others(report, mentions)
    found: list[Quantity] = []
    for index, measures in measures_by_sentence(report, mentions).items():
        sentence = report.sentences[index].span
        text = wide_marks(report.doc.text[sentence.start : sentence.end])
        named = [(m.span.moved(-sentence.start), m.type) for m in others.get(index, ())]
        names = [span for span, _ in named]
        places = [span for span, kind in named if kind == "Place"]
        line = _Line(text, index, sentence.start, contexts[index], names, places)
        found += _read(line, measures)
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what is known of it; the names are into the sentence."""

    text: str
    index: int
    offset: int
    context: Context
    names: Sequence[Span]
    places: Sequence[Span]


def _others(report: Report, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    """Sort the mentions by sentence, without those of the report's own region."""
    found: dict[int, list[Mention]] = {}
    for mention in sorted(mentions):
        if not is_own(report.doc.quote(mention.span), report.region):
            found.setdefault(mention.sentence, []).append(mention)
    return found


def _read(line: _Line, measures: Sequence[Measure]) -> list[Quantity]:
    orders = chains(line.text, measures)
    whats = find_indicators(read_place(line.text, measures, line.places), orders)
    found: list[Quantity] = []
    chained: Quantity | None = None
    last = 0
    for measure, spans, order in zip(measures, whats, orders, strict=True):
        goes = last and goes_on(line.text[last : measure.span.start])
        chained = chained if order[0] or goes else None
        last = measure.span.end
        bare = [_without_place(line, span) for span in spans]
        said = [_quantity(line, measure, what, order, chained) for what in bare or (None,)]
        if found and said[0].subject is None and said[0].indicator == found[-1].indicator:
            said[0] = replace(said[0], subject=found[-1].subject)
        chained = said[0]
        found += said
    return _apart(line, found)


def _without_place(line: _Line, span: Span) -> Span:
    """Leave out places that open the name of an indicator: they are what the figure is about."""
    start = span.start
    for name in line.places:
        if name.start - 1 <= start < name.end < span.end - 1:
            joint = _JOINT.match(line.text, name.end, span.end - 1)
            start = joint.end() if joint else name.end
    return span if start == span.start else Span(start, span.end)


def _apart(line: _Line, found: Sequence[Quantity]) -> list[Quantity]:
    """Give the first of a pair with one tail (城乡居民收入) its own part as its subject."""
    result = list(found)
    for at, (left, right) in enumerate(pairwise(found)):
        if left.indicator is None or right.indicator is None or left.subject is not None:
            continue
        start, second = left.indicator.start, right.indicator.start
        between = line.text[start + 1 - line.offset : second - line.offset]
        if left.indicator.end == right.indicator.end and second > start and between in {"", "、"}:
            result[at] = replace(left, subject=Span(start, start + 1))
    return result


def measures_by_sentence(report: Report, mentions: Sequence[Mention]) -> dict[int, list[Measure]]:
    """Find the numbers that measure something, by sentence; spans are into the sentence."""
    starts = [sentence.span.start for sentence in report.sentences]
    names = sorted({mention.span for mention in mentions})
    name_starts = [span.start for span in names]
    found: dict[int, list[Measure]] = {}
    text = wide_marks(report.doc.text)
    for measure in find_measures(text):
        index = bisect_right(starts, measure.span.start) - 1
        if index < 0 or not report.sentences[index].span.contains(measure.span):
            continue
        if is_named(measure.span, names, name_starts):
            continue
        if sift(text, measure) is None:
            span = measure.span.moved(-starts[index])
            found.setdefault(index, []).append(replace(measure, span=span))
    return found


def is_named(span: Span, names: Sequence[Span], starts: Sequence[int]) -> bool:
    """Tell whether a span lies inside a name; `names` are sorted."""
    at = bisect_right(starts, span.start) - 1
    return any(names[i].contains(span) for i in range(max(0, at - 2), at + 1))


def _said_of(quantity: Quantity, sign: str) -> Kind:
    """Return the kind that the words say, whatever sign the number has (分别增长-2%和3%)."""
    return "growth" if quantity.kind == "decline" and sign in MINUS else quantity.kind


def _quantity(
    line: _Line,
    measure: Measure,
    what: Span | None,
    order: tuple[int, int],
    chained: Quantity | None,
) -> Quantity:
    text, offset = line.text, line.offset
    if chained is not None and chained.unit != _unit(text, measure, what):
        chained = None
    in_list = chained is not None and order[0] > 0
    op = read_operator(text, measure, chained=chained.op if chained and in_list else None)
    kind = read_kind(
        text,
        measure,
        clause=clause_start(text, measure.span.start, _CLAUSE),
        indicator=None if what is None else text[what.start : what.end],
        chained=None if chained is None else _said_of(chained, text[chained.span.start - offset]),
    )
    start = offset + measure.span.start
    unit = _unit(text, measure, what)
    if kind == "amount" and unit == "score" and measure.unit is NONE:
        kind = "rate"
    period, basis = line.context.period_at(start)
    subject = find_subject(text, measure.span, what, order, line.names)
    least, most = measure.low, measure.high
    if measure.is_negative and least is not None and kind in {"rate", "amount"}:
        least = most = -least  # of a change the kind has the sign
    low = None if op in {"le", "lt"} else least
    high = None if op in {"ge", "gt"} else most
    return Quantity(
        span=measure.span.moved(offset),
        sentence=line.index,
        low=low,
        high=high,
        unit=unit,
        kind=kind,
        op=op,
        status=line.context.status_at(start),
        period=period,
        indicator=None if what is None else what.moved(offset),
        subject=None if subject is None else subject.moved(offset),
        period_basis=basis,
        rule=f"unit.{measure.unit.id}",
    )


def _unit(text: str, measure: Measure, what: Span | None) -> str:
    """Return the base unit; a number without a unit gets it from what stands beside it."""
    if measure.unit is not NONE:
        return measure.unit.base
    if measure.low is not None and measure.low < _SCALED:
        return "score"
    table = quantity_table()
    words = "" if what is None else text[what.start : what.end]
    if text.startswith(table.money_after, measure.span.end) or words.endswith(table.money_words):
        return "yuan"
    is_of_people = any(noun in words for noun in units().people)
    return "person" if is_of_people else NONE.base
