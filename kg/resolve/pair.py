"""Pairs of projects whose names are so alike that a person should judge whether they are one.

Nothing is merged here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from kg.model import Entity, EntityMention, Evidence, ReviewRow
from kg.resolve.naming import fold

_SHORTEST: Final = 5
"""Fewest signs of a name that is looked for at another's end, or with one sign more or less."""
_SHORTEST_CHANGED: Final = 8
"""Fewest signs of two names that differ in one sign and may be one by a slip."""

_EDITION: Final = re.compile(r"(?:第.{1,4}[届轮次批期]|首[届批轮次]|\d{4}年?)$")
_TELLING: Final = frozenset("一二三四五六七八九十百千东西南北中上下甲乙丙左右大小")
"""Signs that tell two things of one kind apart, beside Latin letters and digits."""


def doubtful_pairs(
    entities: Iterable[Entity], mentions: Sequence[EntityMention]
) -> Iterator[ReviewRow]:
    """Yield the pairs of projects of one scope that may be one.

    Args:
        entities: Of one issuing place.
        mentions: In the order of the reports; a pair is shown where its longer name first stands.

    Yields:
        Rows with the reason `pair.longer_name` (one name ends in the other, and what stands before
        is no number of an edition) or `pair.one_sign` (they differ in one sign that is no number
        and no direction), by scope and names.
    """
    first: dict[str, Evidence] = {}
    for mention in mentions:
        first.setdefault(mention.entity_id, mention.evidence)
    by_scope: dict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in entities:
        if entity.type == "Project" and entity.scope_id is not None and entity.mentions:
            by_scope[entity.scope_id].setdefault(fold(entity.name), entity)
    for scope_id in sorted(by_scope):
        named = by_scope[scope_id]
        reasons = dict.fromkeys(_one_sign(named), "pair.one_sign")
        reasons |= dict.fromkeys(_longer(named), "pair.longer_name")
        for left, right in sorted(reasons):
            entity = named[left]
            yield ReviewRow(
                what="pair",
                left=entity.name,
                right=named[right].name,
                detail=entity.type,
                reason=reasons[left, right],
                probability=None,
                evidence=first.get(entity.id),
            )


def _longer(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = set(names)
    for name in known:
        for cut in range(1, len(name) - _SHORTEST + 1):
            if name[cut:] in known and not _EDITION.search(name[:cut]):
                yield name, name[cut:]


def _one_sign(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are one when a sign is taken out of one or of both."""
    without: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if len(name) >= _SHORTEST:
            without[name].add(name)
            for place in range(len(name)):
                without[name[:place] + name[place + 1 :]].add(name)
    for group in without.values():
        for one, other in combinations(sorted(group), 2):
            left, right = (one, other) if len(one) >= len(other) else (other, one)
            if _may_be_one(left, right):
                yield left, right


def _may_be_one(left: str, right: str) -> bool:
    """Tell whether names that differ in one sign, the left not the shorter, may mean one thing."""
    start = 0
    while start < len(right) and left[start] == right[start]:
        start += 1
    signs = {left[start]}
    if len(left) == len(right):
        if len(left) < _SHORTEST_CHANGED or left[start + 1 :] != right[start + 1 :]:
            return False
        signs.add(right[start])
    elif left[start + 1 :] != right[start:]:
        return False
    return not any(sign in _TELLING or (sign.isascii() and sign.isalnum()) for sign in signs)
