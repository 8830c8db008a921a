"""What the words right before and behind a number say of how it runs over time: where a change
starts, what a sum is compared with. The times themselves are weighed in
`kg.extract.context_sentence`."""

import re
from typing import Final

from kg.extract.context_cue import cues
from kg.extract.when import PLAN
from kg.text import CLAUSE_STOPS, clause_end, clause_start

_PERCENT: Final = re.compile(r"[\d.,\s~至-]*\s*(?:%|‰|个百分点|百分点|成)")
_MULTIPLE: Final = re.compile(r"[\d.一二两三四五六七八九十多近]+\s*(?:倍|番)")
_NUMBER: Final = re.compile(r"[\d.,\s~至%:：∶零〇一二两三四五六七八九十百千万亿点分之-]*")
_COUNT: Final = re.compile(r"[\d一二两三四五六七八九十百]")
_SHARE: Final = re.compile("[^，。；]{2,}的")
_OF_BASE: Final = re.compile("[底末]?的(?:近|约)?")
_GROWN: Final = re.compile(r"[^，。；\d]{0,6}?(?:增|提高|扩大|上升|降|减|下降)")
_UNIT: Final = re.compile("[多余]?(?:[%元人个户件]|美元|人次)?")
_DONE: Final = re.compile(
    "(?:共|全[省市县区州])*(?:完成|实现)了?(?:全社会|外贸|对外贸易)*(?:固定资产投资|进出口|出口)"
)
_ALONE: Final = re.compile(
    "[^，。；、]{0,4}(?:[。；]|$|，(?!同比|比|较|年均|平均|按|增|年|居|是|为|其中))"
)
_AIM_BEFORE: Final = re.compile(
    "(?:低于|高于|超过|优于|好于|低|欠|未达到?|未能达到?|没有?达到?|预定|省定|下达|确定|超额完成)[^，。；、]{0,12}$"
)
_AIM_AFTER: Final = re.compile("(?:以上|左右|以内)?的[^，。；、\\d]{0,6}目标")
_MONEY: Final = re.compile(r"[\d.,]+\s*[多余]?[万亿]+[多余]?[元美吨]")
_BASIS: Final = re.compile("[^，。；\\d]{0,6}基础上")
_CHANGE: Final = re.compile(
    r"(?:增长|下降|降低|提高|上升|减少|增加|提升|降|增|升)了?(?:约|近|超过?)?$"
)

_GOES_TO: Final = re.compile(
    r"(?:[^，。；\d]{0,8}[和与、][\d.]+)?[^，。；\d]{0,8}?(?:[提增降减升扩缩压涨跌调变简跃移拓延进优改并]|发展)[^，。；\d]{0,3}[到至为居]"
)
"""After a number that a change starts from (由35元提高到40元)."""

_OF_A_TERM: Final = re.compile(
    rf"[^。；，]{{0,6}}，(?:是|为|相当于|比|较|超过)了?(?:上(?:一个?|个)|前)?(?:“?{PLAN}”?(?!末|期末|规划末)|五年(?!前))"
)
"""Behind a sum over a term: that of the term before (完成350亿元，是上一个五年的3倍)."""


def number_end(text: str, at: int) -> int:
    """Return where the number at a place ends."""
    number = _NUMBER.match(text, at)
    return number.end() if number else at


def is_percent(text: str, at: int) -> bool:
    """Tell whether the number at a place is a percentage or in points."""
    return _PERCENT.match(text, at) is not None


def is_multiple(text: str, at: int) -> bool:
    """Tell whether the number at a place says how many times."""
    return _MULTIPLE.match(text, at) is not None


def is_money(text: str, at: int) -> bool:
    """Tell whether the number at a place is so many 万 or 亿 of money or goods."""
    return _MONEY.match(text, at) is not None


def is_share(text: str, at: int, since: int) -> bool:
    """Tell whether a number is a share of what a year had that ends at `since` (上年收入的1.5%)."""
    return is_percent(text, at) and _SHARE.fullmatch(text, since, at) is not None


def is_changed(before: str) -> bool:
    """Tell whether a word of change stands right before a number."""
    return _CHANGE.search(before) is not None


def is_doubled(before: str) -> bool:
    """Tell whether a number says how often something has doubled: over the whole of the time, where
    an aim is to have doubled at its end."""
    return before.endswith(("翻", "翻了"))


def is_compared_with(text: str, at: int, year: int) -> bool:
    """Tell whether a number is the one compared with, of the year that ends at `year`
    (比2019年的58万人增长19%, 在2019年增长19%的基础上)."""
    end = number_end(text, at)
    if _BASIS.match(text, end) is not None and clause_start(text, at) <= year:
        return True
    is_its = _OF_BASE.fullmatch(text, year, at) is not None
    return is_its and _GROWN.match(text, end) is not None


def starts_change(text: str, at: int, before: str) -> bool:
    """Tell whether a number is where a change starts (由35元提高到40元)."""
    if not cues().origin.search(before):
        return False
    return _GOES_TO.match(text, number_end(text, at)) is not None


def is_aim(text: str, at: int, before: str) -> bool:
    """Tell whether a number is an aim that something is compared with (低于3%的控制目标)."""
    is_compared = _AIM_BEFORE.search(before) is not None
    return is_compared and _AIM_AFTER.match(text, _unit_end(text, at)) is not None


def _unit_end(text: str, at: int) -> int:
    """Return where the number at a place ends with its unit."""
    unit = _UNIT.match(text, number_end(text, at))
    return unit.end() if unit else at


def counts_existing(text: str, at: int, before: str) -> bool:
    """Tell whether a number in a plan counts what is there already (推动7家省实验室…)."""
    said = cues()
    if is_percent(text, at) or not _COUNT.match(text, at):
        return False
    if said.keep.search(before):
        return True
    return bool(said.existing.search(text, at, clause_end(text, at, CLAUSE_STOPS + "、")))


def is_sum_in_clause(text: str, at: int, before: str) -> bool:
    """Tell whether a number is money that flows, which adds up over a term that its clause
    names."""
    is_flow = cues().trade.search(before) is not None and is_money(text, at)
    return is_flow and not starts_change(text, at, before)


def is_sum_beside(text: str, at: int) -> bool:
    """Tell whether money that flows is a sum over the term: it is compared with that of another
    one, is all that was done (完成固定资产投资75亿元。), or the clause before is a sum
    (累计利用外资9亿美元，实现进出口57亿美元)."""
    start = clause_start(text, at)
    before = text[clause_start(text, start - 1) : start] if start > 1 else ""
    is_sum = before.endswith("，") and cues().sum.search(before) and _MONEY.search(before)
    is_done = _DONE.match(text, start, at) and _ALONE.match(text, number_end(text, at))
    return bool(is_sum or is_done) or _OF_A_TERM.match(text, number_end(text, at)) is not None
