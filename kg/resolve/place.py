"""Names of places to entities: divisions by code and year, everything else by scope and name."""

from functools import cache
from typing import Final

from kg.gazetteer import Division, Gazetteer
from kg.gazetteer.region import region_name, region_subtype
from kg.gazetteer.told import Told, Use
from kg.model import Level
from kg.resolve.issuer import Issuer, Unit, unit_of
from kg.resolve.naming import SAME, Named, fold
from kg.rules import Strict, load

_DIVISIONS: Final = ("division", "zone", "site")
"""Subtypes whose full names may be divisions' (浦东新区); a hill or river is never one."""


class _Scope(Strict):
    level: str
    words: tuple[str, ...]


class _Ending(Strict):
    subtype: str
    words: tuple[str, ...]


class _Generic(Strict):
    words: frozenset[str]


class _Apart(Strict):
    names: tuple[str, ...]


class _Table(Strict):
    scope: tuple[_Scope, ...]
    ending: tuple[_Ending, ...]
    generic: _Generic
    apart: _Apart


@cache
def _scope_words() -> dict[str, str]:
    return {word: row.level for row in load("places.toml", _Table).scope for word in row.words}


@cache
def _endings() -> dict[str, str]:
    rows = load("places.toml", _Table).ending
    return {word: row.subtype for row in rows for word in row.words}


def stands_alone(name: str) -> bool:
    """Tell whether a name is of a place that is one whoever names it: a country, a great river."""
    return region_subtype(name) is not None


def place_subtype(name: str) -> str | None:
    """Tell the subtype of a place from the table, else from its name's longest known ending.

    Returns:
        None where the name has no such ending, or is a mere class's (核心区).
    """
    known = region_subtype(name)
    if known is not None:
        return known
    if name in load("places.toml", _Table).generic.words:
        return None
    for length in range(len(name) - 1, 0, -1):
        if name[-length:] in _endings():
            return _endings()[name[-length:]]
    return None


def is_apart(name: str, division: str | None) -> bool:
    """Tell whether a name begins like a division's short name and is called after another thing.

    Args:
        name: From where the short name begins (中山大学).
        division: Its full name if it is known; it begins no such name (中原区).
    """
    is_full = division is not None and name.startswith(division)
    return not is_full and name.startswith(_apart())


@cache
def _apart() -> tuple[str, ...]:
    return load("places.toml", _Table).apart.names


def resolve_place_name(
    name: str, subtype: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer, text: str = ""
) -> Named:
    """Resolve a name that a report uses for a place.

    Args:
        name: As it stands.
        subtype: Of the mention.
        issuer: Of the report.
        year: Of the report.
        gazetteer: Divisions and a user's own places.
        text: Of the report, which may tell where a place outside the issuer lies.

    Returns:
        A division has its code. A name that could be several divisions, none of them nearer to the
        issuer than the others, or one elsewhere of which the report tells nothing, is a place of
        its own inside the issuer (rule `place.ambiguous`).
    """
    plain = fold(name)
    division = None
    if subtype in _DIVISIONS:
        division = locate(plain, issuer=issuer, year=year, gazetteer=gazetteer, text=text)
    if division is not None and (subtype == "division" or division.name == plain):
        return division_named(division, plain)
    known, region = region_name(plain), region_subtype(plain)
    if subtype == "division" and region is None:
        rule = "place.ambiguous" if gazetteer.find(plain, year=year) else "place.unknown"
        return _own(plain, issuer, rule)
    if region is not None or subtype == "foreign":
        kind = subtype if region is None else region
        rule = SAME if known == name else "place.alias" if known != plain else "merge.quotes"
        return Named("Place", None, known, known, None, rule, kind)
    return _scoped(plain, name, issuer=issuer, year=year, gazetteer=gazetteer, text=text)


def division_named(division: Division, name: str) -> Named:
    """Say that a name means a division."""
    unit = unit_of(division)
    rule = SAME if name == division.name else "place.short_name"
    return Named("Place", None, division.code, unit.name, division.code, rule, "division")


