"""A matcher of the divisions' names, for reports that have no head. It weighs nothing."""

from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.gazetteer import Gazetteer


def place_matcher(gazetteer: Gazetteer) -> tuple[tuple[str, ...], AhoCorasick]:
    """Return the names and their matcher, made once for each gazetteer."""
    return _matcher(_Key(gazetteer))


class _Key:
    """Compares by identity: a gazetteer holds thousands of rows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def __hash__(self) -> int:
        return id(self.gazetteer)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.gazetteer is other.gazetteer


@cache
def _matcher(key: _Key) -> tuple[tuple[str, ...], AhoCorasick]:
    names = tuple(
        surface.text
        for surface in key.gazetteer.surfaces()
        if surface.subtype == "division" and not surface.needs_context
    )
    return names, AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest)
