"""Numbers with their units as they stand in a text: spans and exact values.

Which of them measure something, and what, is decided elsewhere; here only shapes are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from kg.extract.quantity_unit import Unit, find_unit, unit_pattern
from kg.numbers import parse_number
from kg.text import Span

Shape = Literal["number", "range", "share", "rank", "ratio"]

_B: Final = r"[ \u00a0\u3000]{0,2}"
_MORE: Final = r"[多余来几]"
_HAN: Final = "[零〇一二三四五六七八九十百千万亿两]"
_ARABIC: Final = (
    r"(?:[1-9]\d{0,2}(?:[,，]\d{3})+(?!\d)|[1-9]\d{0,2}(?:[ \u00a0\u3000]\d{3})+(?![\d])|\d+)"
    rf"(?:{_B}[.．]{_B}\d+|[.．](?=[万亿%％]))?"
)
_SCALE: Final = r"(?:[十百千]?[万亿]{1,2}|[十百千](?![瓦克伏米升分]))"
_DASH: Final = r"(?:[~～—–―－−-]{1,2}|至|到)"

MINUS: Final = "-－−–—﹣‐‑"

_DIGIT: Final = re.compile(r"\d")
_MINUS: Final = re.compile(f"(?<=[长为是幅、和与])[{MINUS}]$")
_MINUS_OF_SHARE: Final = re.compile(f"(?<=[长为是幅、和与速涨率比的到至达（(]) ?[{MINUS}]$")
"""A dash before a percentage joins no two numbers behind more words than before other numbers."""
_ONES: Final = re.compile("[零〇一二三四五六七八九两]")
_VAGUE: Final = ("多", "余", "几")
_PLACED: Final = ("位", "名")
_TOPS: Final = ("首位", "榜首")
_LISTED: Final = frozenset("、和与及或") | {"以及"}
_WORDS: Final = ("至", "到")
_NARROW_MARK: Final = re.compile(
    r"(?<!\d)[,;:]|[,;:](?!\d)|(?<=%)[,;]|(?<=[%％元])[.．](?=[一-龥])"
)
_WIDE: Final = {",": "，", ";": "；", ":": "：", ".": "。", "．": "。"}
_BELOW: Final = re.compile(
    r"[（(][^（()）]{0,4}下同[）)]|(?<=增长|下降)[（(](?:同口径|同比|可比口径|可比价|现价|名义)[）)](?=\s*\d)"
)
"""How a growth is meant, which stands between a word and its number (同比增长（下同）5%)."""

_MISREAD: Final = re.compile(
    r"(?<=[长降为到达率])[lI](?=[\dlO]{0,2}(?:[.．][\dl]{1,2})?[%％])"
    r"|(?<=\d)[lO](?=[\dlO]{0,2}(?:[.．][\dl]{1,2})?[%％])|(?<=\d[.．])[lO](?=[%％])"
)
_DIGITS: Final = {"l": "1", "I": "1", "O": "0"}
"""Letters of a scanned percentage that are digits (增长l0%)."""

_FROM: Final = re.compile("[由从自][^，。；、]*$")

NONE: Final = Unit(id="none", base="item", factor="1", surfaces=("",))
"""The unit of a number that stands before a noun without one (49万群众)."""

RANK: Final = Unit(id="rank", base="rank", factor="1", surfaces=("",))
PERCENT: Final = Unit(id="share", base="percent", factor="1", surfaces=("",))
RATIO: Final = Unit(id="ratio", base="ratio", factor="1", surfaces=("",))


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit.

    Args:
        span: Without words of comparison.
        low: In the base unit; None where the value has no exact decimal (三分之一).
        high: As `low`, but for ranges.
        unit: Its row; `NONE` where the number has no unit.
        shape: What it looks like.
        is_vague: Whether 多 or 余 stands inside (300多亿元).
        is_spoken: Whether it is written in Chinese numerals alone.
        is_bare: Whether it is a scale without a number before it (亿元, 千亿).
        is_placed: Whether a rank says 位 or 名 itself.
        is_listed: Whether the unit stands after a later number of the same list.
        is_negative: Whether a minus sign stands before it; the values are without it.
        numeral: The numeral's own signs.
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    shape: Shape
    is_vague: bool = False
    is_spoken: bool = False
    is_bare: bool = False
    is_placed: bool = False
    is_listed: bool = False
    is_negative: bool = False
    numeral: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of every shape, and that of the second number of a range."""
    unit = unit_pattern()
    plain = rf"(?:{_ARABIC}|{_HAN}+(?:点{_HAN}+)?)"
    number = (
        rf"(?P<number>{plain})(?P<more>{_MORE})?(?P<scale>{_B}{_SCALE})?(?P<more2>{_MORE})?"
        rf"(?:{_B}(?P<unit>{unit})(?P<more3>[多余])?)?"
    )
    special = (
        rf"(?P<rank>第{_B}(?:\d+|{_HAN}+)(?:{_B}(?:位|名(?!副其实)))?|首位|榜首"
        r"|(?<![以之从目年日])前(?:\d+|[一二三四五六七八九十百]+)(?:位|名|强)?(?![年个季项期天月后]))"
        rf"|(?P<share>百分之{_HAN}+(?:点{_HAN}+)?|(?:{_HAN}+|\d+)分之(?:{_HAN}+|\d+)|(?<![\d/年月.])[1-9]/\d{{1,2}}(?![\d/%])|一半|半数)"
        r"|(?P<ratio>\d+(?:\.\d+)?(?: ?[:：∶︰] ?\d+(?:\.\d+)?){2})"
    )
    return re.compile(f"{special}|{number}"), re.compile(f"{_B}(?P<dash>{_DASH}){_B}{number}")


