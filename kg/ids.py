"""Stable identifiers: hashes of raw source parts. Nothing here knows what the parts mean."""

import hashlib
import sys
from typing import Final

_SEPARATOR: Final = "\x1f"


def make_id(kind: str, *parts: str) -> str:
    """Make the id of a thing from the parts that will not change.

    Args:
        kind: The kind of thing, in lower case; it opens the id and is hashed with the parts.
        parts: Raw strings. They are joined by U+001F, so ("ab", "c") and ("a", "bc") differ.

    Returns:
        `kind-` and 16 hexadecimal digits of SHA-256.

    Raises:
        ValueError: There is no part, or a part holds the separator.

    Example:
        >>> make_id("project", "410100", "郑许市域铁路")
        'project-e54d04f012e11cda'
    """
    if not parts:
        raise ValueError(f"no parts for an id of kind {kind!r}")
    joined = _SEPARATOR.join((kind, *parts))
    if joined.count(_SEPARATOR) != len(parts):
        raise ValueError(f"U+001F in a part of an id of kind {kind!r}")
    # Interned: an id is made anew wherever it is needed, and a graph keeps thousands of them.
    return sys.intern(f"{kind}-{hashlib.sha256(joined.encode()).hexdigest()[:16]}")
