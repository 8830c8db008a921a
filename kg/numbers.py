"""Numerals as Chinese texts write them (Arabic, full-width, Chinese, mixed) to exact decimals.

Pure arithmetic on short strings. Units, words of comparison and where a numeral stands in a text do
not belong here.
"""

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
}
"""Chinese signs of one digit; 两 is the two that counts."""

TENS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
"""Signs that multiply the digit before them, inside a group of four places."""

GROUPS: Final = {"亿": Decimal(100_000_000), "万": Decimal(10_000)}
"""Signs that multiply all that stands before them, the larger first."""

MAX_SIGNS: Final = 24
"""Longest numeral that is read; what is longer is a serial number, not a count."""

_TOO_MUCH: Final = Decimal(10) ** MAX_SIGNS
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2002-\u200b\u3000]")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_ARABIC: Final = re.compile(r"(\d+(?:\.\d*)?)([十百千]?)")


def parse_number(text: str) -> Decimal | None:
    """Read one numeral.

    Args:
        text: A numeral without sign and unit: `1,200`, `１.２万`, `两千三百`, `三点五`, `1.2万亿`,
            `二〇二三`, `百万`. Blanks inside do not count.

    Returns:
        The exact value, or None if the text is no numeral or has more than `MAX_SIGNS` digits.

    Example:
        >>> parse_number("１.２万亿")
        Decimal('1200000000000')
    """
    plain = _THOUSANDS.sub("", _BLANKS.sub("", text)).replace("．", ".")
    if not plain or len(plain) > MAX_SIGNS:
        return None
    value = _grouped(plain)
    return None if value is None or value >= _TOO_MUCH else _tidy(value)


def _tidy(value: Decimal) -> Decimal:
    """Drop trailing zeros without an exponent, so equal values print alike."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _grouped(text: str) -> Decimal | None:
    """Read a numeral that may hold 亿 and 万."""
    for sign, factor in GROUPS.items():
        left, found, right = text.rpartition(sign)
        if not found:
            continue
        high = Decimal(1) if not left else _grouped(left)
        low = Decimal(0) if not right else _rest(right, factor)
        return None if high is None or low is None else high * factor + low
    return _small(text)


def _rest(text: str, factor: Decimal) -> Decimal | None:
    """Read what follows a group sign: 一万二 is 12,000, 一万零二 is 10,002."""
    if len(text) == 1 and text in DIGITS:
        return DIGITS[text] * factor / 10
    value = _grouped(text)
    return None if value is None or value >= factor else value


def _small(text: str) -> Decimal | None:
    """Read a numeral below ten thousand, or plain digits of any length."""
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        return Decimal(arabic[1]) * TENS.get(arabic[2], 1)
    whole, point, fraction = text.partition("点")
    value = _chinese(whole)
    if value is None or not point:
        return value
    if not fraction or any(sign not in DIGITS for sign in fraction):
        return None
    return Decimal(f"{value}.{''.join(str(DIGITS[sign]) for sign in fraction)}")


def _chinese(text: str) -> Decimal | None:
    if text and all(sign in DIGITS for sign in text):
        return Decimal("".join(str(DIGITS[sign]) for sign in text))
    total, pending, last = 0, None, 10_000
    for at, sign in enumerate(text):
        if sign in DIGITS:
            if pending:
                return None
            pending = DIGITS[sign]
        elif sign in TENS and TENS[sign] < last:
            last = TENS[sign]
            if at and not pending:
                return None
            total += (1 if pending is None else pending) * last
            pending = 0
        else:
            return None
    if pending and text[-2] in TENS and last > 10:
        pending *= last // 10
    return Decimal(total + (pending or 0)) if text else None
