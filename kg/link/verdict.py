"""Weighs an outcome against a target: pure arithmetic on two figures of one indicator.

Which outcome answers which target is decided in `ledger`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.model import Figure, Good, Indicator, Verdict

APPROX_POINTS: Final = Decimal("0.5")
"""How far, in percentage points, an outcome may fall short of a target of about so much (左右)."""
APPROX_SHARE: Final = Decimal("0.03")
"""How far, as a share of the target, where it is an amount."""

FAR_POINTS: Final = {"rate": Decimal(15), "growth": Decimal(20)}
"""From how many percentage points on nobody believes that two figures are of one matter."""
FAR_TIMES: Final = Decimal("2.5")
"""From how many times on, where they are amounts."""

_APART: Final = (
    frozenset(("addition", "level")),
    frozenset(("addition", None)),
    frozenset(("act", "level")),
)
_PERCENT: Final = "percent"
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a target, by how much, and which rule said so."""

    verdict: Verdict
    gap: Decimal | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Interval:
    """A signed stretch of values; None is an open end."""

    low: Decimal | None
    high: Decimal | None


def comparable(target: Figure, outcome: Figure) -> bool:
    """Tell whether two figures measure in the same manner: growth with growth, amount with amount.

    A decline counts as a growth with a minus sign. The units must be the same.
    """
    return _kind(target) == _kind(outcome) and target.unit == outcome.unit


def same_manner(target: Figure, outcome: Figure) -> bool:
    """Tell whether two amounts may be meant alike: an addition is no level.

    What was done, and a bare number, may be either, but neither a bare number an addition nor what
    was done a level.
    """
    return frozenset((target.manner, outcome.manner)) not in _APART


def side_of(target: Figure, indicator: Indicator) -> Good:
    """Tell which side of a target is the good one.

    The table of indicators says it; of an indicator that is not in it the target's own words do:
    who wants 500个以上 wants more, who wants 10个以内 less.
    """
    if indicator.is_core:
        return indicator.good
    if target.op in {"ge", "gt"}:
        return "down" if target.kind == "decline" else "up"
    return "down" if target.op in {"le", "lt"} and target.kind != "decline" else indicator.good


def is_far_apart(target: Figure, outcome: Figure) -> bool:
    """Tell whether two comparable figures differ so much that they hardly are of one matter.

    More often than not a district's figure met the city's there, or a year's that of a term.
    """
    if target.kind == "rank":
        return False
    aim, got = _one_end(target), _one_end(outcome)
    if aim is None or got is None:
        return False
    if target.unit == _PERCENT:
        signs = [-1 if each.kind == "decline" else 1 for each in (target, outcome)]
        return abs(aim * signs[0] - got * signs[1]) > FAR_POINTS.get(
            _kind(target), FAR_POINTS["rate"]
        )
    small, large = sorted((abs(aim), abs(got)))
    return large > small * FAR_TIMES


def _one_end(figure: Figure) -> Decimal | None:
    return figure.high if figure.low is None else figure.low


def judge(target: Figure, outcome: Figure, good: Good) -> Judgement:
    """Weigh an outcome against a target that it is comparable to.

    Args:
        target: The aim.
        outcome: What was reached.
        good: Which direction of the indicator is good. Of ranks the smaller is better where more
            of the indicator is good; where less is good (a rank by energy use) nobody can tell
            which end the list begins with.

    Returns:
        `met` or `missed`, or `reported` where the direction is not judged (`ledger.no_direction`)
        or an open end leaves it undecided (`ledger.open_end`). The gap is outcome minus target
        between the ends that were compared, declines negative.
    """
    judgement = _judge(target, outcome, good)
    if judgement.gap is None:
        return judgement
    return replace(judgement, gap=judgement.gap + _ZERO)  # no gap of minus nought


def _judge(target: Figure, outcome: Figure, good: Good) -> Judgement:
    aim, got = _interval(target), _interval(outcome)
    side = _side(target, good)
    if side is None:
        return Judgement("reported", _plain_gap(aim, got), "ledger.no_direction")
    if side == "down":
        aim, got = _mirror(aim), _mirror(got)
    if aim.low is None:
        return Judgement("reported", None, "ledger.open_end")
    floor = aim.low - (_tolerance(target, aim.low) if target.op == "approx" else _ZERO)
    sign = 1 if side == "up" else -1
    if got.low is not None:
        if got.low >= floor:
            return Judgement("met", sign * (got.low - aim.low), "ledger.year")
        if got.high is None or got.high >= floor:  # 6%以上 against 7%: it may have been more
            return Judgement("reported", None, "ledger.open_end")
        return Judgement("missed", sign * (got.low - aim.low), "ledger.year")
    if got.high is not None and got.high < floor:
        return Judgement("missed", sign * (got.high - aim.low), "ledger.year")
    return Judgement("reported", None, "ledger.open_end")


def _kind(figure: Figure) -> str:
    return "growth" if figure.kind == "decline" else figure.kind


def _side(target: Figure, good: Good) -> Good | None:
    if good == "none":
        return None
    if target.kind == "rank":
        return "down" if good == "up" else None
    return good


def _interval(figure: Figure) -> _Interval:
    interval = _Interval(figure.low, figure.high)
    return _mirror(interval) if figure.kind == "decline" else interval


def _mirror(interval: _Interval) -> _Interval:
    low = None if interval.high is None else -interval.high
    high = None if interval.low is None else -interval.low
    return _Interval(low, high)


def _tolerance(target: Figure, value: Decimal) -> Decimal:
    return APPROX_POINTS if target.unit == _PERCENT else abs(value) * APPROX_SHARE


def _plain_gap(aim: _Interval, got: _Interval) -> Decimal | None:
    if aim.low is not None and got.low is not None:
        return got.low - aim.low
    if aim.high is not None and got.high is not None:
        return got.high - aim.high
    return None
