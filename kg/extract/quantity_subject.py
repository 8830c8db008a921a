"""Which entity or place a figure is about, where the sentence names one other than the report's own
region: the name that opens the figure's clause. What it measures is found elsewhere."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table
from kg.text import Span

_STOPS: Final = "，。；：！？\n"
_LINK: Final = re.compile("[”》]?(?:、|和|与|及|以及)[“《]?")
_OWN: Final = re.compile("(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州|盟|旗)$")


@cache
def _opening() -> re.Pattern[str]:
    words = alternation(quantity_table().subject_opening)
    return re.compile(f"(?:^|[{_STOPS}])(?:{words})*[“《]?$")


@cache
def _no_subject() -> re.Pattern[str]:
    return re.compile(rf"[”》]?(?:\d|{alternation(quantity_table().no_subject_after)})")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(alternation(quantity_table().whole_region))


def find_subject(
    text: str,
    number: Span,
    indicator: Span | None,
    order: tuple[int, int],
    names: Sequence[Span],
) -> Span | None:
    """Find the name that a figure is about.

    Args:
        text: The sentence; all spans are into it.
        number: Of the figure.
        indicator: What it measures.
        order: The number's place in a list of numbers, and how many follow it there.
        names: The sentence's mentions, in order, the report's own region left out.

    Returns:
        The span of a mention, or None where the figure is about the region as a whole.
    """
    start = max(text.rfind(stop, 0, number.start) for stop in _STOPS) + 1
    here = [span for span in names if start <= span.start and span.end < number.start]
    if not here or _opening().search(text, 0, here[0].start) is None:
        return None
    members = _members(text, here)
    chosen = members[order[0]] if len(members) == sum(order) + 1 else None
    if chosen is None or (indicator is not None and indicator.overlaps(chosen)):
        return None
    end = members[-1].end
    if _no_subject().match(text, end) or _whole().search(text, end, number.start):
        return None
    return chosen


def _members(text: str, names: Sequence[Span]) -> list[Span]:
    """Return the first name and those that are joined to it."""
    members = [names[0]]
    for span in names[1:]:
        if _LINK.fullmatch(text, members[-1].end, span.start) is None:
            break
        members.append(span)
    return members


def is_own(words: str, region: str) -> bool:
    """Tell whether words name the report's own region, in full or short."""
    return words.removesuffix("地区") in {region, _OWN.sub("", region)}
