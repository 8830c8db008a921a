"""Headings, the tree of sections, and the sentences that stand in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from kg.model import Section, Sentence
from kg.read.mark import ITEM, PART, SUBITEM, ordinal
from kg.read.sentence import split
from kg.rules import Strict, load
from kg.text import Span

_GIANT: Final = 1500
"""A line this long holds several paragraphs; headings are looked for at each of its sentences."""
_LONGEST: Final = 40
"""Longest line that can be a heading without a number."""
_LONGEST_TITLE: Final = 60
_ENDS: Final = "。；：！!;:"
_STOPS: Final = "。！？；：:!?;，,…"

_PART, _MAIN, _ITEM, _SUBITEM, _PLAIN = range(5)
_MARKS: Final = ((_PART, PART), (_ITEM, ITEM), (_SUBITEM, SUBITEM))


class SectionTable(Strict):
    """The whole of `data/sections.toml`."""

    main: tuple[str, ...]
    annex: tuple[str, ...]


class _Unit(NamedTuple):
    """A sentence, whether it opens its line, whether it is all of it, and how long the line is."""

    span: Span
    is_first: bool
    is_last: bool
    line: Span


@dataclass(frozen=True, slots=True)
class _Heading:
    unit: int
    rank: int
    title: Span


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("sections.toml", SectionTable)
    main, annex = ("|".join(f"(?:{row})" for row in rows) for rows in (table.main, table.annex))
    return re.compile(main), re.compile(annex)


def structure(
    text: str, lines: Sequence[Span], *, body: int = 0
) -> tuple[tuple[Section, ...], tuple[Sentence, ...]]:
    """Find the sections and sentences of a cleaned text.

    Args:
        text: The cleaned text.
        lines: Its lines.
        body: Where the report itself begins; no heading without a number stands before.

    Returns:
        Sections in the order of the text, the first being all of it; sentences that do not overlap.
    """
    units = list(_units(text, lines))
    headings = {heading.unit: heading for heading in _headings(text, units, body)}
    sections = [Section(Span(0, max(1, len(text))), "", 0, ())]
    open_: list[tuple[int, int]] = []  # rank and index of the sections around
    sentences: list[Sentence] = []
    for number, unit in enumerate(units):
        heading = headings.get(number)
        if heading is not None:
            while open_ and open_[-1][0] >= heading.rank:
                open_.pop()
            above = sections[open_[-1][1]].path if open_ else ()
            title = text[heading.title.start : heading.title.end]
            open_.append((heading.rank, len(sections)))
            sections.append(Section(heading.title, title, len(open_), (*above, title)))
        for _, index in open_:
            sections[index] = _stretch(sections[index], unit.span)
        sentences.append(Sentence(unit.span, open_[-1][1] if open_ else 0))
    return tuple(sections), tuple(sentences)


def _stretch(section: Section, span: Span) -> Section:
    return Section(Span(section.span.start, span.end), section.title, section.depth, section.path)


def _units(text: str, lines: Sequence[Span]) -> Iterator[_Unit]:
    for line in lines:
        spans = list(split(text, line))
        for number, span in enumerate(spans):
            yield _Unit(span, number == 0, number == len(spans) - 1, line)


def _headings(text: str, units: Sequence[_Unit], body: int) -> list[_Heading]:
    marked = list(_marked(text, units))
    plain = list(_plain(text, units, body, marked))
    return sorted([*marked, *plain], key=lambda heading: heading.unit)


def _marked(text: str, units: Sequence[_Unit]) -> Iterator[_Heading]:
    last = dict.fromkeys((_PART, _ITEM, _SUBITEM), 0)
    for number, unit in enumerate(units):
        for rank, mark in _MARKS:
            if mark.match(text, unit.span.start, unit.span.end):
                count = ordinal(text, unit.span.start)
                if _may_open(text, units, number) or _is_next(
                    text, units, number, count, last[rank]
                ):
                    last[rank] = count
                    yield _Heading(number, rank, _title(text, unit.span))
                break


def _may_open(text: str, units: Sequence[_Unit], number: int) -> bool:
    """Tell whether a heading can stand here: at the start of a line, alone at the end of one, or
    after a full stop of a line that holds all paragraphs."""
    unit = units[number]
    if unit.is_first:
        return True
    before = text[units[number - 1].span.end - 1]
    if before in "；;":
        return False
    is_alone = unit.is_last and text[unit.span.end - 1] not in _STOPS
    return len(unit.line) >= _GIANT or (is_alone and len(unit.span) <= _LONGEST)


def _is_next(text: str, units: Sequence[_Unit], number: int, count: int, last: int) -> bool:
    """Tell whether a mark after a full stop goes on with the numbers of the headings before."""
    return count == last + 1 > 1 and text[units[number - 1].span.end - 1] in "。！!"


def _title(text: str, span: Span) -> Span:
    """Return the heading's own words: up to the stop, or to a blank where the body runs on."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in _ENDS:
        end -= 1
    runs_on = end < span.end and end - span.start > _LONGEST // 2
    if runs_on or end - span.start > _LONGEST_TITLE:
        blank = text.find(" ", span.start + 4, span.start + _LONGEST_TITLE)
        end = blank if blank > 0 else end
    return Span(span.start, end)


def _plain(
    text: str, units: Sequence[_Unit], body: int, marked: Sequence[_Heading]
) -> Iterator[_Heading]:
    main, annex = _patterns()
    items = [heading for heading in marked if heading.rank == _ITEM]
    numbered = {heading.unit for heading in marked}
    is_parted = False
    for number, unit in enumerate(units):
        if number in numbered or unit.span.start < body or not _is_short(text, unit):
            continue
        words = text[unit.span.start : unit.span.end]
        if annex.fullmatch(words):
            yield _Heading(number, _PART, unit.span)
        elif main.fullmatch(words):
            if _is_main(text, units, items, number, is_parted):
                is_parted = True
                yield _Heading(number, _MAIN, unit.span)
        elif not marked and _heads_prose(units, number):
            yield _Heading(number, _PLAIN, unit.span)


def _is_short(text: str, unit: _Unit) -> bool:
    is_alone = unit.is_first and unit.is_last
    return (
        is_alone and len(unit.span) <= _LONGEST and text[unit.span.end - 1] not in "。！？；!?;，,"
    )


def _is_main(
    text: str, units: Sequence[_Unit], items: Sequence[_Heading], number: int, is_parted: bool
) -> bool:
    """Tell whether a heading without a number stands above the numbered ones, not between them."""
    after = next((item for item in items if item.unit > number), None)
    if after is None:
        return is_parted or not items
    return text[units[after.unit].span.start :].startswith("一")


def _heads_prose(units: Sequence[_Unit], number: int) -> bool:
    return number + 1 < len(units) and len(units[number + 1].line) >= _LONGEST
