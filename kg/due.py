"""Deadlines (完成时限) to periods, alike in cells of tables and in clauses: 6月底前, 第二季度,
2024年12月31日. What a deadline is about is the reader's and the extractor's business."""

import re
from typing import Final

from kg.model import Period
from kg.numbers import parse_number

_NARROW: Final = str.maketrans("０１２３４５６７８９．－～／", "0123456789.-~/")
_YEAR: Final = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_MONTH: Final = (
    r"(?:(?<!\d)(?:1[0-2]|0?[1-9])|(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九]))"
)
_GAP: Final = r"\s{0,4}"
"""Blanks inside a time; without a bound a run of them takes its square."""

_TO: Final = rf"{_GAP}(?:[-—–~]{{1,2}}|至|到){_GAP}"
_TIME: Final = re.compile(
    rf"(?P<first>{_YEAR}){_GAP}年?{_TO}(?P<last>{_YEAR})(?:年|(?!{_GAP}[./-]{_GAP}\d))"
    rf"|(?:(?P<year>{_YEAR}){_GAP}年?|(?P<next>明年|次年))?{_GAP}"
    rf"(?:(?:(?P<from>{_MONTH})月?(?:份|底|初)?{_TO})?(?P<month>{_MONTH})月"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年)|(?P<end>年?(?:底|末|终)|下半年))"
    rf"|(?P<dotted>{_YEAR})[./-](?P<point>1[0-2]|0?[1-9])(?!\d)"
    rf"|(?P<alone>{_YEAR})(?=年|$)|(?P<within>全年|年内|当年|本年)"
)
_ENDS: Final = ("年底", "年末", "年终", "下半年")


def deadline_of(text: str, *, year: int) -> Period | None:
    """Read a deadline.

    Args:
        text: A cell or a part of a clause, and no more.
        year: What a deadline without a year means; a year named before it in the text counts more.

    Returns:
        Its month, its year, or a stretch of either; the last one of several (6月底前启动，12月底前
        完成). None where it has no time (长期坚持).

    Example:
        >>> str(deadline_of("6月底前", year=2031))
        '2031-06'
    """
    found: Period | None = None
    for match in _TIME.finditer(text.translate(_NARROW)):
        stated = match["last"] or match["year"] or match["dotted"] or match["alone"]
        if match["next"]:
            stated = str(year + 1)
        period = _period(match, stated or str(year))
        if period is not None:
            found, year = period, int(stated or year)
    return found


def _period(match: re.Match[str], year: str) -> Period | None:
    if match["first"]:
        return Period(match["first"], year) if match["first"] <= year else None
    if match["month"] or match["point"]:
        month = _number(match["month"] or match["point"])
        start = _number(match["from"]) if match["from"] else month
        return Period(_moment(year, start if start <= month else month), _moment(year, month))
    if (
        match["quarter"]
        or match["half"]
        or match["end"] in _ENDS
        or (match["end"] and match["year"])
    ):
        month = 3 * _number(match["quarter"]) if match["quarter"] else 6 if match["half"] else 12
        return Period(_moment(year, month), _moment(year, month))
    return Period(year, year) if match["alone"] or match["within"] else None


def _number(words: str) -> int:
    number = parse_number(words)
    if number is None:
        raise ValueError(f"no number {words!r}")
    return int(number)


def _moment(year: str, month: int) -> str:
    return f"{year}-{month:02d}"
