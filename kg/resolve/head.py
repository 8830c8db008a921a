"""The head that a member of a list shares with the last one (货物、旅客吞吐量分别增长).

Its own words lack it. The words themselves stand in the text as they were read.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kg.indicator import IndicatorTable
from kg.rules import any_of, load
from kg.text import Span

_LINK: Final = re.compile("、|以及|和|与|及")
_TWO: Final = re.compile("存、?贷款")
_SECTORS: Final = re.compile("第?一、?第?二、?第?三次?产业|三次产业")
_ORDINALS: Final = "一二三"
_BACK: Final = 8
"""How far before an indicator the sectors begin that it names."""
_VALUE: Final = "增加值"
_OUTPUT: Final = re.compile(
    "((?:规模以上|规上|规模)?工业)(?:企业)?(?:预计)?(?:完成|实现)*(?:总产值|产值|主营业务收入|销售收入|利润)"
    r"|((?:规模以上|规上|规模)工业)(?:企业)?(?:预计|已|户数|总数)*(?:达到?|发展到|增至|增加到|共|有)*\d+[家户个]"
    r"|^[—－-]*(工业)(?:生产|经济|发展)[^，。；业]{2,16}，[^；业]*$"
)
"""The branch whose output, number or state stands before its value added."""

_MEASURED: Final = re.compile("(?:[值率量额数税]|GDP)$")
"""Words that end so have a head of their own."""

_CUT: Final = "存"
"""What is left of 存款 in 存、贷款余额."""

_PARTS: Final = ("存款", "贷款")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(load('indicators.toml', IndicatorTable).heads)})$")


def with_head(text: str, span: Span, words: str, others: Iterable[Span]) -> str:
    """Return the words of an indicator, with the head that the last member of its list has.

    Args:
        text: Of the document; the spans are into it.
        span: Where the words end is its end.
        words: Of the indicator.
        others: The words of the other indicators of the sentence.

    Returns:
        The words as they stand where they have a head or no list goes on behind them.
    """
    if _MEASURED.search(words) is not None or _head().search(words) is not None:
        return words
    starts = {other.start: other for other in others if other.end > other.start + 1}
    end = span.end
    while (link := _LINK.match(text, end)) is not None and link.end() in starts:
        member = starts[link.end()]
        head = _head().search(text, member.start, member.end)
        if head is not None:
            return words + ("款" if words.endswith(_CUT) else "") + head[0]
        end = member.end
    return words


def of_branch(words: str, before: str) -> str:
    """Return 增加值 with the branch of the output that the sentence names before it
    (规上工业总产值增长9%，增加值增长8%); other words as they are."""
    if words != _VALUE:
        return words
    branch = None
    for match in _OUTPUT.finditer(before):
        branch = match[1] or match[2] or match[3]
    return words if branch is None else branch + words


def names_two(words: str) -> bool:
    """Tell whether words name deposits and loans at once."""
    return _TWO.search(words) is not None


def part_of_two(words: str, order: int) -> str:
    """Return the words for one of deposits and loans, which 存贷款 names both: the first number of
    a list is of the first."""
    return _TWO.sub(_PARTS[order], words)


def sector(text: str, indicator: Span, span: Span, numbers: Iterable[tuple[Span, Span]]) -> str:
    """Return the words for one of the three sectors that an indicator names at once, each with a
    number of its own (一、二、三产业增加值分别增长4%、5%和6%).

    Args:
        text: Of the document; all spans are into it.
        indicator: The words.
        span: The number.
        numbers: Every number of the sentence with its indicator, in order.

    Returns:
        Empty where they name no three sectors or have another count of numbers.
    """
    found = _SECTORS.search(text, max(0, indicator.start - _BACK), indicator.end)
    if found is None or found.end() <= indicator.start:
        return ""
    order = order_of(span, numbers, count=len(_ORDINALS))
    return "" if order is None else f"第{_ORDINALS[order]}产业{text[found.end() : indicator.end]}"


def order_of(span: Span, numbers: Iterable[tuple[Span, Span]], *, count: int) -> int | None:
    """Tell the place of a number among those that follow each other and have the same indicator.

    Args:
        span: The number.
        numbers: Every number of the sentence with its indicator, in order.
        count: How many things the indicator names, each with a number.

    Returns:
        From 0 on, None where there is not one for each.
    """
    listed = list(numbers)
    own = next(indicator for number, indicator in listed if number == span)
    same = [number for number, indicator in listed if indicator == own]
    return same.index(span) % count if len(same) % count == 0 else None
