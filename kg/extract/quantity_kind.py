"""What kind of figure a number is, and how it bounds the real one: the words next to it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.quantity_shape import Measure
from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table
from kg.model import Kind, Operator
from kg.rules import Strict, load

_BLANK: Final = " \u00a0\u3000“"
_WINDOW: Final = 16
_SHARES: Final = frozenset({"percent", "ratio"})
_RELATIVE: Final = frozenset({"percent", "percentage_point", "times", "doubling"})
_INDEX_LEAST: Final = 50
"""Prices of 103 per cent are an index; of 3 per cent, how much they rose."""

_OVER: Final = ("高于", "低于")
_AIM_BEHIND: Final = re.compile("的[^，。；]{0,8}目标")
"""What is above or below an aim does not bound it: 高于4%的控制目标 is an aim of 4%."""
_FALL: Final = re.compile(r"(?:降|跌|减)幅[^，。；\d]{0,8}(?:到|至|为|达|在)[-－]?$")
"""Before how much something fell (降幅收窄到5%)."""

_PACE: Final = re.compile("(?:增速|增幅|增长率|增长速度)(?:由|从)[^，。；]{0,24}$")
"""Before the paces from and to which something went (增速由2%回升到6%)."""

_AIM: Final = re.compile(
    "(?:以上|左右)?(?:、[^，。；、\\d]{2,16}[\\d.]+[%％](?:以上|左右)?)*的(?:年均|预期)?增长(?:预期)?目标"
)
"""After an aim, or each of several (生产总值8%、居民收入9%的增长目标)."""

_EACH: Final = re.compile("分别[^，。；、\\d]{0,8}$")
"""Before the first number of a list that has one each."""

_BOUNDS: Final = frozenset({"低于"})
"""Words of change that bound a level (失业率低于4%)."""

_CHANGES: Final = frozenset({"percentage_point", "doubling"})


class OperatorRow(Strict):
    """A row of `operators.toml`."""

    op: Operator
    before: tuple[str, ...]
    after: tuple[str, ...]


class OperatorTable(Strict):
    """The whole of `operators.toml`."""

    operator: tuple[OperatorRow, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    shared: re.Pattern[str]
    shared_by_two: re.Pattern[str]
    op_before: dict[str, Operator]
    op_after: dict[str, Operator]


@cache
def _operators() -> _Words:
    rows = load("operators.toml", OperatorTable).operator
    op_before = {word: row.op for row in rows for word in row.before}
    op_after = {word: row.op for row in rows for word in row.after}
    number = r"[\d.．]+[^，。；、\d和与及]{0,5}?"
    return _Words(
        re.compile(rf"(?<![以之])({alternation(op_before)})[了到至在]?[ “]?$"),
        re.compile(rf"[ ”]?(?:的)?({alternation(op_after)})"),
        re.compile(rf"(?:、{number})*(?:和|与|及|以及){number}({alternation(op_after)})"),
        re.compile(rf"、{number}({alternation(op_after)})"),
        op_before,
        op_after,
    )


def read_operator(text: str, measure: Measure, *, chained: Operator | None = None) -> Operator:
    """Tell how the number bounds the real one; `eq` where no word says otherwise.

    Args:
        text: The text that the measure's span points into.
        measure: The number.
        chained: The operator of the number before, where both stand in one list.
    """
    if measure.shape == "range":
        return "range"
    words = _operators()
    start, end = measure.span.start, measure.span.end
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    if found := words.after.match(after):
        return words.op_after[found[1]]
    found = words.before.search(before)
    if found and not (found[1] in _OVER and _AIM_BEHIND.match(text, end)):
        return words.op_before[found[1]]
    if measure.is_vague:
        return "gt"
    if measure.shape == "rank" and measure.low is None:
        return "le"
    if found := words.shared.match(text[end : end + 40]):
        return words.op_after[found[1]]
    found = words.shared_by_two.match(text[end : end + 40])
    if found and _EACH.search(text, max(0, start - 16), start):
        return words.op_after[found[1]]
    return chained if chained in {"gt", "ge", "le", "lt"} and measure.shape == "number" else "eq"


@dataclass(frozen=True, slots=True)
class _Changes:
    any: re.Pattern[str]
    percent: re.Pattern[str]
    object: re.Pattern[str]
    none: re.Pattern[str]
    named: re.Pattern[str]
    per: re.Pattern[str]
    multiple: re.Pattern[str]
    level: re.Pattern[str]
    priced: re.Pattern[str]
    again: re.Pattern[str]
    after: re.Pattern[str]
    reached: re.Pattern[str]


@cache
def _changes() -> _Changes:
    table = quantity_table()
    tail = f"(?P<level>{alternation(table.level)})?(?:{alternation(table.change_filler)})*$"
    decline = f"(?P<decline>{alternation(table.decline)})"
    growth = alternation(table.growth)
    wide = alternation((*table.growth, *table.growth_percent))
    return _Changes(
        any=re.compile(f"(?:(?P<growth>{growth})|{decline}){tail}"),
        percent=re.compile(f"(?:(?P<growth>{wide})|{decline}){tail}"),
        object=re.compile(
            f"(?:(?P<growth>{alternation(table.growth_object)})"
            f"|(?P<decline>{alternation(table.decline_object)}))(?!值)了?[^，。；、\\d到至]{{2,14}}$"
        ),
        none=re.compile(f"(?:{alternation(table.no_change)})"),
        named=re.compile(
            f"(?:{alternation(table.change_indicator)})"
            f"(?:{alternation((*table.change_filler, *table.change_named_filler))})*$"
        ),
        per=re.compile(f"(?:{alternation(table.per_before)})[^，。；]*$"),
        multiple=re.compile(f"(?:{alternation(table.multiple_before)})$"),
        level=re.compile(f"(?:{alternation(table.level_indicator)})$"),
        priced=re.compile(f"(?:{alternation(table.priced)})"),
        after=re.compile(
            "(?:以上|左右)?的?(?:年均)?(?:速度|幅度)?(?:正|年均|平均|高速|中高速|较快|快速)?(?:增长|递增|增速|增幅)(?!率|点|极)"
        ),
        reached=re.compile("(?:实现|保持|达到|保持了|实现了|以|年均|约|近)$"),
        again=re.compile(
            f"(?:以上|左右)?[，、](?:{alternation(table.again)})+(?:{alternation(table.filler)})*$"
        ),
    )


def read_kind(
    text: str, measure: Measure, *, clause: int, indicator: str | None, chained: Kind | None = None
) -> Kind:
    """Tell what kind of figure a number is.

    Args:
        text: The text that the measure's span points into.
        measure: The number.
        clause: Where the number's clause starts.
        indicator: The words that name what it measures.
        chained: The kind of the number before, where both stand in one list.
    """
    kind = _kind(text, measure, clause, indicator, chained)
    # growth by a negative number is a decline, whatever words say that it is growth
    return "decline" if kind == "growth" and measure.is_negative else kind


def _kind(
    text: str, measure: Measure, clause: int, indicator: str | None, chained: Kind | None
) -> Kind:
    if measure.shape == "rank":
        return "rank"
    change = _change(text, measure, clause, indicator or "")
    if change is not None:
        return change
    base = measure.unit.base
    if chained is not None and chained != "rank":
        own = _of_indicator(indicator or "") if base in _SHARES else None
        return chained if own is None else own
    if base in _CHANGES:
        return "growth"
    return _level(text, measure, clause, indicator or "")


def goes_on(between: str) -> bool:
    """Tell whether a number raises the aim before it (增长5.5%、力争6%)."""
    return _changes().again.match(between) is not None


def _change(text: str, measure: Measure, clause: int, indicator: str) -> Kind | None:
    changes = _changes()
    base = measure.unit.base
    before = text[max(clause, measure.span.start - _WINDOW) : measure.span.start].rstrip(_BLANK)
    relative = base in _RELATIVE
    found = (changes.percent if relative else changes.any).search(before)
    is_held = found is None or found["level"] is not None
    if base == "percent" and is_held and _is_pace(text, clause, measure):
        return "decline" if before.endswith(("-", "－")) else "growth"
    if base == "percent" and not found and changes.after.match(text, measure.span.end):
        return "growth" if changes.reached.search(before) else None
    if found and base == "times" and changes.multiple.search(before):
        return None
    is_level = relative and _names_level(indicator) and changes.named.search(before) is not None
    if base == "percent" and _FALL.search(before):
        return "decline"
    if found and found["decline"] in _BOUNDS and _names_level(indicator) and base in _SHARES:
        return None
    if found and not (found["level"] and base not in _CHANGES) and not is_level:
        return None if _is_other(before, found) else _side(found)
    named = changes.named.search(before) if relative else None
    if named and not _is_other(before, named) and not is_level:
        return "growth"
    found = changes.object.search(before)
    if found is None or _is_other(before, found) or (relative and found["growth"]):
        return None
    return _side(found)


def _is_pace(text: str, clause: int, measure: Measure) -> bool:
    """Tell whether a percentage is a pace, or an aim of growth, with no verb of change before."""
    is_pace = _PACE.search(text, clause, measure.span.start) is not None
    return is_pace or _AIM.match(text, measure.span.end) is not None


def _of_indicator(indicator: str) -> Kind | None:
    """Tell the kind that the name of a share or change says itself, if it does."""
    changes = _changes()
    if changes.named.search(indicator):
        return "growth"
    return "rate" if changes.level.search(indicator) else None


def _names_level(indicator: str) -> bool:
    """Tell whether words name a level (失业率), though a change is named beside it."""
    changes = _changes()
    return bool(changes.level.search(indicator)) and not changes.any.search(indicator)


def _side(found: re.Match[str]) -> Kind:
    return "growth" if found["growth"] else "decline"


def _is_other(before: str, found: re.Match[str]) -> bool:
    """Tell whether the word of change is part of another word (新增, 不低于)."""
    at = found.start()
    return any(match.start() <= at < match.end() for match in _changes().none.finditer(before))


def _level(text: str, measure: Measure, clause: int, indicator: str) -> Kind:
    """Tell an amount from a rate, and a change that its indicator names."""
    changes = _changes()
    base = measure.unit.base
    if base in _SHARES:
        is_change = changes.named.search(indicator) and not changes.none.search(indicator)
        is_price = changes.priced.search(indicator) and (measure.high or 0) < _INDEX_LEAST
        return "growth" if is_change or is_price else "rate"
    if "_per_" in base:
        return "rate"
    before = text[max(clause, measure.span.start - 30) : measure.span.start]
    if changes.per.search(before) or changes.per.search(indicator):
        return "rate"
    if base == "times" and changes.multiple.search(before):
        return "rate"
    return "amount"
