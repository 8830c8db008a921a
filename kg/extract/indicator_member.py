"""Several indicators of one number (办结率、满意率均达100%), and the parts of one that names two
things (城镇、农村居民人均可支配收入分别增长). Which words name an indicator is found elsewhere."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from kg.extract.indicator_feature import MEASURE, Place, is_link, is_stop
from kg.extract.indicator_list import SHARED, Words, names_measured
from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table
from kg.text import Span

_REACH: Final = 9
_LONGEST: Final = 12
_JOBS: Final = ("就业", "城镇从业", "城镇就业")
_BACK: Final = 8


@cache
def _cue(*, is_alone: bool) -> re.Pattern[str]:
    table = quantity_table()
    each = (*table.each, SHARED) if is_alone else table.each
    return re.compile(
        f"(?<![{''.join(table.each_not_after)}])(?:{alternation(each)})"
        f"(?!{alternation(table.each_not_before)})(?P<rest>[^，。；、]{{0,{_REACH}}})$"
    )


@cache
def _pair() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in quantity_table().pairs))


def listed_before(
    place: Place,
    number: int,
    words: Words,
    choose_first: Callable[[int], int],
    *,
    is_alone: bool = False,
) -> list[Words]:
    """Find the members of the list that a number is said of alike.

    Args:
        place: The sentence.
        number: Which of its numbers.
        words: What it was found to measure.
        choose_first: Tells the first word of a name from its last.
        is_alone: Whether the number stands in no list, so that 分别 says it of each too.

    Returns:
        The members in the order of the text; `words` alone where no such list stands there.
    """
    found = _said_of_each(place, number, is_alone=is_alone)
    if found is None:
        return [words]
    last = place.at[number] - 1
    while last >= 0 and place.ends[last] > found.start():
        last -= 1
    members = _split(place, last, choose_first)
    if len(members) < 2 or words[1] not in {member[1] for member in members}:
        return [words]
    return members


def is_said_of_each(place: Place, number: int, *, is_alone: bool = False) -> bool:
    """Tell whether a word before a number says that it holds of each (均, 各), or 分别 before one
    that stands alone."""
    return _said_of_each(place, number, is_alone=is_alone) is not None


def _said_of_each(place: Place, number: int, *, is_alone: bool) -> re.Match[str] | None:
    start = place.measures[number].span.start
    at = max(0, start - _REACH - 2)
    while (found := _cue(is_alone=is_alone).search(place.text, at, start)) is not None:
        if not names_measured(found["rest"]):
            return found
        at = found.start() + 1
    return None


def _split(place: Place, last: int, choose_first: Callable[[int], int]) -> list[Words]:
    members: list[Words] = []
    end = last
    at = last
    while at >= 0 and end - at < _LONGEST:
        if is_link(place.words[at]) and at < end:
            members.insert(0, (at + 1, end))
            end = at - 1
        elif is_stop(place.words[at]) or place.tags[at] == MEASURE:
            break
        at -= 1
    if end > at:
        members.insert(0, (choose_first(end), end))
    return members


def share_out(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give each number of a list its own part of a name that names two things.

    Args:
        text: The sentence.
        spans: What the numbers of one list were found to measure.

    Returns:
        As many spans; the second of a pair starts at its own part.
    """
    if len(spans) != 2 or spans[0] != spans[1]:
        return list(spans)
    parts = parts_of(text, spans[0])
    return parts if len(parts) == 2 else list(spans)


def parts_of(text: str, span: Span) -> list[Span]:
    """Return the whole name and, where it names two things, the part from the second on.

    A name that is only the second of two things is taken with the first.
    """
    found = _pair().match(text, span.start, span.end)
    if found is not None and found.end() < span.end:
        return [span, Span(found.end(), span.end)]
    for before in _pair().finditer(text, max(0, span.start - _BACK)):
        if before.end() == span.start:
            return [Span(before.start(), span.end), span]
    return [span]


def completed(text: str, span: Span, others: Sequence[Span]) -> Span:
    """Give the first of two things the tail that stands after the second (城镇和农村居民收入).

    Args:
        text: The sentence.
        span: A name.
        others: The other names of the sentence; one of them may be the second thing.

    Returns:
        The span, to the end of the second thing where it is the first of such a pair.
    """
    found = _pair().match(text, span.start)
    if found is None or found.end() <= span.end:
        return span
    tail = range(span.start, found.end() + _BACK)
    ends = [o.end for o in others if o.start in tail and o.end > found.end()]
    return Span(span.start, max(ends)) if ends else span


def with_owner(text: str, span: Span) -> Span:
    """Give 增加值 that stands behind a verb the branch it is of (规模以上工业实现增加值)."""
    if text[span.start : span.end] != "增加值":
        return span
    found = _owner().search(text, max(0, span.start - _REACH - _LONGEST), span.start)
    return span if found is None else Span(found.start(), span.end)


def with_change(text: str, span: Span) -> Span:
    """Give jobs the word that says they are new (新增就业人员)."""
    is_new = text.endswith("新增", 0, span.start) and text.startswith(_JOBS, span.start)
    return Span(span.start - 2, span.end) if is_new else span


def are_two(text: str, span: Span) -> bool:
    """Tell whether a name is that of two things, or the second of two (城镇和农村居民收入)."""
    parts = parts_of(text, span)
    return len(parts) == 2 and parts[1].start - parts[0].start > 2


@cache
def _owner() -> re.Pattern[str]:
    table = quantity_table()
    return re.compile(f"(?:{alternation(table.branches)})(?:预计|可|共|已)?(?:完成|实现)$")
