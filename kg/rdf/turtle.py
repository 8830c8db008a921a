"""Writes Turtle that people read: one block a subject, only the prefixes in use. What is said is
the business of `ontology.py` and `shape.py`; data goes through the engine's own writer."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.rdf.name import Names

_USED: Final = re.compile(r"(?<![\w<\"/#:])([a-z]+):(?=[\w-])")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_MANY: Final = 4
"""From so many objects on, each stands on its own line."""

Pair = tuple[str, Sequence[str]]
"""A predicate and its objects, as they stand in Turtle."""


def block(subject: str, pairs: Iterable[Pair]) -> str:
    """Write what is said of one subject; a predicate without objects is left out."""
    lines = []
    for predicate, objects in pairs:
        between = " , " if len(objects) < _MANY else " ,\n        "
        if objects:
            lines.append(f"{predicate} {between.join(dict.fromkeys(objects))}")
    body = " ;\n    ".join(lines)
    return f"{subject} {body} .\n"


def document(names: Names, *, heading: str, parts: Iterable[str]) -> str:
    """Write a file: a comment, the prefixes that are used, and the parts with a line between."""
    body = "\n".join(parts)
    used = set(_USED.findall(_STRING.sub("", body)))
    prefixes = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in sorted(names.prefixes.items())
        if prefix in used
    )
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    return f"{comment}{prefixes}\n{body}"
