"""Time expressions of a sentence, as periods: years, terms of years, terms of a plan (“十四五”),
deadlines inside a year. Which of them a number or a verb is about is
`kg.extract.context_sentence`'s."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kg.model import Period
from kg.rules import Strict, any_of, load

TimeShape = Literal["point", "term", "base"]
"""A year or stretch that holds as it is; a term, over which flows run and at whose end levels
stand; the year that something is compared with."""

_NARROW: Final = str.maketrans(
    "０１２３４５６７８９％．－～ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "0123456789%.-~ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_NUMERALS: Final = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
_Y: Final = (
    r"(?:(?<!\d)(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|一九[一二三四五六七八九]{2})"
)
_SPELT_YEAR: Final = re.compile(
    r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=\s*年|[-—–~至到])"
)
PLAN: Final = r"(?:十[一二三四五六七八九]?|[一二三四五六七八九])五"
"""The number of a five-year plan (十四五), as a pattern."""

_TERM_TAIL: Final = "期间|时期|以来|规划期|期末|末|五年|头[一二三]年|前[两二三四]年|后[两二三四]年"
_TIME: Final = re.compile(
    rf"(?P<from>{_Y})\s*年?\s*[-—–~至到]{{1,2}}\s*(?P<to>{_Y})\s*年"
    rf"|(?P<since>{_Y})年以来"
    rf"|(?P<year>{_Y})\s*年(?:度|(?P<month>1[0-2]|0?[1-9])月(?:份)?|(?=[^以度])|$)"
    rf"|[“\"]?(?<!十)(?P<plan>{PLAN})[”\"]?(?P<tail>{_TERM_TAIL})"
    r"|(?P<event>@EVENTS@)以来"
    r"|(?P<word>@WORDS@)(?!们|均)"
    r"|(?P<both>今明两年)|(?P<century>(?:本|20|二十)世纪末)"
    r"|(?P<ahead>今后|未来|接下来)(?P<next>[一二两三四五六七八九十]|\d{1,2})(?:个)?年"
    r"|(?P<within>[一二两三四五]|[1-5])年(?:内|时间|左右)"
    r"|(?P<run>连续)(?P<running>[一二两三四五六七八九十]|\d{1,2})年"
    r"|(?:过去|近|这|最近|前)?(?P<past>[一二两三四五六七八九十]|\d{1,2})年(?:来|间|里|累计|共|期间|以来)"
    r"|(?<![十\d])(?<!提前)(?P<count>[两二三四五六七八九]|[2-9])年"
    r"(?=(?:城镇|城市)?新增|新建|建成|实现|年均|完成|平均|翻|内?共|[一-龥]{2,8}累计"
    r"|(?:全社会|外贸)?(?:固定资产投资|进出口|出口)[^，。；\d]{0,8}(?:完成|总|达|超|突破|\d))"
    r"|(?:过去的?|以来的|近|最近)(?P<recent>[一二两三四五六七八九十]|\d{1,2})年"
    r"|这(?P<these>[两三四五]|[2-5])年(?!级)"
    r"|(?P<due>1[0-2]|0?[1-9])月(?:底|末|份)?(?:之前|以前|前)"
    r"|(?P<half>上半年)"
    r"|(?P<first>(?<!\d)1[-—–~至到]{1,2}(?:1[0-2]|[2-9])月)"
    r"|(?P<inside>年底前|年底|年内|全年|下半年)"
)
_CLAUSE_ONLY: Final = frozenset({"due", "half", "inside", "month", "run", "running", "count"})
_BASE_BEFORE: Final = re.compile(
    r"(?:比|较|与|同|相比|高于|低于|超过|对比|是|为|相当于|接近|创"
    r"|[比较](?![重例率赛])[^，。；、\d]{1,7}的)$"
)
_LOCAL_AFTER: Final = re.compile(
    "(?:内)?(?:年均|平均|年平均|翻)|以来?(?:首次|第一次|最|首个)|来?(?:首次|最)"
)
"""After a count of years within a list about one year (比上年增长8%，五年年均增长9%)."""

_JOINTS: Final = frozenset({"和", "与", "及", "、"})
_PRICES_AFTER: Final = re.compile("(?:的)?(?:不变|可比)?(?:价|口径|标准)")
"""At what prices a figure is meant, not for when."""

_ONGOING_AFTER: Final = re.compile("以来")
_PARTLY_AFTER: Final = re.compile(
    r"(?:上半年|[一二三]季度|前[一二三两]个?季度|前\d{1,2}个?月|1[-—–~至到]+\d{1,2}月)"
)
_BASE_AFTER: Final = re.compile(
    r"(?:底|末|同期)?的?(?:水平|相比|(?:期间)?的?总和|[^，。；]{0,14}基础上|的[\d.一二两三四五六七八九十]+(?:多|余)?倍|的(?:两|近)?[\d一二两三四五]+倍)"
)


_LAST_OF_CENTURY: Final = 2000
_BEFORE: Final = 24
"""How far before a time what governs it is looked for."""

_CLOSE: Final = 4
"""A count of years this near behind a year only says how long it lasts (2018至2020年三年时间)."""

_TITLED_BEFORE: Final = re.compile(r"《[^》]*$|(?:》|规划|计划|方案|纲要|行动)[（(]$")
"""The years in a title, or behind it, date nothing (《…规划（2021—2035年）》)."""

_ORIGIN_BEFORE: Final = re.compile(r"(?:由|从|自)$")
_ORIGIN_AFTER: Final = re.compile(r"(?:底|末)?的?\s*[\d第约近不]|(?:底|末)?[居的]")


_NEXT_YEAR: Final = re.compile("明年[^，。；\\n]{0,20}(?:预期目标|主要目标|政府工作)")
_THIS_YEAR: Final = re.compile("今年[^，。；\\n]{0,20}(?:预期目标|主要目标)")


class TimeTable(Strict):
    """The whole of `data/times.toml`."""

    relative: dict[str, int]
    of_part: tuple[str, ...]
    event: dict[str, int]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression.

    Args:
        start, end: Its place in the sentence, in code points.
        period: What it denotes; of a base, the year compared with.
        shape: How it bears on what it dates.
        is_deadline: Whether it says by when inside a year; it then dates its own clause alone.
        is_origin: Whether it dates only the number that a change starts from (从2018年的3万到5万).
        is_running: Whether it says that the year has begun and what follows is so far (今年以来).
        is_partial: Whether only a first part of the year is meant (今年一季度).
    """

    start: int
    end: int
    period: Period
    shape: TimeShape
    is_deadline: bool = False
    is_origin: bool = False
    is_running: bool = False
    is_partial: bool = False


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and per cent signs narrow, and years that
    are spelt out (二〇〇五年) in digits, at the same offsets."""
    return _SPELT_YEAR.sub(lambda match: str(_number(match[0])), text.translate(_NARROW))


def tells_early(text: str) -> bool:
    """Tell whether a report is told before the year that it plans for, and calls that 明年."""
    return _NEXT_YEAR.search(text) is not None and _THIS_YEAR.search(text) is None


def plan_term(name: str) -> Period:
    """Return the years of a five-year plan by the number before its 五 (十四: 2021 to 2025)."""
    number = sum(_NUMERALS[sign] for sign in name)
    # 1963 to 1965 belonged to no plan, so the third began in 1966.
    start = 1953 + (number - 1) * 5 + (3 if number > 2 else 0)
    return Period(str(start), str(start + 4))


def term_of(report_year: int, length: int, ahead: bool) -> Period:
    """Return a term of years that ends before the report's year, or begins with it."""
    if ahead:
        return Period(str(report_year), str(report_year + length - 1))
    return Period(str(report_year - length), str(report_year - 1))