def wide_marks(text: str) -> str:
    """Return the text with half-width commas, semicolons and colons wide where they are no part of
    a number, a full stop after one too, blanks for 下同 in brackets, and digits for letters that
    were misread for them in percentages, at the same offsets."""
    plain = _BELOW.sub(lambda found: " " * len(found[0]), text)
    return _NARROW_MARK.sub(_wide_mark, _MISREAD.sub(lambda found: _DIGITS[found[0]], plain))


def _wide_mark(match: re.Match[str]) -> str:
    return _WIDE[match[0]]


def find_measures(text: str) -> list[Measure]:
    """Find every number, with its unit where it has one.

    A number without a unit in a list takes the unit of the next (分别增加0.65和0.4平方米).

    Args:
        text: Any text, unchanged.

    Returns:
        Measures in the order of the text; they do not overlap, spans are into `text`.
    """
    found = list(_scan(text))
    for at in range(len(found) - 2, -1, -1):
        left, right = found[at], found[at + 1]
        if left.unit is NONE and right.unit is not NONE and not left.is_spoken:
            between = text[left.span.end : right.span.start]
            if between.strip() in _LISTED and right.shape == "number" and not right.is_spoken:
                found[at] = _with_unit(left, right.unit)
    return found


def _with_unit(measure: Measure, unit: Unit) -> Measure:
    value = None if measure.low is None else plain(measure.low * unit.factor)
    return replace(measure, low=value, high=value, unit=unit, is_listed=True)


def _scan(text: str) -> Iterator[Measure]:
    search = _patterns()[0].search
    at = 0
    while match := search(text, at):
        measure = _special(match) or _number(text, match)
        if measure is None:
            at = match.end()
        else:
            yield measure
            at = measure.span.end


def _special(match: re.Match[str]) -> Measure | None:
    span = Span(*match.span())
    if words := match["rank"]:
        place = parse_number(words.strip("第前位名强")) if words not in _TOPS else Decimal(1)
        low = None if words.startswith("前") else place
        return Measure(
            span,
            low,
            place,
            RANK,
            "rank",
            is_spoken=not _DIGIT.search(words),
            is_placed=words.endswith(_PLACED) and words not in _TOPS,
        )
    if words := match["share"]:
        value = _share(words)
        return Measure(span, value, value, PERCENT, "share", is_spoken=True)
    if match["ratio"]:
        return Measure(span, None, None, RATIO, "ratio")
    return None


def _share(words: str) -> Decimal | None:
    """Read 百分之七, 三分之二 or 一半 as a percentage; None where it has no exact decimal."""
    below, found, above = words.partition("分之")
    if not found:
        above, found, below = words.partition("/")
    if not found:
        return Decimal(50)
    whole, part = parse_number(below), parse_number(above)
    if not whole or part is None:
        return None
    value = part * 100 / whole
    return value if value * whole == part * 100 else None


def _number(text: str, match: re.Match[str]) -> Measure | None:
    upper = _patterns()[1].match(text, match.end())
    if upper is not None and _is_range(text, match, upper):
        low, high = _value(match, upper), _value(upper, upper)
        if low is not None and high is not None and low < high:
            unit = find_unit(upper["unit"])
            span = Span(match.start(), upper.end())
            return Measure(span, low, high, unit, "range", is_vague=_vague(upper))
    value = _value(match, match)
    words = match["number"]
    spoken = not _DIGIT.search(words)
    if value is None:
        alone = Span(*match.span("number"))
        return None if spoken else Measure(alone, None, None, NONE, "number", numeral=words)
    unit = find_unit(match["unit"]) if match["unit"] else NONE
    minus = _MINUS_OF_SHARE if unit.base == "percent" else _MINUS
    negative = minus.search(text, max(0, match.start() - 3), match.start()) is not None
    return Measure(
        Span(match.start() - negative, match.end()),
        value,
        value,
        unit,
        "number",
        is_vague=_vague(match),
        is_spoken=spoken,
        is_bare=spoken and not _ONES.search(words),
        is_negative=negative,
        numeral=words,
    )


def _vague(match: re.Match[str]) -> bool:
    return any(match[group] in _VAGUE for group in ("more", "more2", "more3") if match[group])


def _value(match: re.Match[str], unit: re.Match[str]) -> Decimal | None:
    """Return the number of `match` in the base unit, with the scale and unit of `unit` where it has
    none of its own (20～30万人)."""
    scale = match["scale"]
    if match["scale"] is None and match["unit"] is None and match is not unit:
        scale = unit["scale"]
    value = parse_number(match["number"] + (scale or ""))
    row = find_unit(unit["unit"]) if unit["unit"] else NONE
    return None if value is None else plain(value * row.factor)


def plain(value: Decimal) -> Decimal:
    """Return an equal decimal without exponent and without zeros at the end."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def _is_range(text: str, lower: re.Match[str], upper: re.Match[str]) -> bool:
    """Tell whether two numbers and a dash are one range: 5%~6%, 20至30个; not 由20个到30个."""
    if not upper["unit"]:
        return False
    if lower["unit"] and find_unit(lower["unit"]).id != find_unit(upper["unit"]).id:
        return False
    if bool(_DIGIT.search(lower["number"])) != bool(_DIGIT.search(upper["number"])):
        return False
    if upper["dash"] in _WORDS:
        before = text[max(0, lower.start() - 12) : lower.start()]
        return not _FROM.search(before)
    return True
