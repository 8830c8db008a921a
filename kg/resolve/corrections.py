"""The reviewed file of corrections (人工校正): read, and checked strictly.

How a correction is applied is the business of the stage that it corrects. Each is known by its row,
the header being row 1, and stands as `correction.ROW` wherever it changed something.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, Literal, get_args

from kg.errors import ConfigError
from kg.model import EntityType, Kind, Operator, Period, Stage, Status
from kg.schema import schema

Action = Literal["rename", "merge", "split", "reject", "fix"]

COLUMNS: Final = ("action", "type", "place", "name", "to", "where", "field", "value", "reason")
"""Of the file, all of them, in any order.

- `type` and `name` say what is corrected: an entity by its id or a name it is read under, with
  `place` (full name or code) as its scope, empty for what is unique by name alone; or, with `type`
  empty, a fact by its id in the tables (`target-`, `outcome-`, `milestone-`, `edge-`).
- `rename` calls it `to`; `merge` makes it the entity called `to`; `split` takes what `where`
  chooses out of it into an entity called `to`; `reject` takes it, or what `where` chooses of it,
  out of the graph; `fix` sets `field` to `value`.
- `where` is `year=2023`, `file=PATH` or `text=WORDS`.
- `reason` says why, for those who read the file later.
"""

_FACTS: Final = ("target", "outcome", "milestone", "edge")


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file; empty cells are empty strings."""

    row: int
    action: Action
    type: EntityType | None
    place: str
    name: str
    to: str
    where: tuple[str, str] | None
    field: str
    value: str
    reason: str

    @property
    def rule(self) -> str:
        """The rule that marks what it changed."""
        return f"correction.{self.row}"

    def chooses(self, *, year: int, file: str, text: str) -> bool:
        """Tell whether a mention is among those that `where` chooses."""
        if self.where is None:
            return True
        key, value = self.where
        return value == {"year": str(year), "file": file, "text": text}[key]

    def __str__(self) -> str:
        words = [self.action, self.type or "", self.place, self.name]
        return " ".join(word for word in words if word)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Returns:
        In the order of the file.

    Raises:
        ConfigError: It cannot be read or a row cannot be used; the message names row and fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ConfigError(f"{path}: not UTF-8 text: {exc.reason}; save it as UTF-8") from exc
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as exc:
        raise ConfigError(f"{path}: not valid CSV: {exc}") from exc
    return tuple(_check(path, rows))


def _check(path: Path, rows: list[list[str]]) -> Iterator[Correction]:
    header = rows[0] if rows else []
    if sorted(header) != sorted(COLUMNS):
        raise ConfigError(f"{path}: row 1: the columns must be {', '.join(COLUMNS)}")
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise ConfigError(f"{path}: row {number}: {len(cells)} cells, not {len(header)}")
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        try:
            correction = _correction(number, row)
        except ValueError as exc:
            raise ConfigError(f"{path}: row {number}: {exc}") from exc
        group = "fix" if correction.action == "fix" else "name"
        key = (group, *(row[name] for name in ("type", "place", "name", "where", "field")))
        if key in seen:
            raise ConfigError(f"{path}: row {number}: corrects the same as row {seen[key]}")
        seen[key] = number
        yield correction


_NEEDS: Final[dict[Action, tuple[str, ...]]] = {
    "rename": ("type", "name", "to", "reason"),
    "merge": ("type", "name", "to", "reason"),
    "split": ("type", "name", "to", "where", "reason"),
    "reject": ("name", "reason"),
    "fix": ("name", "field", "value", "reason"),
}
_ALLOWS: Final[dict[Action, tuple[str, ...]]] = {
    "rename": ("place",),
    "merge": ("place",),
    "split": ("place",),
    "reject": ("type", "place", "where"),
    "fix": ("type", "place"),
}


