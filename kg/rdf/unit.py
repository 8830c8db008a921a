"""Units of measure: their terms, and what is said of them, from `data/qudt.toml`. Which words are
which unit is the business of the extraction."""

import re
from functools import cache
from typing import Final
from urllib.parse import quote

from kg.rdf.name import literal, text, typed
from kg.rdf.turtle import Pair
from kg.rules import Strict, load

_PER: Final = "_per_"
_COUNTED: Final = re.compile(r"(\d*[十百千万亿]?)_?(.*)", re.DOTALL)


class UnitRow(Strict):
    """A base unit, with what QUDT has for it."""

    id: str
    zh: str
    en: str
    same: str = ""
    scaling_of: str = ""
    multiplier: str = ""


class UnitTable(Strict):
    """The whole of `data/qudt.toml`."""

    unit: tuple[UnitRow, ...]


@cache
def known_units() -> dict[str, UnitRow]:
    """Return the base units by id, in the order of the table."""
    return {row.id: row for row in load("qudt.toml", UnitTable).unit}


def unit_name(unit: str) -> str:
    """Return the last part of a unit's IRI; what an IRI cannot have is percent-encoded."""
    return f"unit-{quote(unit, safe='')}"


def described_as(unit: str) -> list[Pair]:
    """Say what a unit is, in Turtle; of a compound, the names of its parts."""
    row = known_units().get(unit)
    zh, en = (row.zh, row.en) if row else _compound(unit)
    same = [row.same] if row and row.same else []
    scaling = [row.scaling_of] if row and row.scaling_of else []
    multiplier = [typed(row.multiplier, "decimal")] if row and row.multiplier else []
    return [
        ("a", ["qudt:Unit"]),
        ("rdfs:label", [text(zh, "zh"), text(en, "en")]),
        ("skos:notation", [literal(unit)]),
        ("skos:exactMatch", same),
        ("qudt:scalingOf", scaling),
        ("qudt:conversionMultiplier", multiplier),
    ]


def _compound(unit: str) -> tuple[str, str]:
    zh, en = [], []
    for part in unit.split(_PER):
        row = known_units().get(part)
        count = ""
        if row is None and (match := _COUNTED.fullmatch(part)) and match[2] in known_units():
            count, row = match[1], known_units()[match[2]]
        zh.append(f"{count}{row.zh}" if row else part)
        en.append(f"{count} {row.en}".strip() if row else part)
    return "/".join(zh), " per ".join(en)
