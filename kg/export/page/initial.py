"""Pinyin initials of names, so that `zzsj` finds 郑州数据. Nothing else of Chinese
is known here."""

from pypinyin import Style, lazy_pinyin


def initials(name: str) -> str:
    """Return the initials of a name in lower case; letters and digits stay as they are.

    Example:
        >>> initials("重庆5G")
        'cq5g'
    """
    return "".join(
        part.lower() for part in lazy_pinyin(name, style=Style.FIRST_LETTER) if part.isalnum()
    )
