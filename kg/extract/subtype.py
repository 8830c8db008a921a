"""Which kind of project, body or place a name names, told by the noun it ends in."""

from functools import cache
from typing import Final

from pydantic import Field

from kg.model import EntityType
from kg.rules import Strict, load

_TABLE: Final = "subtypes.toml"
_CLOSING: Final = "”》）’」"
_PROJECT: Final = "项目"
_SHORT: Final = 4
"""A name no longer than this keeps the word for project at its end."""


class _Row(Strict):
    type: EntityType
    id: str = Field(min_length=1)
    endings: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    quoted: bool = False


class _Table(Strict):
    subtype: tuple[_Row, ...]


@cache
def _endings(kind: EntityType) -> dict[str, str]:
    """Return the subtype of each ending; of two rows with one ending the first counts."""
    found: dict[str, str] = {}
    for row in load(_TABLE, _Table).subtype:
        if row.type == kind:
            for ending in row.endings:
                found.setdefault(ending, row.id)
    return found


@cache
def _longest(kind: EntityType) -> int:
    return max(map(len, _endings(kind)))


def subtype_of(name: str, kind: EntityType, *, is_quoted: bool = False) -> str:
    """Tell the subtype of a name.

    Args:
        name: As in the text.
        kind: What it names.
        is_quoted: Whether it stands in quotation marks.

    Returns:
        The subtype of the longest ending that the table has, 项目 at the end left out; else that of
        quoted names where it is one and the type has such; else that of the first word that stands
        anywhere in the name; else that of the type's last row.
    """
    head = name.rstrip(_CLOSING)
    if kind == "Project" and len(head) > _SHORT:
        head = head.removesuffix(_PROJECT)
    endings = _endings(kind)
    for length in range(min(_longest(kind), len(head)), 0, -1):
        found = endings.get(head[-length:])
        if found is not None:
            return found
    rows = [row for row in load(_TABLE, _Table).subtype if row.type == kind]
    for row in rows:
        if is_quoted and row.quoted:
            return row.id
    for row in rows:
        if any(word in name for word in row.within):
            return row.id
    return rows[-1].id
