"""Which year a report plans for."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from kg.read.head import Head
from kg.read.mark import ordinal

_HAN_YEAR: Final = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_YEAR: Final = r"(?<!\d)((?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_TITLE_YEAR: Final = re.compile(_YEAR + r"年(?!\d{1,2}月|远景|规划)")
_OTHER_YEAR: Final = re.compile(r"[（(]" + _YEAR + r"(?:年度?)?[）)]|报告" + _YEAR + "年?$")
_TERM: Final = re.compile(
    r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)(?:.{0,12}纲要|$)"
    r"|“?([一二三四五六七八九十]{1,2})五”?(?:规划|计划)(?:纲要|$)"
)
_FIRST_TERM: Final = 1956
"""What the first years of the five-year plans count from: the sixth began in 1981."""

_PLAN: Final = re.compile(
    _YEAR
    + r"年(?!度?以来|.{0,24}(?:回顾|总结|成就|成效|完成情况)).{0,24}(?:安排|任务|目标|打算|部署|"
    r"要求|重点|工作建议|工作思路|工作计划|建议)"
)
_DONE: Final = re.compile(r"完成了?" + _YEAR + "年")
_REVIEW: Final = re.compile(_YEAR + r"年?(?:和|及|以及|与)?.{0,24}(?:回顾|总结|成就|成效|完成情况)")
_FILE_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MENTION: Final = re.compile(_YEAR + "年")
_AHEAD: Final = re.compile(
    _YEAR + r"年[^，。；]{0,20}(?:预期目标|主要目标|工作的?总体要求|工作的?指导思想)"
)

Told = tuple[int, str]
"""A year and the rule that told it."""


def year_of_text(
    head: Head, titles: Iterable[str], text: str, *, issued: int | None = None
) -> Told | None:
    """Tell the report year from the text.

    Args:
        head: What stands above the report.
        titles: Titles of its sections.
        text: All of it.
        issued: Of a notice, the year of its number: it counts unless the title names another.

    Returns:
        None where nothing tells it.
    """
    told = _by_title(head)
    if issued is not None:
        return told or (issued, "text.number")
    near = _by_date(head)
    if told is not None:
        # a title may speak of another year (2010年远景规划), and a page's date may be wrong; where
        # the two are apart, the headings decide
        by_title = _by_sections(titles, told[0])
        if near is None or abs(told[0] - near) <= 1 or by_title is not None:
            return told
    year = _by_sections(titles, near)
    if year is not None:
        return year, "text.section"
    if near is not None:
        return near, "text.delivered"
    return _by_body(text)


def year_of_name(name: str) -> Told | None:
    """Tell the report year from a file's name; None where it has no year or several."""
    years = set(_FILE_YEAR.findall(name))
    return (int(years.pop()), "file.name") if len(years) == 1 else None


def _by_title(head: Head) -> Told | None:
    for line in head.lines:
        text = re.sub(r"\s", "", line)
        if "公报" in text and (found := _TITLE_YEAR.search(text)):
            return _int(found[1]) + 1, "text.bulletin"
        if found := _TERM.search(text):
            return _FIRST_TERM + 5 * (ordinal(found[1] or found[2], 0) - 1), "text.plan"
        if "报告" in text or "分工" in text or "任务" in text:
            if found := _TITLE_YEAR.search(text):
                return _int(found[1]), "text.title"
            if found := _OTHER_YEAR.search(text):
                return _int(found[1] or found[2]), "text.title"
    return None


def _by_date(head: Head) -> int | None:
    """Take the year of delivery; a meeting of the last weeks of a year is about the next one."""
    if head.delivered is None:
        return None
    return int(head.delivered[:4]) + (int(head.delivered[5:7]) >= 11)


def _by_sections(titles: Iterable[str], near: int | None) -> int | None:
    """Weigh the years of the headings: the year after the one reviewed, if it is planned for; else
    what is planned for near the delivery, for the same heading may look ahead to 2035."""
    plans: list[int] = []
    reviews: list[int] = []
    for title in titles:
        # 较好完成2013年任务 reviews, 圆满完成2014年任务 plans: the year of delivery tells
        if (found := _DONE.search(title)) and near is not None and _int(found[1]) < near:
            reviews.append(_int(found[1]))
        elif found := _PLAN.search(title):
            plans.append(_int(found[1]))
        elif found := _REVIEW.search(title):
            reviews.append(_int(found[1]))
    after = max(reviews) + 1 if reviews else None
    if after is not None and (after in plans or near is None or abs(after - near) <= 1):
        return after
    if near is not None:
        return min(
            (y for y in plans if abs(y - near) <= 1), key=lambda y: abs(y - near), default=None
        )
    return min(plans, default=None)


def _by_body(text: str) -> Told | None:
    """Tell the year by what the text says of aims, if it has any."""
    aims = Counter(_int(found[1]) for found in _AHEAD.finditer(text))
    if aims:
        return max(aims, key=lambda year: (aims[year], year)), "text.body"
    return None


def _int(text: str) -> int:
    return int("".join(_HAN_YEAR.get(sign, sign) for sign in text))
