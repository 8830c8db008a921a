"""The words by which a clause says whether it speaks of an aim or of what was reached, and whether
its numbers run over a time or stand at its end. They are weighed in
`kg.extract.context_sentence`."""

import re
from dataclasses import dataclass
from functools import cache

from kg.rules import Strict, any_of, load


class CueTable(Strict):
    """The whole of `data/cues.toml`."""

    aim: tuple[str, ...]
    undated: tuple[str, ...]
    reached: tuple[str, ...]
    keep: tuple[str, ...]
    existing: tuple[str, ...]
    level: tuple[str, ...]
    flow: tuple[str, ...]
    origin: tuple[str, ...]
    yearly: tuple[str, ...]
    sum: tuple[str, ...]
    annual: tuple[str, ...]
    trade: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of the table, ready to be looked for in a clause."""

    aim: re.Pattern[str]
    undated: re.Pattern[str]
    reached: re.Pattern[str]
    keep: re.Pattern[str]
    existing: re.Pattern[str]
    measure: re.Pattern[str]
    flows: frozenset[str]
    origin: re.Pattern[str]
    yearly: re.Pattern[str]
    sum: re.Pattern[str]
    annual: re.Pattern[str]
    trade: re.Pattern[str]


@cache
def cues() -> Cues:
    """Load the table, once in a process."""
    table = load("cues.toml", CueTable)
    return Cues(
        aim=re.compile(f"(?<!、)(?:{any_of(table.aim)})(?!的)"),
        undated=re.compile(any_of(table.undated)),
        reached=re.compile(any_of(table.reached)),
        keep=re.compile(f"(?:{any_of(table.keep)})(?:全市|全省|全县|全区)?$"),
        existing=re.compile(any_of(table.existing)),
        measure=re.compile(any_of((*table.flow, *table.level))),
        flows=frozenset(table.flow),
        origin=re.compile(
            rf"(?:{any_of(table.origin)})(?![业事严而])[^，。；到至为由从转]{{0,14}}$"
        ),
        yearly=re.compile(rf"{any_of(table.yearly)}|(?<![\d去今上全当每])年增长"),
        sum=re.compile(any_of(table.sum)),
        annual=re.compile(any_of(table.annual)),
        trade=re.compile(any_of(table.trade)),
    )


def adds_up(before: str) -> bool:
    """Tell whether the words before a number say that it is counted over years or is a sum."""
    said = cues()
    return bool(said.yearly.search(before) or said.sum.search(before) or "新增" in before)
