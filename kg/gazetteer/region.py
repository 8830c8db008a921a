"""Places that are no division and are one thing whoever names them: a great river, a part of the
country, a country abroad. How they stand in a text is not known here."""

from functools import cache
from typing import Final

from kg.errors import RuleFileError
from kg.rules import Strict, load

_TABLE: Final = "regions.toml"


class _Alone(Strict):
    subtype: str
    names: tuple[str, ...]


class _Alias(Strict):
    name: str
    aliases: tuple[str, ...]


class _Words(Strict):
    names: frozenset[str]


class _Table(Strict):
    words: _Words
    alone: tuple[_Alone, ...]
    alias: tuple[_Alias, ...]


@cache
def _subtypes() -> dict[str, str]:
    rows = load(_TABLE, _Table).alone
    return {name: row.subtype for row in rows for name in row.names}


@cache
def _aliases() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in load(_TABLE, _Table).alias:
        for alias in row.aliases:
            if alias in found:
                raise RuleFileError(f"{_TABLE}: alias {alias!r} stands twice")
            found[alias] = row.name
    return found


def region_name(name: str) -> str:
    """Return what a place is called that has several names (印尼 is 印度尼西亚), else the name."""
    return _aliases().get(name, name)


def region_subtype(name: str) -> str | None:
    """Return the subtype of a place that is one whoever names it; None for other names."""
    return _subtypes().get(region_name(name))


@cache
def region_names() -> dict[str, str]:
    """Return the subtype of every name and alias that is no ordinary word, sorted by name."""
    words = load(_TABLE, _Table).words.names
    names = {*_subtypes(), *(alias for alias, name in _aliases().items() if name in _subtypes())}
    return {name: str(region_subtype(name)) for name in sorted(names - words)}
