"""Which words of a sentence name what a number measures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.quantity_shape import Measure
from kg.text import Span

_NOUN_AFTER: Final = re.compile(r"(?:以上|左右|以内)?(?:的)?([^，。；、：！？（）()\d“”]{2,16})")
_BEFORE: Final = re.compile(r"([^，。；、：！？（）()\d]{2,20})$")
_TAIL: Final = re.compile(
    r"(?:分别|均|各|年均|同比|比上年|预计|力争|确保|超额|累计|达到|达|为|是|至|到|了|约|近|超过|突破|超|过|增长|增加|提高|上升|下降|减少|降低|完成|实现|占|居|列|位|控制在|保持在|稳定在|在|不低于|以上|新增|率先|全国|全省|第)+$"
)
_HEAD: Final = re.compile(
    r"^(?:其中|全市|全省|全县|全区|全州|预计|力争|确保|实现|完成|新增|新建|建成|建设|培育|引进|投入|争取|推动|全年|共|累计|年|实施|开展|改造|整治|和|及|将|使|新|已)+"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with the numbers in it that measure something; spans are into the sentence."""

    text: str
    measures: Sequence[Measure]


def find_indicator(place: Place, at: int) -> Span | None:
    """Find the words that name what a number measures.

    Args:
        place: The sentence.
        at: Which of its numbers.

    Returns:
        A span into the sentence, or None where nothing names it.
    """
    measure = place.measures[at]
    text = place.text
    if measure.unit.role == "classifier" or measure.unit.id == "none":
        after = _NOUN_AFTER.match(text, measure.span.end)
        if after:
            return Span(*after.span(1))
    floor = place.measures[at - 1].span.end if at else 0
    before = text[floor : measure.span.start]
    clauses = [m.span() for m in re.finditer(r"[^，。；：！？（）、]+", before)]
    for start, end in reversed(clauses):
        words = before[start:end]
        tail = _TAIL.search(words)
        end = start + (tail.start() if tail else len(words))
        head = _HEAD.match(before[start:end])
        start += head.end() if head else 0
        if end - start >= 2:
            return Span(floor + start, floor + end)
    return find_indicator(place, at - 1) if at else None
