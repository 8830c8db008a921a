"""Lists of numbers (分别增长8%、9.1%和3%): which number stands where in its list."""

import re
from collections.abc import Sequence
from typing import Final

from kg.extract.quantity_shape import Measure

_CHAIN: Final = re.compile("(?:以上|左右|以内|以下|的)?(?:、|，|和|与|及|以及)(?:超过|近|约)?")


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


def _is_chained(text: str, left: Measure, right: Measure) -> bool:
    """Tell whether a number goes on a list of numbers (增长8%、9.1%和3%)."""
    between = text[left.span.end : right.span.start]
    return _CHAIN.fullmatch(between) is not None
