"""The marks that open a heading: 第一部分, 一、, （一）. No structure is built here."""

import re
from typing import Final

_HAN: Final = "[一二三四五六七八九十百]"

PART: Final = re.compile(rf"第{_HAN}{{1,4}}(?:部分|章|篇)")
ITEM: Final = re.compile(rf"{_HAN}{{1,4}}(?:、|[.．](?!\d))(?!{_HAN}{{1,2}}(?:、|[次产季期是]))")
SUBITEM: Final = re.compile(rf"[（(]{_HAN}{{1,4}}[）)]")
NUMBER: Final = re.compile(r"(?:\d{1,2}(?:、|[.．](?!\d))|[（(]\d{1,2}[）)])")

HEADING: Final = re.compile(
    rf"(?:{PART.pattern}|{ITEM.pattern}|{SUBITEM.pattern}|{NUMBER.pattern}|——|--|[①-⑳]|各位代表)"
)
"""How a line begins that is not the rest of the line before it."""