@cache
def _tables() -> tuple[TimeTable, re.Pattern[str]]:
    table = load("times.toml", TimeTable)
    source = _TIME.pattern
    for slot, words in (("@EVENTS@", table.event), ("@WORDS@", table.relative)):
        source = source.replace(slot, any_of(words))
    return table, re.compile(source)


def find_times(
    text: str, *, year: int, report_year: int, told_in: int | None = None
) -> tuple[Time, ...]:
    """Find the time expressions of a sentence.

    Args:
        text: The sentence, narrowed by `half_width`.
        year: The year that the sentence's part of the report is about.
        report_year: The year that the report plans for.
        told_in: The year that the report calls 今年; None for the one that it plans for.

    Returns:
        In the order of the text; they do not overlap.
    """
    if not any(sign in text for sign in ("年", "月", "五", "以来", "世纪")):
        return ()
    _, pattern = _tables()
    found: list[Time] = []
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        now = report_year if told_in is None or match["word"] is None else told_in
        period, shape = _READERS[_kind_of(match)](match, year, now)
        if period is None or _PRICES_AFTER.match(text, match.end()):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip()
        follows = bool(found) and match.start() - found[-1].end <= _CLOSE
        if _TITLED_BEFORE.search(before) or (match["within"] is not None and follows):
            continue
        is_joined = (
            bool(found)
            and found[-1].shape == "base"
            and text[found[-1].end : match.start()] in _JOINTS
        )
        if _BASE_BEFORE.search(before) or is_joined or _BASE_AFTER.match(text, match.end()):
            shape = "base"
        end = match.end()
        local = shape == "term" and match.start() > 0 and bool(_LOCAL_AFTER.match(text, end))
        deadline = (kind in _CLAUSE_ONLY and match.group() != "全年") or local
        origin = _ORIGIN_BEFORE.search(before) and _ORIGIN_AFTER.match(text, end)
        found.append(
            Time(
                *match.span(),
                period,
                shape,
                deadline,
                origin is not None,
                match["first"] is not None or _ONGOING_AFTER.match(text, end) is not None,
                _PARTLY_AFTER.match(text, end) is not None,
            )
        )
    return tuple(found)


_Read = tuple[Period | None, TimeShape]
_KINDS: Final = (
    "from", "since", "year", "plan", "event", "word", "both", "century", "next", "within",
    "running", "past", "recent", "these", "count", "due", "half", "first",
    "inside",
)  # fmt: skip