def _correction(number: int, row: dict[str, str]) -> Correction:
    action = next((each for each in get_args(Action) if each == row["action"]), None)
    if action is None:
        raise ValueError(f"action {row['action']!r}; choose from {', '.join(_NEEDS)}")
    for name in _NEEDS[action]:
        if not row[name]:
            raise ValueError(f"{action} needs {name}")
    for name in COLUMNS[1:]:
        if row[name] and name not in (*_NEEDS[action], *_ALLOWS[action]):
            raise ValueError(f"{action} takes no {name}; empty {row[name]!r}")
    kind = next((each for each in get_args(EntityType) if each == row["type"]), None)
    if row["type"] and kind is None:
        raise ValueError(f"type {row['type']!r}; choose from {', '.join(get_args(EntityType))}")
    if kind is None:
        _check_fact(row)
    if action == "fix":
        _check_fix(kind, row)
    return Correction(
        row=number,
        action=action,
        type=kind,
        place=row["place"],
        name=row["name"],
        to=row["to"],
        where=_where(row["where"]),
        field=row["field"],
        value=row["value"],
        reason=row["reason"],
    )


def _check_fact(row: dict[str, str]) -> None:
    if row["name"].partition("-")[0] not in _FACTS:
        raise ValueError(
            f"{row['name']!r} is no id of a {', '.join(_FACTS)}; an entity needs its type"
        )
    if row["place"] or row["where"]:
        raise ValueError("a fact given by its id takes neither place nor where")


def _where(text: str) -> tuple[str, str] | None:
    if not text:
        return None
    key, sign, value = text.partition("=")
    if not sign or not value or key not in {"year", "file", "text"}:
        raise ValueError(f"where {text!r}; write year=2023, file=PATH or text=WORDS")
    return key, value


def decimal_or_none(text: str) -> Decimal | None:
    """Read a number, or `-` for an open end.

    Raises:
        ValueError: It is neither.
    """
    if text == "-":
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as exc:
        raise ValueError(f"no number: {text!r}") from exc
    if not value.is_finite():
        raise ValueError(f"no number: {text!r}")
    return value


def period_or_none(text: str) -> Period | None:
    """Read a period, or `-` for none.

    Raises:
        ValueError: It is neither.
    """
    return None if text == "-" else Period.parse(text)


Parser = Callable[[str], Any]
"""Reads the value of one field; a ValueError says what is wrong with it."""


def _one_of(codes: tuple[str, ...]) -> Parser:
    def check(text: str) -> str:
        if text not in codes:
            raise ValueError(f"value {text!r}; choose from {', '.join(codes)}")
        return text

    return check


_FIGURE: Final[dict[str, Parser]] = {
    "indicator": str,
    "kind": _one_of(get_args(Kind)),
    "op": _one_of(get_args(Operator)),
    "min": decimal_or_none,
    "max": decimal_or_none,
    "unit": str,
    "period": period_or_none,
}
_MILESTONE: Final[dict[str, Parser]] = {
    "stage": _one_of(get_args(Stage)),
    "status": _one_of(get_args(Status)),
    "period": period_or_none,
}


def _check_fix(kind: EntityType | None, row: dict[str, str]) -> None:
    fields = _fields(kind, row["name"])
    if row["field"] not in fields:
        raise ValueError(f"field {row['field']!r}; choose from {', '.join(fields) or 'none'}")
    fields[row["field"]](row["value"])


def parse_value(row: Correction) -> Any:
    """Return the value of a `fix` as the field's own type."""
    return _fields(row.type, row.name)[row.field](row.value)


def _fields(kind: EntityType | None, name: str) -> dict[str, Parser]:
    """Return the fields that can be fixed of an entity of a type, or of a fact by its id."""
    if kind is not None:
        subtypes = next(node.subtypes for node in schema().node if node.name == kind)
        return {"subtype": _one_of(tuple(code.id for code in subtypes))}
    fact = name.partition("-")[0]
    return {"target": _FIGURE, "outcome": _FIGURE, "milestone": _MILESTONE}.get(fact, {})
