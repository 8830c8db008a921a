"""Which part of the region a headline figure is of (高新区完成生产总值50亿元).

The words before the indicator say so, or the head of its passage. A name that opens its clause is
read before, in `kg.extract.quantity_subject`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.model import Level
from kg.rules import Strict, any_of, load
from kg.text import Span

_CLAUSE: Final = re.compile("[，,：:；;。！!？?\n]")
_PASSAGE: Final = re.compile("[；;。！!？?\n]")
_DIGIT: Final = re.compile(r"\d")
_JOINT: Final = re.compile("[”》]?(?:[、—至-]|和|与|及|等)")
COUNTY: Final = "县域"
"""What a county calls itself, and a city the counties in it."""

_SALES: Final = re.compile(
    r"([一-龥“”、]{2,12}?)(?:完成|实现)?(?:主营业务|销售|营业)收入[^，。；\d]{0,4}\d[^，；。]{0,8}"
    r"(?:[，；、][^，；。、]{0,12}\d[^，；。、]{0,8})?[，；、]$"
)
_COUNTED: Final = (
    r"(?:[两二三四五六七八九十]|\d+)个?[一-龥（）]{0,6}?"
    "(?:县|市|区|州|镇|乡|村|（市）|（州）|（区）|（市、区）|（区、市）)"
)
"""So many counties, zones, villages."""

_LONGEST: Final = 24
_WHOLE_END: Final = re.compile("(?:全[省市县区州盟旗]|[我本][省市县区州盟旗]|城镇)$")
_PARTNER: Final = re.compile("(?:对|与|同)(?!外|上年|去年)[^外]")
"""Before trade: whom it is with (对东南亚出口)."""


class OwnerTable(Strict):
    """The whole of `owners.toml`; see its head for what the keys mean."""

    zones: tuple[str, ...]
    parts: tuple[str, ...]
    bodies: tuple[str, ...]
    sectors: tuple[str, ...]
    branches: tuple[str, ...]
    levels: tuple[str, ...]
    whole: tuple[str, ...]
    not_after: tuple[str, ...]
    not_heads: tuple[str, ...]
    between: tuple[str, ...]
    going_on: tuple[str, ...]
    opening: tuple[str, ...]
    region: tuple[str, ...]
    indicators: tuple[str, ...]
    of_branches: tuple[str, ...]
    of_trade: tuple[str, ...]
    regions: tuple[str, ...]
    own: dict[Level, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    end: re.Pattern[str]
    firm: re.Pattern[str]
    branch: re.Pattern[str]
    level: re.Pattern[str]
    whole: re.Pattern[str]
    no: re.Pattern[str]
    no_head: re.Pattern[str]
    between: re.Pattern[str]
    opening: re.Pattern[str]
    region: re.Pattern[str]
    head: re.Pattern[str]


def owner_table() -> OwnerTable:
    """Return the table of owners."""
    return load("owners.toml", OwnerTable)


@cache
def _words() -> _Words:
    table = owner_table()
    years = r"(?:\d{4}年)?"
    return _Words(
        end=re.compile(
            f"(?:(?:{any_of((*table.zones, *table.parts, *table.bodies))})[”》]?|{_COUNTED})$"
        ),
        firm=re.compile(f"(?:{any_of((*table.bodies, *table.branches))})$"),
        branch=re.compile(f"(?:{any_of(table.branches)})$"),
        level=re.compile(f"(?:{any_of(table.levels)})$"),
        whole=re.compile(f"^(?:{any_of(table.region)})?(?:{any_of(table.whole)})$"),
        no=re.compile(any_of(table.not_after)),
        no_head=re.compile(any_of((*table.not_after, *table.not_heads))),
        between=re.compile(rf"(?:\d{{4}}年|{any_of(table.between)}|\s)*$"),
        opening=re.compile(f"(?:{years}(?:{any_of(table.opening)}|\\s))*{years}"),
        region=re.compile(any_of(table.region)),
        head=re.compile(
            f"(?:{any_of(table.sectors)})(?=(?:地区)?生产总值|GDP|经济|完成|实现|发展)"
            f"|[一-龥\\d]{{0,10}}?(?:{any_of(table.zones)})(?!建设|招商|发展|整体|通关|前\\d|行列)"
            f"|\\d+个(?:{any_of(w.removeprefix('个') for w in table.parts)})(?!级|列|重[点大])"
        ),
    )


def find_owner(
    text: str,
    *,
    number: int,
    indicator: Span | None,
    which: str,
    places: Sequence[Span],
    has_levels: bool,
    others: Sequence[str] = (),
) -> Span | None:
    """Find the part of the region that a headline figure is of.

    Args:
        text: The sentence; all spans and offsets are into it.
        number: Where the figure's number begins.
        indicator: The words that name what it measures, None where another sentence has them.
        which: The id of the indicator.
        places: The zones and divisions inside the region that the sentence names.
        has_levels: Whether the region has divisions below it that have governments.
        others: Words for the whole of another region (全省 in a report of a city).

    Returns:
        The words that name the part, None where the figure is of the region as a whole.
    """
    if which not in owner_table().indicators:
        return None
    at = number if indicator is None or indicator.start > number else indicator.start
    start = _last(_CLAUSE, text, at)
    left, end = _phrase(text, start, at)
    if end > left:
        other = next((word for word in others if text.endswith(word, left, end)), None)
        if other is not None:
            return Span(end - len(other), end)
        phrase = Span(left, end)
        is_place = any(left <= place.start and place.end == end for place in places)
        return _said(text, phrase, which, has_levels=has_levels, is_place=is_place)
    head = _head(text, start, places) or _branch(text, at, which)
    is_own = head is not None and not has_levels and text.startswith(COUNTY, head.start)
    return None if is_own else head


def _branch(text: str, at: int, which: str) -> Span | None:
    """Return the branch whose sales stand right before bare trade (软件收入9亿元，出口8亿元)."""
    if which not in owner_table().of_trade:
        return None
    found = _SALES.search(text, 0, at)
    return None if found is None else Span(*found.span(1))


def continues(text: str, since: int, *, number: int, indicator: Span | None) -> bool:
    """Tell whether a figure goes on about the part of the region that the one before it is of.

    Args:
        text: The sentence; all offsets are into it.
        since: Where the figure before ends.
        number: Where the figure's number begins.
        indicator: The words that name what it measures, None where another sentence has them.
    """
    if indicator is None or not since <= indicator.start < number:
        return False
    start = max(since, _last(_CLAUSE, text, indicator.start))
    is_next = _PASSAGE.search(text, since, indicator.start) is not None
    goes_on = text[since:start] == "；" and text.startswith(("完成", "实现"), start)
    if (is_next and not goes_on) or _words().region.search(text, since, number):
        return False
    left, end = _phrase(text, start, indicator.start)
    return left == end


def are_alike(owner: str, before: str, which: str) -> bool:
    """Tell whether an indicator beside another one can be of the same part of the region: of a
    zone or of counties any headline, of a kind of firms one of trade beside trade."""
    table = owner_table()
    if which not in table.indicators:
        return False
    is_firm = _words().firm.search(owner) is not None
    return not is_firm or {before, which} <= set(table.of_trade)


def other_regions(name: str, level: Level) -> list[str]:
    """Return the words for the whole of a region that cannot mean a region of this name and level:
    全省 of a city, 全市 of a province but of a 直辖市."""
    own = owner_table().own[level]
    end = name[-1:]
    return [word for word in owner_table().regions if word not in own and word[-1] != end]


def _last(pattern: re.Pattern[str], text: str, end: int, start: int = 0) -> int:
    """Return where the text after the last mark between `start` and `end` begins."""
    found = start
    for match in pattern.finditer(text, start, end):
        found = match.end()
    return found


def _opened(text: str, start: int, end: int) -> int:
    """Return where what may open a clause ends (其中、力争)."""
    first = _words().opening.match(text, start, end)
    return start if first is None else first.end()


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words of a clause begin and end without what opens it and what ties them to
    the indicator behind (完成、实现); the same place twice where no words are left."""
    left = _opened(text, start, end)
    gap = _words().between.search(text, left, end)
    return left, end if gap is None else gap.start()


