"""What stands right before or behind the words of an indicator and makes another thing of them.

Where words were read too short, or are what a growth is compared with, their neighbours tell
(高于规上工业3个百分点, 限上社零额, 城镇居民年人均可支配收入, 城镇新增就业, 出口退税).
"""

import re
from typing import Final

from kg.text import Span

_REGION: Final = "(?:全[国省市县区州盟旗]|我[省市县区州盟旗]|同期|当年|今年|去年)*"
_COMPARED: Final = re.compile(f"(?:拉动|带动|高于|快于|低于|高出|慢于)了?{_REGION}$")
_PRICES: Final = re.compile("(?:居民)?消费价格$")
_LEVEL: Final = re.compile("总(?:体)?水平|总指数|涨幅")
_LARGE: Final = re.compile("(?:限上|限额以上)$")
_WHOSE: Final = re.compile(
    "(?:城镇|城市|农村|农民|农牧民|农牧区|城乡)(?:常住)?(?:居民)?(?:家庭)?(?:年)?$"
)
_TOWNS: Final = re.compile("(?:城镇|城市)(?:居民)?(?:累计|年均)?$")
_JOBS: Final = re.compile("(?:新增|净增)就业")
_PER_HEAD: Final = re.compile("(?:年)?人均")
_OUTPUT: Final = re.compile("(?:地区|国内)?(?:生产总值|GDP)")
_TOWN: Final = re.compile("(?:城镇|城市|市区|城区)$")
_REBATE: Final = "退税"
_REACH: Final = 12


def with_neighbours(text: str, span: Span, words: str, *, is_points: bool) -> str:
    """Return the words of an indicator with the neighbours that make another thing of them.

    Args:
        text: Of the document; the span is into it.
        span: Of the words.
        words: Of the indicator.
        is_points: Whether the figure is in percentage points, which may be a comparison.
    """
    before = text[max(0, span.start - _REACH) : span.start]
    if words.endswith("出口") and text.startswith(_REBATE, span.end):
        return words + _REBATE
    compared = _COMPARED.search(before) if is_points else None
    if compared is not None:
        return compared[0] + words
    large = _LARGE.search(before)
    if large is not None:
        return large[0] + words
    whose = _WHOSE.search(before) if _PER_HEAD.match(words) else None
    if _LEVEL.match(words):
        whose = _PRICES.search(before)
    if words.startswith("居民人均"):
        whose = _TOWN.search(before)
    if _OUTPUT.match(words) and before.endswith("人均"):
        return "人均" + words
    if _JOBS.match(words):
        whose = _TOWNS.search(before)
    return words if whose is None else whose[0] + words
