"""Pinyin initials of names, so that `zzsj` finds 郑州数据. Nothing else of Chinese
is known here."""

import re
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

_PARTS: Final = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_MOST_KEPT: Final = 50_000


def initials(name: str) -> str:
    """Return the initials of a name in lower case; letters and digits stay as they are.

    Example:
        >>> initials("重庆5G")
        'cq5g'
    """
    return "".join(
        _of_letters(part) if "\u3400" <= part[0] <= "\u9fff" else _of_others(part)
        for part in _PARTS.findall(name)
    )


@lru_cache(maxsize=_MOST_KEPT)
def _of_letters(part: str) -> str:
    """Return the initials of Chinese letters without a break; many names share such a part."""
    return "".join(lazy_pinyin(part, style=Style.FIRST_LETTER)).lower()


def _of_others(part: str) -> str:
    return "".join(sign for sign in part.lower() if sign.isalnum())
