"""Lists of numbers (分别增长8%、9.1%和3%): which number stands where in its list."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.quantity_shape import Measure

_CHAIN: Final = re.compile(
    r"\s?(?:以上|左右|以内|以下|的)?\s?(?:、|，|和|与|及|以及)(?:超过|近|约)?\s?"
)
_LAST: Final = re.compile("和|与|及")
"""Between the last two members of a list: a comma after them begins something else."""


def chains(text: str, measures: Sequence[Measure]) -> list[tuple[int, int]]:
    """Tell of each number its place in a list of numbers, and how many follow it there."""
    orders: list[int] = []
    is_last = False
    for at, right in enumerate(measures):
        between = text[measures[at - 1].span.end : right.span.start] if at else ""
        is_over = is_last and between.strip() == "，"
        is_chained = bool(between) and not is_over and _CHAIN.fullmatch(between) is not None
        is_last = is_chained and _LAST.search(between) is not None
        orders.append(orders[-1] + 1 if is_chained else 0)
    left_over = [0] * len(orders)
    for at in range(len(orders) - 2, -1, -1):
        left_over[at] = left_over[at + 1] + 1 if orders[at + 1] else 0
    return list(zip(orders, left_over, strict=True))