def _said(text: str, span: Span, which: str, *, has_levels: bool, is_place: bool) -> Span | None:
    """Return the words before an indicator, where they name a part of the region."""
    words = _words()
    phrase = text[span.start : span.end]
    if len(phrase) > _LONGEST or words.no.search(phrase) or words.whole.match(phrase):
        return None
    if _WHOLE_END.search(phrase):
        return None
    if which in owner_table().of_trade and _PARTNER.match(phrase):
        return span
    is_part = is_place or words.end.search(phrase) or (has_levels and words.level.search(phrase))
    if not is_part and which not in owner_table().of_branches:
        is_part = words.branch.search(phrase)
    return span if is_part else None


def _head(text: str, start: int, places: Sequence[Span]) -> Span | None:
    """Return the zone or division that the clauses before the one that begins at `start` speak of:
    one that opens a clause with a number, or the passage. None where a clause between speaks of
    the whole region."""
    passage = _last(_PASSAGE, text, start)
    end = start
    while end > passage:
        begin = _last(_CLAUSE, text, end - 1, passage)
        if _words().region.search(text, begin, end) is not None:
            return None
        place = _opening_place(text, begin, end, places)
        if place is not None:
            is_head = begin == passage or text.startswith(owner_table().sectors, place.start)
            goes_on = is_head and text.startswith(owner_table().going_on, start)
            return place if goes_on or _DIGIT.search(text, place.end, end) else None
        end = begin
    return None


def _opening_place(text: str, begin: int, end: int, places: Sequence[Span]) -> Span | None:
    """Return the zone or division that a clause begins with."""
    words = _words()
    at = _opened(text, begin, end)
    for span in places:
        if span.start == at and span.end < end:
            return None if _JOINT.match(text, span.end) else span
    found = words.head.match(text, at, end)
    return None if found is None or words.no_head.search(found[0]) else Span(*found.span())
