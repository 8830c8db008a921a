"""Tells whether a report says enough for a name to mean a division outside its issuer.

A county's short name without 县 or 区 is many other things: a village, a road, a company, a word.
It means the county elsewhere only where the report gives its full name, names the city or province
before it, lists it among places elsewhere, or speaks of aid and co-operation; what stands at the
end of a route may lie next door too.
"""

import re
from functools import cache
from typing import Final, Literal

from kg.gazetteer import NATION_CODE, Division, Gazetteer
from kg.rules import Strict, any_of, load

Use = Literal["name", "route", "inside"]
"""How a name stands: by itself, as an end of a route, or inside any other longer name."""

_TABLE: Final = "provinces.toml"
_SHORTEST: Final = 3
"""Full names of fewer signs (范县 in 示范县) are parts of words too, as are those whose short name
is a word (项城市 in 41项城市规划)."""
_LONGEST: Final = 8
_FAR: Final = 60
_WIDE: Final = ("province", "city")


class _Cues(Strict):
    words: tuple[str, ...]
    reach: int


class _Signs(Strict):
    list: str
    route: str
    clause: str
    stop: str


class _Doubtful(Strict):
    names: frozenset[str]
    endings: tuple[str, ...]


class _Table(Strict):
    neighbours: dict[str, tuple[str, ...]]
    cues: _Cues
    signs: _Signs
    doubtful: _Doubtful


@cache
def _table() -> _Table:
    return load(_TABLE, _Table)


@cache
def _cue() -> re.Pattern[str]:
    table = _table()
    stops = re.escape(table.signs.stop)
    return re.compile(rf"(?:{any_of(table.cues.words)})[^{stops}]{{0,{table.cues.reach}}}$")


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_table().signs.list)}]")


@cache
def _clauses() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_table().signs.stop + _table().signs.clause)}]")


def _is_river(name: str, division: Division) -> bool:
    """Tell whether a short name may be that of the water that a county is called after."""
    return name != division.name and name.endswith(_table().doubtful.endings)


class Told:
    """What the text of one report tells of divisions outside its issuer.

    Args:
        text: Of the report; empty where only the names themselves are known.
        home: Code of the issuer, or None.
        year: Of the report.
        gazetteer: Divisions.
    """

    def __init__(self, text: str, *, home: str | None, year: int, gazetteer: Gazetteer) -> None:
        self._text = text
        self._year = year
        self._gazetteer = gazetteer
        self._home = gazetteer.by_code(home, year=year) if home else None
        self._above = {d.code for d in gazetteer.ancestors(self._home)} if self._home else set()

    def allows(self, name: str, division: Division, *, use: Use = "name") -> bool:
        """Tell whether a name may mean a division, as far as the report says.

        Args:
            name: Full or short name.
            division: What it would mean.
            use: How it stands.
        """
        is_word = self._is_word(name)
        if self._is_near(division):
            is_plain = not is_word or division.level != "county" or self._is_own(division)
            return is_plain or self._says(name, division)
        if division.level in _WIDE and not is_word:
            return True
        is_full = division.name == name and len(name) >= _SHORTEST and not is_word
        if is_full and not self._is_word(division.short):
            return True
        is_likely = (not is_full or use == "route") and self._is_likely(name, division, use)
        return is_likely or self._says(name, division)

    def named_before(self, name: str) -> Division | None:
        """Return the only division of a name before which the report names what it lies in."""
        found = [
            division
            for division in self._gazetteer.find(name, year=self._year)
            if self._is_after(name, division)
        ]
        return found[0] if len(found) == 1 else None

    def _is_word(self, name: str) -> bool:
        return self._gazetteer.needs_context(name) or name in _table().doubtful.names

    def _is_near(self, division: Division) -> bool:
        """Tell whether a division is the issuer, holds it, or lies in it."""
        if self._home is None:
            return False
        is_above = division.code in self._above
        return is_above or self._gazetteer.is_within(division, self._home.code)

    def _is_own(self, division: Division) -> bool:
        """Tell whether a county lies right in the issuer, or is it."""
        home = self._home
        return home is not None and home.code in (division.code, division.parent)

    def _says(self, name: str, division: Division) -> bool:
        """Tell whether the report names the division fully, or what it lies in right before it."""
        full = division.name
        if (
            full != name
            and len(full) >= _SHORTEST
            and not self._is_word(full)
            and full in self._text
        ):
            return True
        if self._is_after(name, division):
            return True
        is_word = self._is_word(name) or self._is_word(division.short)
        if is_word or _is_river(name, division):
            return self._fellows(name, division) > 1
        return self._is_helped(name) or self._fellows(name, division) > 0

    def _is_after(self, name: str, division: Division) -> bool:
        """Tell whether what a division lies in stands right before its name anywhere."""
        names = [
            word
            for above in self._gazetteer.ancestors(division)
            if above.code != NATION_CODE
            for word in (above.name, above.short)
        ]
        return any(f"{word}{name}" in self._text for word in names)

    def _is_likely(self, name: str, division: Division, use: Use) -> bool:
        """Tell whether a county lies so near that its short name will do."""
        if self._home is None or use == "inside":
            return False
        here, there, is_word = self._home.code[:2], division.code[:2], self._is_word(name)
        if use == "route" or self._is_end(name):
            return here == there or (not is_word and there in _table().neighbours.get(here, ()))
        return here == there and not is_word and not _is_river(name, division)

    def _is_end(self, name: str) -> bool:
        """Tell whether a name stands at the end of a route anywhere."""
        signs, text = set(_table().signs.route), self._text
        return any(
            text[start - 1 : start] in signs or text[end : end + 1] in signs
            for start, end in self._places(name)
        )

    def _is_helped(self, name: str) -> bool:
        return any(
            _cue().search(self._text, max(0, start - _FAR), start)
            for start, _ in self._places(name)
        )

    def _fellows(self, name: str, division: Division) -> int:
        """Count the other divisions in a list with one, as near to the issuer as it or as far; of
        several lists the one with most of them counts."""
        is_near, counts = self._is_near(division), [0]
        for start, end in self._places(name):
            before = _joints().split(self._clause(start, -1))
            after = _joints().split(self._clause(end, 1))
            if before[-1] or after[0]:
                before, after = before if not before[-1] else [], after if not after[0] else []
            names = [self._named_in(item, is_near, is_end=True) for item in before]
            names += [self._named_in(item, is_near, is_end=False) for item in after]
            counts.append(len({*names} - {None, name}))
        return max(counts)

    def _named_in(self, item: str, is_near: bool, *, is_end: bool) -> str | None:
        """Return the name of a division that an item of a list ends or begins with, if it is no
        ordinary word and lies as asked."""
        for size in range(min(_LONGEST, len(item)), 1, -1):
            name = item[-size:] if is_end else item[:size]
            found = self._gazetteer.find(name, year=self._year)
            if found and not self._is_word(name):
                fits = any(self._is_near(division) == is_near for division in found)
                return name if fits else None
        return None

    def _clause(self, offset: int, step: int) -> str:
        """Return what stands before or behind an offset up to the end of its clause."""
        if step > 0:
            return _clauses().split(self._text[offset : offset + _FAR], maxsplit=1)[0]
        return _clauses().split(self._text[max(0, offset - _FAR) : offset])[-1]

    def _places(self, name: str) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(re.escape(name), self._text)]
