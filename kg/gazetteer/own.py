"""A user's own table of places, agencies and projects, strictly checked."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from kg.errors import RuleFileError
from kg.gazetteer.division import CODE, NATION_CODE, Division, level_of
from kg.model import EntityType

SUBTYPES: Final = {
    "Place": ("division", "zone", "natural", "site", "foreign"),
    "Agency": ("party-government", "institution", "enterprise", "association"),
    "Project": ("construction", "industry", "platform", "programme", "plan", "event", "title"),
}
"""The subtypes that a user's row may name; the schema's, which a test compares."""

COLUMNS: Final = ("name", "type", "subtype", "code", "parent", "aliases")
"""Of a user's file: `parent` is a code, `aliases` are parted by `|`."""

_ENDINGS: Final = re.compile(
    r"(?<=..)(?:(?:维吾尔|壮族|回族)?自治区|特别行政区|省|市|新区|区|县|地区|盟|旗)$"
)


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


Placed = tuple[str, Entry]
"""An entry with its file and row, which errors name."""


def read_entries(path: Path) -> list[Placed]:
    """Read a user's table; rows count from 1, the header being the first."""
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
        if value and not CODE.fullmatch(value):
            raise fail(f"{label} {value!r} of {name}: six digits are needed")
    aliases = tuple(dict.fromkeys(a.strip() for a in cell.get("aliases", "").split("|")))
    kept = tuple(alias for alias in aliases if alias and alias != name)
    return Entry(name, _TYPES[kind], subtype, code or None, parent or None, kept)


_TYPES: Final[dict[str, EntityType]] = {kind: kind for kind in get_args(EntityType)}


def own_divisions(rows: Iterable[Placed], known: set[str]) -> list[Division]:
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
        made.append(Division(code, entry.name, level_of(code), parent, short=short))
    _check_circle({division.code: division.parent for division in made}, placed)
    return made


def _check_circle(parents: dict[str, str | None], placed: list[tuple[str, Entry, str]]) -> None:
    """Refuse divisions that lie in each other."""
    for place, entry, code in placed:
        above, seen = parents[code], {code}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == code:
            raise RuleFileError(
                f"{place}: {entry.name} lies in itself by way of its parent {entry.parent};"
                " correct one of the parents"
            )
