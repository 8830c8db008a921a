"""What a name resolves to, and the plain arithmetic of names; no table is known here."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from kg.ids import make_id
from kg.model import EntityType
from kg.resolve.issuer import Unit

SAME: Final = "name.same"
"""Rule of a name that stands as its entity is called."""

CORRECTED: Final = "correction."
"""How the rules of corrections begin."""

INFERRED: Final = (
    "agency.issuer",
    "agency.bare",
    "place.ambiguous",
    "place.unknown",
    CORRECTED,
)
"""Rules of names that the report's issuer or a person had to tell, not the words alone."""

_QUOTES: Final = re.compile(r"[“”\"'‘’《》「」『』〈〉]")
_BLANKS: Final = re.compile(r"\s+")
_DASHES: Final = re.compile(r"[—–－‐‑−―]+")


@dataclass(frozen=True, slots=True)
class Named:
    """The entity that a name stands for, before its mentions are counted.

    Args:
        type: Project, Agency or Place.
        scope: The division within which `key` is unique, or None.
        key: The normal form of the name that the id is made of; a division's code.
        name: What to call it; None where its most frequent mention says so.
        code: Of a division.
        rule: How the name was resolved.
        subtype: Where the resolution tells it, else None.
        id: The entity's id, made of the others.
    """

    type: EntityType
    scope: Unit | None
    key: str
    name: str | None
    code: str | None
    rule: str
    subtype: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        """Make the id, which is asked for at every mention."""
        made = f"place-{self.code}"
        if self.code is None:
            made = make_id(self.type.lower(), self.scope_id or "", self.key)
        object.__setattr__(self, "id", made)

    @property
    def scope_id(self) -> str | None:
        """Id of the scope, or None."""
        return None if self.scope is None else self.scope.id


def fold(name: str) -> str:
    """Return a name without quotation marks and blanks, full-width signs and dashes made plain."""
    plain = unicodedata.normalize("NFKC", _QUOTES.sub("", name))
    return _DASHES.sub("-", _BLANKS.sub("", plain)) or name