def _kind_of(match: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if match[kind] is not None)


def _number(text: str) -> int:
    if text[0].isascii():
        return int(text)
    if len(text) == 1:
        return _NUMERALS[text]
    return int("".join(str(_NUMERALS[sign]) for sign in text))


def _range(match: re.Match[str], year: int, report_year: int) -> _Read:
    start, end = _number(match["from"]), _number(match["to"])
    return (Period(str(start), str(end)), "term") if start < end else (None, "point")


def _since(start: int, report_year: int) -> _Read:
    end = report_year - 1
    return (Period(str(start), str(end)), "term") if start <= end else (None, "point")


def _since_year(match: re.Match[str], year: int, report_year: int) -> _Read:
    return _since(_number(match["since"]), report_year)


def _since_event(match: re.Match[str], year: int, report_year: int) -> _Read:
    return _since(_tables()[0].event[match["event"]], report_year)


def _year(match: re.Match[str], year: int, report_year: int) -> _Read:
    stated = str(_number(match["year"]))
    if match["month"]:
        stated += f"-{int(match['month']):02d}"
    return Period(stated, stated), "point"


def _plan(match: re.Match[str], year: int, report_year: int) -> _Read:
    term, tail = plan_term(match["plan"][:-1]), match["tail"]
    if tail in {"末", "期末"}:
        return Period(term.end, term.end), "point"
    if tail == "以来":
        return _since(int(term.start), min(report_year, int(term.end) + 1))
    if tail[0] in "头前":
        return Period(term.start, str(int(term.start) + _number(tail[1]) - 1)), "term"
    if tail[0] == "后":
        return Period(str(int(term.end) - _number(tail[1]) + 1), term.end), "term"
    return term, "term"


def _word(match: re.Match[str], year: int, report_year: int) -> _Read:
    table, word = _tables()[0], match["word"]
    since = year if word in table.of_part else report_year
    stated = str(since + table.relative[word])
    return Period(stated, stated), "point"


def _both(match: re.Match[str], year: int, report_year: int) -> _Read:
    return Period(str(report_year), str(report_year + 1)), "point"


def _century(match: re.Match[str], year: int, report_year: int) -> _Read:
    return (Period("2000", "2000"), "point") if report_year <= _LAST_OF_CENTURY else (None, "point")


def _ahead(group: str, shape: TimeShape) -> "Callable[[re.Match[str], int, int], _Read]":
    def read(match: re.Match[str], year: int, report_year: int) -> _Read:
        length = _number(match[group])
        if year < report_year or not 1 < length <= 20:
            return None, "point"
        return term_of(report_year, length, True), shape

    return read


def _behind(group: str, shape: TimeShape) -> "Callable[[re.Match[str], int, int], _Read]":
    def read(match: re.Match[str], year: int, report_year: int) -> _Read:
        length = _number(match[group])
        if not 1 < length <= 70:
            return None, "point"
        return Period(str(report_year - length), str(report_year - 1)), shape

    return read


_LOOKED_BACK: Final = ("过去", "近", "这", "最近", "前")


def _past(match: re.Match[str], year: int, report_year: int) -> _Read:
    """Read years behind; in a plan a bare count of them (五年累计) lies ahead."""
    words = match.group()
    is_bare = not words.startswith(_LOOKED_BACK) and not words.endswith(("来", "以来"))
    group = "past"
    if year >= report_year and is_bare:
        return _ahead(group, "term")(match, year, report_year)
    return _behind(group, "term")(match, year, report_year)


def _count(match: re.Match[str], year: int, report_year: int) -> _Read:
    """Read a bare count of years (五年新增): ahead in a plan, behind in a review."""
    if year >= report_year:
        return _ahead("count", "point")(match, year, report_year)
    return _behind("count", "term")(match, year, report_year)


def _these(match: re.Match[str], year: int, report_year: int) -> _Read:
    """Read the years that a review is about (这五年); in a plan they may lie ahead."""
    if year >= report_year:
        return None, "point"
    return _behind("these", "term")(match, year, report_year)


def _due(match: re.Match[str], year: int, report_year: int) -> _Read:
    stated = f"{year}-{int(match['due']):02d}"
    return Period(stated, stated), "point"


def _half(match: re.Match[str], year: int, report_year: int) -> _Read:
    return Period(f"{year}-06", f"{year}-06"), "point"


def _inside(match: re.Match[str], year: int, report_year: int) -> _Read:
    return Period(str(year), str(year)), "point"


_READERS: Final[dict[str, Callable[[re.Match[str], int, int], _Read]]] = {
    "from": _range,
    "since": _since_year,
    "year": _year,
    "plan": _plan,
    "event": _since_event,
    "word": _word,
    "both": _both,
    "century": _century,
    "next": _ahead("next", "term"),
    "within": _ahead("within", "point"),
    "running": _behind("running", "point"),
    "past": _past,
    "recent": _behind("recent", "term"),
    "these": _these,
    "count": _count,
    "due": _due,
    "half": _half,
    "first": _inside,
    "inside": _inside,
}
