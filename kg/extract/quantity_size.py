"""Sizes that pick out what is counted beside them (亿元以上项目195个): they measure nothing of
their own and stay in the indicator."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.quantity_shape import Measure
from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table

_MONEY: Final = frozenset({"yuan", "usd", "eur", "hkd"})
_COUNTED: Final = r"\d+(?:多|余)?[个项家户宗]"


@dataclass(frozen=True, slots=True)
class _Patterns:
    above: re.Pattern[str]
    carried: re.Pattern[str]
    over: re.Pattern[str]
    counted: re.Pattern[str]
    invested: re.Pattern[str]
    listed: re.Pattern[str]
    attribute: re.Pattern[str]
    described: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = quantity_table()
    above, over = alternation(table.over_after), alternation(table.over_before)
    carriers, amounts = alternation(table.carriers), alternation(table.amounts)
    noun = rf"(?:的)?(?!{amounts})[^，。；、：\d]{{0,14}}?(?:{carriers})"
    return _Patterns(
        above=re.compile(rf"(?:{above}){noun}"),
        carried=re.compile(rf"(?:大)?{noun}"),
        over=re.compile(f"(?:{over})$"),
        counted=re.compile(rf"(?:{above})?(?:的)?(?:项目|企业|产业)?(?:达到|达|有|各)?{_COUNTED}"),
        invested=re.compile("投资(?:额|约|近|超|达)?$"),
        listed=re.compile(
            rf"(?:{above})?(?:[、或和]|以及)(?:{over})?[\d.十百千万亿]+[元美]{{1,2}}(?:{above})?{noun}"
        ),
        attribute=re.compile(
            r"\d[多余]?[个家座户条项台艘](?:以上)?[^，。；、\d共达总全约合计]{0,8}(?<!投资|资金|完成)$"
        ),
        described=re.compile(rf"(?:{above}|左右)?(?:的)?[一-龥]"),
    )


def is_threshold(measure: Measure, before: str, after: str) -> bool:
    """Tell whether a number is a size that picks out things.

    Args:
        measure: The number.
        before: Up to 24 signs before it.
        after: Up to 24 signs after it.
    """
    if measure.unit.role == "classifier":
        return measure.unit.base == "household" and _is_village_size(after)
    patterns = _patterns()
    if measure.unit.id != "none" and patterns.above.match(after):
        return True
    if measure.unit.base in _MONEY or measure.is_bare:
        return _picks_money(measure, before, after)
    return bool(patterns.attribute.search(before) and patterns.described.match(after))


def _is_village_size(after: str) -> bool:
    return re.match("(?:以上|以下)的?(?:自然村|行政村|村)", after) is not None


def _picks_money(measure: Measure, before: str, after: str) -> bool:
    patterns = _patterns()
    if after.startswith("口径"):
        return True
    over = patterns.over.search(before)
    if over and patterns.carried.match(after):
        return True
    is_sum = after.startswith("的") and patterns.invested.search(before)  # 总投资9亿元的3个项目
    if patterns.counted.match(after) and not is_sum:
        return True
    return bool((over or after.startswith("以")) and patterns.listed.match(after))
