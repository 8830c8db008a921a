"""The table of units: what a surface means, and the pattern that finds one. Numbers are read
elsewhere."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from pydantic import Field, field_validator, model_validator

from kg.rules import Strict, load

Role = Literal["measure", "classifier", "duration", "size", "age"]

_FOLD: Final = re.compile(r"[ \u00a0\u3000]")
_STROKE: Final = re.compile("[/／·]")
_BRACKET: Final = re.compile("[（(]")
_PER: Final = {"日": "day", "月": "month", "时": "hour", "季": "quarter"}


class Unit(Strict):
    """A row of `units.toml`.

    Args:
        id: Stable name of the row; rules of quantities are `unit.{id}`.
        base: Base unit of the graph.
        factor: How many base units one of a surface is.
        surfaces: How texts write it.
        role: How a number with it is used.
    """

    id: str
    base: str
    factor: Decimal = Field(gt=0)
    surfaces: tuple[str, ...] = Field(min_length=1)
    role: Role = "measure"

    @field_validator("factor", mode="before")
    @classmethod
    def _exact(cls, value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("a factor is a string, so that it stays exact")
        return value


class UnitTable(Strict):
    """`units.toml`: the rows, and the words that begin like a unit and are none."""

    others: tuple[str, ...]
    people: tuple[str, ...]
    per: tuple[str, ...]
    unit: tuple[Unit, ...]

    @model_validator(mode="after")
    def _unambiguous(self) -> "UnitTable":
        rows: dict[str, str] = {}
        for unit in self.unit:
            for surface in unit.surfaces:
                if surface in rows:
                    raise ValueError(f"{surface!r} in {rows[surface]} and {unit.id}")
                rows[surface] = unit.id
        return self


def units() -> UnitTable:
    """Read the table, once in a process."""
    return load("units.toml", UnitTable)


@cache
def by_surface() -> dict[str, Unit]:
    """Return the row of each surface."""
    return {surface: unit for unit in units().unit for surface in unit.surfaces}


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def unit_pattern() -> str:
    """Return a pattern of one unit: a surface, `台（套）`, `元/人/年`; never a word of `others`."""
    surface = f"(?:{alternation(by_surface())})"
    others = f"(?!{alternation(units().others)})"
    per = alternation({*by_surface(), *units().per})
    return f"{others}{surface}(?:[（(]{surface}[）)])?(?:[/／·](?:{per}))*"


def find_unit(surface: str) -> Unit:
    """Return the row of a matched unit.

    A compound (元/人/年) has a base of its own, made of the parts.

    Raises:
        KeyError: The string is not one that `unit_pattern` matches.
    """
    plain = _FOLD.sub("", surface)
    row = by_surface().get(plain)
    return row if row else _compound(plain)


@cache
def _compound(surface: str) -> Unit:
    head, *rest = _STROKE.split(surface)
    first = by_surface().get(head) or by_surface()[_BRACKET.split(head)[0]]
    if not rest:
        return first
    base = "_per_".join([first.base, *(_part(part) for part in rest)])
    return Unit(id=base, base=base, factor=str(first.factor), surfaces=(surface,))


def _part(text: str) -> str:
    """Return the id of what a figure is per, or its words where the table has no such unit."""
    unit = by_surface().get(text)
    return unit.id if unit else _PER.get(text, text)
