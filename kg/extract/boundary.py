"""Puts the ends of a name where a reader would, and tells what is none.

The net chooses ends character by character and sometimes splits a pair of marks; no name that a
reader takes has half a pair. Pure functions over one sentence.
"""

import re
from functools import cache
from typing import Final

from kg.rules import Strict, any_of, load

_TABLE: Final = "boundaries.toml"
_PAIRS: Final = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’"}


class _Never(Strict):
    names: frozenset[str]


class _Bodies(Strict):
    endings: tuple[str, ...]
    companies: frozenset[str]


class _Place(Strict):
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Table(Strict):
    category: tuple[str, ...]
    counters: str
    joiners: str
    words: tuple[str, ...]
    never: _Never
    bodies: _Bodies
    place: _Place


@cache
def _table() -> _Table:
    return load(_TABLE, _Table)


@cache
def _count() -> re.Pattern[str]:
    return re.compile(rf"\d+(?:余|多)?[{_table().counters}]")


@cache
def _categories() -> re.Pattern[str]:
    return re.compile(any_of(_table().category))


def is_word(name: str) -> bool:
    """Tell whether a division's name is a word too, so that its letters alone are not enough."""
    return name in _table().words


def is_no_name(name: str) -> bool:
    """Tell whether a word names nothing by itself, whatever it is taken for (东西部, 一岗双责)."""
    return name in _table().never.names


def is_body(name: str) -> bool:
    """Tell whether a name is a body's by its ending, or a company's, and so never a place's."""
    bodies = _table().bodies
    return name in bodies.companies or name.endswith(bodies.endings)


def trim_place(name: str) -> tuple[int, int]:
    """Count the signs before and behind the name of a place that do not belong to it."""
    place = _table().place
    before = max((len(w) for w in place.before if name.startswith(w)), default=0)
    after = max((len(w) for w in place.after if name.endswith(w)), default=0)
    return (before, after) if len(name) - before - after > 1 else (0, 0)


def settle(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Move the ends of a name to where pairs of marks are whole.

    Args:
        text: The sentence.
        start: First character of the name.
        end: One past the last.

    Returns:
        The settled ends; None where nothing is left that could be a name.
    """
    for opening, closing in _PAIRS.items():
        start, end = _in_pairs(text, start, end, opening, closing)
    start, end = _unwrapped(text, start, end)
    while start < end and text[start] in _table().joiners:
        start += 1
    while start < end and text[end - 1] in _table().joiners:
        end -= 1
    if start >= end or _count().match(text, start, end) or is_no_name(text[start:end]):
        return None
    return start, end


def _in_pairs(text: str, start: int, end: int, opening: str, closing: str) -> tuple[int, int]:
    """Complete or cut what has half a pair of marks."""
    depth = 0
    for at in range(start, end):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            if depth == 0:
                return (start, at) if text[start - 1 : start] == opening else (at + 1, end)
            depth -= 1
    if depth == 0:
        return start, end
    last = text.rfind(opening, start, end)
    close = text.find(closing, end)
    if last + 1 >= end or close != end:
        return (start, last) if last > start else (start + 1, end)
    category = _categories().match(text, close + 1)
    return start, category.end() if category else close + 1


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the marks off a name that is quoted as a whole."""
    while end - start > 2 and _PAIRS.get(text[start]) == text[end - 1]:
        if text.find(text[end - 1], start, end) != end - 1 or text[start] in "（(":
            break
        start, end = start + 1, end - 1
    return start, end
