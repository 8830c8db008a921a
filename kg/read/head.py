"""What stands above a report: its title, date, speaker and meeting. Whose it is, `issuer` tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.config import REPORT_YEARS
from kg.model import ReportKind
from kg.text import Document, Span

_MOST_LINES: Final = 30
"""Most lines above the greeting; a report without a greeting is looked at no further than this."""
_LONGEST: Final = 90
"""Longest line that belongs to the head; prose is longer."""

_GREETING: Final = re.compile(
    r"各位(?:人大)?代表(?:、?各位\S{1,8}|、同志们)?\s*[：:!！，,]?$|(?:同志们|主席团)"
)
_BLANK: Final = re.compile(r"[\s?？]+")
_HAN_DIGITS: Final = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "О": 0,
    "O": 0,
    "0": 0,
    "元": 1,
}
_HAN: Final = "[〇○零ＯОO一二三四五六七八九十]"
DATE: Final = re.compile(
    rf"(?<!\d)(\d{{4}}|{_HAN}{{4}})[年.-](\d{{1,2}}|{_HAN}{{1,3}})[月.-](\d{{1,2}}|{_HAN}{{1,3}})(?:日|(?!\d))"
)
_MEETING: Final = re.compile(
    r"[\u4e00-\u9fff]{0,18}?第?[一二三四五六七八九十]{1,3}届(?:全国)?人(?:民代表大会|大)"
    r"(?:常务?委员?会)?第?[一二三四五六七八九十]{1,4}次(?:全体)?(?:会议|\(扩大\)会议)"
)
_REPORTING: Final = re.compile(r"会议上.{0,30}工作报告|作政?府?工作报告")
_ROLE: Final = r"(?:副?[省市县区州盟旗]长|主席|总理|专员|行署专员|主任)"
_NAME: Final = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})*"
_AFTER_ROLE: Final = re.compile(rf"{_ROLE}[:：]?({_NAME})(?:同志)?(?:作|在|于|$|[（(])")
_BEFORE_ROLE: Final = re.compile(rf"^({_NAME}){_ROLE}(?:在|作|$)")
_IN_BRACKETS: Final = re.compile(rf"日[,，]?({_NAME})[）)]$")
_LONE: Final = re.compile(rf"[（(]?({_NAME})[）)]?")
_NOT_NAMES: Final = re.compile(
    r"政府|报告|会议|文件|目录|代表|年|月|第|全文|讲话|公报|一|二|通知|各|市|省|县"
)

_TITLE: Final = re.compile(
    r"工作报告|统计公报|规划纲要|计划纲要|任务分[工解]|责任分[工解]|重点工作|改革方案"
)
_DOCUMENT: Final = re.compile(r"(?:规划|计划|纲要|公报|方案|意见|通知|批复|决定|办法|报告)$")
_TASKS: Final = re.compile(
    r"任务分[工解]|分工(?:方案|的?意见|的?通知)|责任分工|责任分解|任务清单|工作台账|分工落实|重点工作(?:的)?分工"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above a report and what they say.

    Args:
        lines: Their words, in order.
        joined: The same without blanks, as one string.
        end: Where the report itself begins, in the cleaned text.
        title: The line that names the report, or None.
        delivered: ISO date, or None.
        speaker: Without blanks, or None.
        meeting: Without blanks, or None.
        is_greeted: Whether a greeting (各位代表) ends it, as only a speech has.
    """

    lines: tuple[str, ...]
    joined: str
    end: int
    title: str | None
    delivered: str | None
    speaker: str | None
    meeting: str | None
    is_greeted: bool = False


def read_head(doc: Document, lines: Sequence[Span]) -> Head:
    """Read the head of a cleaned text; what is not there is None."""
    words: list[str] = []
    end = 0
    is_greeted = False
    for line in lines[:_MOST_LINES]:
        text = doc.text[line.start : line.end]
        if is_greeted := _GREETING.match(text) is not None:
            break
        is_prose = len(line) > 40 and text.endswith("。") and not _REPORTING.search(text)
        if len(line) > _LONGEST or is_prose:
            break
        words.append(text)
        end = line.end
    tight = [_BLANK.sub("", text) for text in words]
    joined = "".join(tight)
    meeting = _MEETING.search(joined)
    title = _title(words, tight)
    return Head(
        tuple(words),
        joined,
        end,
        title,
        _delivered(tight, joined),
        _speaker(tight),
        _trim_meeting(meeting[0]) if meeting else None,
        is_greeted,
    )


def kind_of(head: Head, *, is_divided: bool) -> ReportKind:
    """Tell a division of tasks (任务分工) from a report.

    Args:
        head: What stands above it.
        is_divided: Whether it is a notice or a table of tasks; a report stays one, whatever is
            annexed to it.
    """
    title = _BLANK.sub("", head.title or "")
    if _TASKS.search(title):
        return "tasks"
    is_report = head.is_greeted or title.endswith("工作报告")
    return "tasks" if is_divided and not is_report else "report"


def iso_date(text: str) -> str | None:
    """Return the first date in a string as ISO, Chinese numerals read; None if there is none."""
    return next(_dates(text), None)


def _dates(text: str) -> Iterator[str]:
    for found in DATE.finditer(text):
        year, month, day = (_number(part) for part in found.groups())
        if year in REPORT_YEARS and 1 <= month <= 12 and 1 <= day <= 31:
            yield f"{year:04d}-{month:02d}-{day:02d}"


def _number(text: str) -> int:
    """Read 2023, 二〇二三, 十一, 二十 or 二十一."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
    value = 0
    for sign in text:
        value = value * 10 + _HAN_DIGITS[sign]
    return value


def _title(words: Sequence[str], tight: Sequence[str]) -> str | None:
    """Choose the line that says most: with 工作报告, a year, a place; the first of equals."""

    def weight(number: int) -> tuple[bool, bool, bool, int]:
        text = tight[number]
        is_dated = re.search(r"\d{4}年", text) is not None
        is_placed = re.search(r"[省市县区州盟旗]", text) is not None
        return "工作报告" in text, is_placed and len(text) <= 45, is_dated, -number

    lines = [number for number, text in enumerate(tight) if _TITLE.search(text) and len(text) <= 60]
    if lines:
        return words[max(lines, key=weight)].strip("—-─ 　")
    return next((line for line in words if _DOCUMENT.search(line) and len(line) <= 60), None)


def _delivered(tight: Sequence[str], joined: str) -> str | None:
    """Return the date of the meeting's line, else the first one of the head."""
    for text in tight:
        if "会议" in text and (found := iso_date(text)):
            return found
    return iso_date(joined)


def _speaker(tight: Sequence[str]) -> str | None:
    for pattern in (_AFTER_ROLE, _IN_BRACKETS, _BEFORE_ROLE):
        for text in tight:
            found = pattern.search(text)
            if found and not _NOT_NAMES.search(found[1]):
                return found[1]
    for text in tight[1:]:
        lone = _LONE.fullmatch(text)
        if lone and not _NOT_NAMES.search(text):
            return lone[1]
    return None


def _trim_meeting(text: str) -> str:
    """Drop what runs into the meeting's name: the date, the word 在, the title."""
    for mark in ("日在", "在", "报告", "日", "：", "—"):
        text = text.rpartition(mark)[2] if mark in text else text
    return text
