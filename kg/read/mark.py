"""The marks that open a heading: 第一部分, 一、, （一）; and their numbers. It builds nothing."""

import re
from typing import Final

from kg.numbers import DIGITS

_HAN: Final = "[一二三四五六七八九十百]"

PART: Final = re.compile(rf"第{_HAN}{{1,4}}(?:部分|章|篇)")
ITEM: Final = re.compile(rf"{_HAN}{{1,4}}(?:、|[.．](?!\d))(?!{_HAN}{{1,2}}(?:、|[次产季期是]))")
SUBITEM: Final = re.compile(rf"[（(]{_HAN}{{1,4}}[）)]")
NUMBER: Final = re.compile(r"(?:\d{1,2}(?:、|[.．](?!\d))|[（(]\d{1,2}[）)])")

_ORDINAL: Final = re.compile(_HAN + "{1,4}")


def ordinal(text: str, start: int) -> int:
    """Return the number of the mark that stands at `start`, up to 99; 0 where it is none."""
    found = _ORDINAL.search(text, start, start + 6)
    if found is None or "百" in found[0]:
        return 0
    tens, ten, ones = found[0].rpartition("十")
    if not ten:
        return DIGITS[ones] if len(ones) == 1 else 0
    return (DIGITS.get(tens, 0) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)


HEADING: Final = re.compile(
    rf"(?:{PART.pattern}|{ITEM.pattern}|{SUBITEM.pattern}|{NUMBER.pattern}|——|--|[①-⑳]|各位代表)"
)
"""How a line begins that is not the rest of the line before it."""
