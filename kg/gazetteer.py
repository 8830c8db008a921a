"""Chinese administrative divisions by code, name and year, and a user's own names beside them.

A name alone does not make a place: which division a 朝阳区 is, and whether 合作 is the city, is for
those who know the sentence. This module says which divisions a name can mean and which of its names
are ordinary words. It finds nothing in a text.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, get_args

from kg.errors import RuleFileError
from kg.model import EntityType, Level
from kg.rules import Strict, data_path, load

NATION_CODE: Final = "000000"
SLACK_YEARS: Final = 2
"""A name is taken as valid this many years beyond its own: the sources count at the end of a year,
and reports use a new name early and an old one late."""

SUBTYPES: Final = {
    "Place": ("division", "zone", "natural", "site", "foreign"),
    "Agency": ("party-government", "institution", "enterprise", "association"),
    "Project": ("construction", "industry", "platform", "programme", "plan", "event", "title"),
}
"""The subtypes that a user's row may name; the schema's, which a test compares."""

COLUMNS: Final = ("name", "type", "subtype", "code", "parent", "aliases")
"""Of a user's file: `parent` is a code, `aliases` are parted by `|`."""

_DIVISIONS: Final = "divisions.csv"
_CODE: Final = re.compile(r"\d{6}")
_ENDINGS: Final = re.compile(
    r"(?<=..)(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|省|市|新区|区|县|地区|盟|旗)$"
)
_AUTONOMOUS: Final = re.compile(r"(?:自治(?=.$))?((?<=自治)[州县旗]|(?<=族)区|自治区)$")
_RANK: Final = {level: rank for rank, level in enumerate(get_args(Level))}


