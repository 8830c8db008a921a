"""Chinese administrative divisions by code, name and year, and a user's own names beside them.

A name alone does not make a place: which division a 朝阳区 is, and whether 合作 is the city, is for
those who know the sentence. This module says which divisions a name can mean and which of its names
are ordinary words. It finds nothing in a text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.gazetteer.division import (
    NATION_CODE,
    RANK,
    SLACK_YEARS,
    Division,
    builtin,
    distance,
    other_names,
)
from kg.gazetteer.own import COLUMNS, SUBTYPES, Entry, own_divisions, read_entries
from kg.model import EntityType
from kg.rules import Strict, load

__all__ = [
    "COLUMNS",
    "NATION_CODE",
    "SLACK_YEARS",
    "SUBTYPES",
    "Division",
    "Entry",
    "Gazetteer",
    "Surface",
]


class _Words(Strict):
    ordinary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surface:
    """A string that may name something, for a matcher.

    Args:
        text: The string.
        type: What it names.
        subtype: Of that type.
        needs_context: Whether it is an ordinary word too, or shorter than two signs.
        is_short: Whether it is a division's short name rather than its full one.
        codes: Of the divisions it can mean, sorted; empty for a user's other entries.
        entry: A user's own entry, where it is one.
    """

    text: str
    type: EntityType
    subtype: str
    needs_context: bool
    is_short: bool = False
    codes: tuple[str, ...] = ()
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Divisions and a user's own entries, with their indexes; make one by `load`."""

    divisions: tuple[Division, ...]
    entries: tuple[Entry, ...] = ()
    _codes: dict[str, list[Division]] = field(default_factory=dict, repr=False, compare=False)
    _names: dict[str, list[Division]] = field(default_factory=dict, repr=False, compare=False)
    _below: dict[str, list[Division]] = field(default_factory=dict, repr=False, compare=False)
    _ordinary: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    def __post_init__(self) -> None:
        for division in self.divisions:
            self._codes.setdefault(division.code, []).append(division)
            self._names.setdefault(division.name, []).append(division)
            for name in other_names(division):
                self._names.setdefault(name, []).append(division)
            if division.parent is not None:
                self._below.setdefault(division.parent, []).append(division)
        for entry in self.entries:
            for alias in entry.aliases:
                found = self._names.setdefault(alias, [])
                found += [d for d in self._codes.get(entry.code or "", ()) if d not in found]

    @classmethod
    def load(cls, paths: Sequence[Path] = ()) -> "Gazetteer":
        """Read the package's divisions and a user's own tables.

        Args:
            paths: CSV files with the columns of `COLUMNS`; only `name` and `type` must be filled.

        Returns:
            Entries in the order of the files; a user's division replaces ours of the same code.

        Raises:
            RuleFileError: A table is missing or broken; the message names file, row and fault.
        """
        rows = [row for path in paths for row in read_entries(path)]
        entries = tuple(entry for _, entry in rows)
        ours = builtin()
        theirs = own_divisions(rows, {division.code for division in ours})
        taken = {division.code for division in theirs}
        kept = (division for division in ours if division.code not in taken)
        words = frozenset(load("place_words.toml", _Words).ordinary)
        return cls((*kept, *theirs), entries, _ordinary=words)

    def by_code(self, code: str, *, year: int | None = None) -> Division | None:
        """Return the division of a code under its name of a year.

        Args:
            code: Six digits.
            year: None takes the newest name.

        Returns:
            None where the code is unknown; where no name fits the year, the one nearest to it.
        """
        known = self._codes.get(code)
        if not known:
            return None
        return min(known, key=lambda division: (distance(division, year), _age(division)))

    def find(
        self, name: str, *, year: int | None = None, within: str | None = None
    ) -> tuple[Division, ...]:
        """Return every division that a full or a short name can mean.

        Args:
            name: Full name, short name, or a user's alias.
            year: Leaves out names that were not in use then.
            within: Code of a division; leaves out what is neither it nor inside it.

        Returns:
            The highest level first, then those in use that very year, then those whose full name it
            is, then by code; of several under one code the one nearest to the year. Empty if there
            is none.
        """
        best: dict[str, Division] = {}
        for division in self._names.get(name, ()):
            if division.is_valid(year) and (within is None or self.is_within(division, within)):
                other = best.get(division.code)
                if other is None or _rank(division, year) < _rank(other, year):
                    best[division.code] = division

        def order(division: Division) -> tuple[int, int, bool, str]:
            fit = distance(division, year)
            return RANK[division.level], fit, division.name != name, division.code

        return tuple(sorted(best.values(), key=order))

    def locate(self, name: str, *, year: int | None = None, near: str) -> Division | None:
        """Return the one division that a name means in a report of another division.

        Args:
            name: Full or short name.
            year: Of the report.
            near: Code of the report's own division.

        Returns:
            The one that lies in `near` or is it, else the one that `near` lies in, else the one in
            the same city, the same province, or the only one of all; None where several are left.
        """
        found = self.find(name, year=year)
        home = self.by_code(near, year=year)
        if home is None or not found:
            return found[0] if len(found) == 1 else None
        for scope in (home, *self.ancestors(home)):
            inside = [d for d in found if self.is_within(d, scope.code)]
            if inside:
                return _only(inside, name, year)
        return None

    def ancestors(self, division: Division) -> tuple[Division, ...]:
        """Return the divisions that one lies in, the nearest first, the nation last."""
        chain: list[Division] = []
        code = division.parent
        while code is not None:
            above = self.by_code(code, year=division.last_year)
            if above is None or above in chain:
                break
            chain.append(above)
            code = above.parent
        return tuple(chain)

    def children(self, code: str, *, year: int | None = None) -> tuple[Division, ...]:
        """Return the divisions right below one, by code; `year` leaves out other times' names."""
        below = (division for division in self._below.get(code, ()) if division.is_valid(year))
        return tuple(sorted(below, key=lambda division: (division.code, division.first_year or 0)))

    def is_within(self, division: Division, code: str) -> bool:
        """Tell whether a division is the one of a code or lies inside it."""
        if division.code == code or code == NATION_CODE:
            return True
        return any(above.code == code for above in self.ancestors(division))

    def needs_context(self, name: str) -> bool:
        """Tell whether a name is an ordinary word too, so that its letters alone name no place."""
        return len(name) < 2 or name in self._ordinary

    def surfaces(self) -> Iterator[Surface]:
        """Yield every string that may name something, each once, the nation's names left out.

        Yields:
            A user's own entries first, in their order, then the divisions' names in the order of
            first sight; a string of two types is the user's.
        """
        seen: set[str] = set()
        for entry in self.entries:
            own = (entry.code,) if entry.code else ()
            for text in (entry.name, *entry.aliases):
                if text not in seen:
                    seen.add(text)
                    yield Surface(text, entry.type, entry.subtype, False, False, own, entry)
        for text, divisions in self._names.items():
            codes = tuple(sorted({division.code for division in divisions}))
            if text not in seen and NATION_CODE not in codes:
                is_short = all(division.name != text for division in divisions)
                unsafe = self.needs_context(text)
                yield Surface(text, "Place", "division", unsafe, is_short, codes)


def _only(found: Sequence[Division], name: str, year: int | None) -> Division | None:
    """Return the one of the highest level whose name fits best; None where two fit alike."""

    def fit(division: Division) -> tuple[int, int, bool]:
        return RANK[division.level], distance(division, year), division.name != name

    best = min(fit(division) for division in found)
    fitting = [division for division in found if fit(division) == best]
    return fitting[0] if len(fitting) == 1 else None


def _age(division: Division) -> int:
    return -(division.first_year or 0)


def _rank(division: Division, year: int | None) -> tuple[int, int]:
    return distance(division, year), _age(division)