def locate(
    name: str,
    *,
    issuer: Issuer,
    year: int,
    gazetteer: Gazetteer,
    text: str = "",
    use: Use = "name",
) -> Division | None:
    """Return the division that a name means in a report of the issuer, or None.

    Args:
        name: Full or short, or with the division before it that it lies in (福建平潭).
        issuer: Of the report.
        year: Of the report.
        gazetteer: Divisions.
        text: Of the report: a name of a division elsewhere needs its support.
        use: How the name stands.
    """
    told = Told(text, home=issuer.unit.code, year=year, gazetteer=gazetteer)
    if issuer.unit.code is not None:
        found = gazetteer.locate(name, year=year, near=issuer.unit.code)
    else:
        every = gazetteer.find(name, year=year)
        found = every[0] if len(every) == 1 else None
    if found is not None:
        return found if told.allows(name, found, use=use) else None
    return (
        told.named_before(name)
        or _within(name, year=year, gazetteer=gazetteer)
        or _former(name, issuer=issuer, year=year, gazetteer=gazetteer)
    )


def _former(name: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer) -> Division | None:
    """Return the last division inside the issuer that had a full name before the report's year."""
    home = issuer.unit.code
    if home is None or len(name) < _FULL:
        return None
    found = [
        (division.last_year, division.code, division)
        for division in gazetteer.find(name, within=home)
        if division.name == name and division.last_year is not None and division.last_year < year
    ]
    return max(found)[2] if found else None


_FULL: Final = 3


def _within(name: str, *, year: int, gazetteer: Gazetteer) -> Division | None:
    """Return the division that a name means which begins with what it lies in (江苏省无锡市)."""
    for size in range(len(name) - 2, 1, -1):
        rest = name[size:]
        for above in gazetteer.find(name[:size], year=year):
            if above.level in ("province", "city"):
                found = gazetteer.locate(rest, year=year, near=above.code)
                if found is not None and found != above and gazetteer.is_within(found, above.code):
                    return found
    return None


def split_division(
    name: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer, text: str = ""
) -> tuple[Division, str] | None:
    """Part a name into the division that it begins with and the rest (郑州 / 数据交易中心).

    The longest beginning counts; a short name that is an ordinary word too counts only where it is
    one of the issuer's own chain. None where there is none, or nothing would be left.
    """
    own = {unit.code for unit in issuer.chain}
    for length in range(min(len(name) - 1, _LONGEST), 1, -1):
        head = name[:length]
        division = locate(
            head, issuer=issuer, year=year, gazetteer=gazetteer, text=text, use="inside"
        )
        if division is None or division.level == "national":
            continue
        if division.code in own or not gazetteer.needs_context(head):
            return division, name[length:]
    return None


_LONGEST: Final = 15


def scope_word(text: str, issuer: Issuer) -> Unit | None:
    """Return the division that a word such as 全省 means in a report, or None for other words.

    In a report of a district 全区 is the district, not the autonomous region above it.
    """
    level = _scope_words().get(text)
    if level is None:
        return None
    if level == "own" or (text == "全区" and issuer.unit.level != "province"):
        return issuer.unit
    return issuer.at(_LEVELS[level])


_LEVELS: Final[dict[str, Level]] = {"national": "national", "province": "province"}


def _scoped(
    plain: str, name: str, *, issuer: Issuer, year: int, gazetteer: Gazetteer, text: str
) -> Named:
    parted = split_division(plain, issuer=issuer, year=year, gazetteer=gazetteer, text=text)
    if parted is not None and len(parted[1]) > 2:
        division, rest = parted
        rule = "merge.prefix"
        if division.code == issuer.unit.code:
            rest = rest.removeprefix("市") if len(rest) > 3 else rest
        return Named("Place", unit_of(division), rest, None, None, rule)
    return _own(plain, issuer, SAME if plain == name else "merge.quotes")


def _own(plain: str, issuer: Issuer, rule: str) -> Named:
    return Named("Place", issuer.unit, plain, None, None, rule)