class _Words(Strict):
    ordinary: tuple[str, ...]


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
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"no six-digit code: {self.code!r}")
        if not self.short:
            object.__setattr__(self, "short", self.name)

    def is_valid(self, year: int | None) -> bool:
        """Tell whether the name was in use in a year, give or take `SLACK_YEARS`."""
        if year is None:
            return True
        first = self.first_year is None or year >= self.first_year - SLACK_YEARS
        return first and (self.last_year is None or year <= self.last_year + SLACK_YEARS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a user's own table.

    Args:
        name: Canonical name.
        type: Project, Agency or Place.
        subtype: One of the schema's subtypes of that type.
        code: Of a division; None for everything else.
        parent: Code of the division it lies in or belongs to, or None.
        aliases: Other names, in the order of the file.
    """

    name: str
    type: EntityType
    subtype: str
    code: str | None
    parent: str | None
    aliases: tuple[str, ...]


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
            for name in _other_names(division):
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
        rows = [row for path in paths for row in _read_entries(path)]
        entries = tuple(entry for _, entry in rows)
        ours = _builtin()
        theirs = _own_divisions(rows, {division.code for division in ours})
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
        return min(known, key=lambda division: (_distance(division, year), _age(division)))

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
            fit = _distance(division, year)
            return _RANK[division.level], fit, division.name != name, division.code

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


def _other_names(division: Division) -> Iterator[str]:
    """Yield the short name, and the middling one that reports use (恩施州, 宽甸县, 新疆自治区)."""
    if division.short != division.name:
        yield division.short
    ending = _AUTONOMOUS.search(division.name)
    if ending is not None and ending[1] and division.short + ending[1] != division.name:
        yield division.short + ending[1]


def _only(found: Sequence[Division], name: str, year: int | None) -> Division | None:
    """Return the one of the highest level whose name fits best; None where two fit alike."""

    def fit(division: Division) -> tuple[int, int, bool]:
        return _RANK[division.level], _distance(division, year), division.name != name

    best = min(fit(division) for division in found)
    fitting = [division for division in found if fit(division) == best]
    return fitting[0] if len(fitting) == 1 else None


def _distance(division: Division, year: int | None) -> int:
    if year is None:
        return 0 if division.last_year is None else 9999 - division.last_year
    early = 0 if division.first_year is None else max(0, division.first_year - year)
    late = 0 if division.last_year is None else max(0, year - division.last_year)
    return max(early, late)


def _age(division: Division) -> int:
    return -(division.first_year or 0)


def _rank(division: Division, year: int | None) -> tuple[int, int]:
    return _distance(division, year), _age(division)


def _level(code: str) -> Level:
    if code == NATION_CODE:
        return "national"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


@cache
def _builtin() -> tuple[Division, ...]:
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
            _level(code),
            parent,
            int(first) if first else None,
            int(last) if last else None,
            short,
        )
        for code, name, short, parent, first, last in rows
    ]
    return (nation, *divisions)


_Placed = tuple[str, Entry]
"""An entry with its file and row, which errors name."""


def _read_entries(path: Path) -> list[_Placed]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except OSError as exc:
        raise RuleFileError(f"{path}: cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise RuleFileError(f"{path}: not UTF-8 text: {exc.reason}; save it as UTF-8") from exc
    except csv.Error as exc:
        raise RuleFileError(f"{path}: not valid CSV: {exc}") from exc
    if not rows:
        return []
    columns = [name for name in rows[0] if name is not None]
    unknown = sorted(set(columns) - set(COLUMNS))
    if unknown or not {"name", "type"} <= set(columns):
        fault = f"unknown column {unknown[0]!r}" if unknown else "columns name and type are needed"
        raise RuleFileError(f"{path}: row 1: {fault}; the columns are {', '.join(COLUMNS)}")
    places = [f"{path}: row {number}" for number in range(2, len(rows) + 2)]
    return [(place, _entry(place, row)) for place, row in zip(places, rows, strict=True)]


def _entry(place: str, row: dict[str | None, str | list[str] | None]) -> Entry:
    """Check one row; rows count from 1, the header being the first."""

    def fail(fault: str) -> RuleFileError:
        return RuleFileError(f"{place}: {fault}")

    if None in row or None in row.values():
        raise fail(f"has not as many fields as the header; row: {list(row.values())!r}")
    cell = {str(key): str(value).strip() for key, value in row.items()}
    name, kind = cell["name"], cell["type"]
    if not name:
        raise fail("name is empty")
    if kind not in SUBTYPES:
        raise fail(f"type {kind!r} of {name}; choose from {', '.join(SUBTYPES)}")
    code, parent = cell.get("code", ""), cell.get("parent", "")
    subtype = cell.get("subtype", "") or ("division" if code else "")
    if subtype not in SUBTYPES[kind]:
        raise fail(f"subtype {subtype!r} of {name}; choose from {', '.join(SUBTYPES[kind])}")
    if (code != "") != (subtype == "division"):
        raise fail(f"{name}: a division has a code, and nothing else has one")
    for label, value in (("code", code), ("parent", parent)):
        if value and not _CODE.fullmatch(value):
            raise fail(f"{label} {value!r} of {name}: six digits are needed")
    aliases = tuple(dict.fromkeys(a.strip() for a in cell.get("aliases", "").split("|")))
    kept = tuple(alias for alias in aliases if alias and alias != name)
    return Entry(name, _TYPES[kind], subtype, code or None, parent or None, kept)


_TYPES: Final[dict[str, EntityType]] = {kind: kind for kind in get_args(EntityType)}


def _own_divisions(rows: Iterable[_Placed], known: set[str]) -> list[Division]:
    """Make divisions of a user's rows; a parent that is not given is told by the code."""
    placed = [(place, entry, entry.code) for place, entry in rows if entry.code is not None]
    codes = known | {code for _, _, code in placed}
    seen: dict[str, str] = {}
    made: list[Division] = []
    for place, entry, code in placed:
        if code in seen:
            raise RuleFileError(f"{place}: code {code} of {entry.name} is that of {seen[code]} too")
        seen[code] = entry.name
        if entry.parent is not None and entry.parent not in codes - {code}:
            raise RuleFileError(
                f"{place}: no other division has the code {entry.parent}, the parent of"
                f" {entry.name}; add a row for it"
            )
        guesses = (f"{code[:4]}00", f"{code[:2]}0000")
        above = (guess for guess in guesses if guess in codes and guess != code)
        parent = entry.parent or next(above, NATION_CODE)
        short = _ENDINGS.sub("", entry.name)
        made.append(Division(code, entry.name, _level(code), parent, short=short))
    return made
