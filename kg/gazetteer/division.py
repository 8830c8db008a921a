"""Divisions under one name and one code, and the package's own table of them."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, get_args

from kg.errors import RuleFileError
from kg.model import Level
from kg.rules import Strict, data_path, load

NATION_CODE: Final = "000000"
SLACK_YEARS: Final = 2
"""A name is taken as valid this many years beyond its own: the sources count at the end of a year,
and reports use a new name early and an old one late."""

RANK: Final = {level: rank for rank, level in enumerate(get_args(Level))}
CODE: Final = re.compile(r"[0-9]{6}")
_DIVISIONS: Final = "divisions.csv"
_AUTONOMOUS: Final = re.compile(r"(?:自治(?=.$))?((?<=自治)[州县旗]|(?<=族)区|自治区)$")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division under one name and one code.

    Args:
        code: GB/T 2260, six digits; 000000 is the nation.
        name: Full name (郑州市).
        level: National, province, city (地级) or county (县级); told by the code.
        parent: Code of the division it lies in; None for the nation.
        first_year: First year of this name with this code; None where it is older than the sources
            (1980).
        last_year: Last year; None where it is valid still.
        short: Short name (郑州, 延边); the full name where it has none (寿县).
    """

    code: str
    name: str
    level: Level
    parent: str | None
    first_year: int | None = None
    last_year: int | None = None
    short: str = ""

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"no six-digit code: {self.code!r}")
        if not self.short:
            object.__setattr__(self, "short", self.name)

    def is_valid(self, year: int | None) -> bool:
        """Tell whether the name was in use in a year, give or take `SLACK_YEARS`."""
        if year is None:
            return True
        first = self.first_year is None or year >= self.first_year - SLACK_YEARS
        return first and (self.last_year is None or year <= self.last_year + SLACK_YEARS)


def other_names(division: Division) -> Iterator[str]:
    """Yield the short name, the middling one that reports use (恩施州, 宽甸县, 新疆自治区), and
    those that only a table knows (土右旗)."""
    if division.short != division.name:
        yield division.short
    ending = _AUTONOMOUS.search(division.name)
    if ending is not None and ending[1] and division.short + ending[1] != division.name:
        yield division.short + ending[1]
    yield from _table_names().get(division.name, ())


class _Row(Strict):
    name: str
    others: tuple[str, ...]


class _Table(Strict):
    division: tuple[_Row, ...]


@cache
def _table_names() -> dict[str, tuple[str, ...]]:
    return {row.name: row.others for row in load("short_names.toml", _Table).division}


def distance(division: Division, year: int | None) -> int:
    """Count the years between a year and those of a name; 0 where it was in use."""
    if year is None:
        return 0 if division.last_year is None else 9999 - division.last_year
    early = 0 if division.first_year is None else max(0, division.first_year - year)
    late = 0 if division.last_year is None else max(0, year - division.last_year)
    return max(early, late)


def level_of(code: str) -> Level:
    """Return the level that a code tells."""
    if code == NATION_CODE:
        return "national"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def builtin() -> tuple[Division, ...]:
    """Read the package's divisions, once in a process; the nation comes first."""
    nation = Division(NATION_CODE, "全国", "national", None, short="中国")
    try:
        with data_path(_DIVISIONS).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
    except OSError as exc:
        raise RuleFileError(f"{_DIVISIONS}: cannot be read: {exc}") from exc
    divisions = [
        Division(
            code,
            name,
            level_of(code),
            parent,
            int(first) if first else None,
            int(last) if last else None,
            short,
        )
        for code, name, short, parent, first, last in rows
    ]
    return (nation, *divisions)
