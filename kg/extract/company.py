"""Finds the companies of lists that say so (支持云岭机电、望海股份等龙头企业).

Whatever a name looks like, what stands there is a body: in the annotated reports about 130 names
do, and none of them is a project or a place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.extract.subtype import subtype_of
from kg.model import Mention, Report
from kg.rules import Strict, any_of, load
from kg.text import Span

RULE: Final = "company.list"

_TABLE: Final = "companies.toml"
_CLAUSE: Final = re.compile(r"[，,。；;：:\n（）()]")
_JOINTS: Final = re.compile(r"[和与及]")
_QUOTES: Final = "“”"
_LONGEST: Final = 14
_SHORTEST: Final = 2
_DIGIT: Final = re.compile(r"[0-9０-９]")


class _Table(Strict):
    heads: tuple[str, ...]
    reach: int
    trades: tuple[str, ...]
    not_before: tuple[str, ...]
    words: frozenset[str]


@cache
def _table() -> _Table:
    return load(_TABLE, _Table)


@cache
def _tail() -> re.Pattern[str]:
    """What stands behind such a list."""
    table = _table()
    heads, after = any_of(table.heads), any_of(table.not_before)
    between = rf"[^，。；：、“”（）()的等]{{0,{table.reach}}}?"
    return re.compile(rf"(?:等|[0-9]+(?=余?多?[家户]))({between})(?:{heads})(?!{after})")


def with_companies(mentions: Sequence[Mention], report: Report) -> list[Mention]:
    """Make bodies of what stands in lists of companies, and add those that are not found yet.

    Args:
        mentions: In the order of the text, not overlapping.
        report: Of which every sentence is read.

    Returns:
        The mentions with these changes, in the order of the text. Where a name begins is not sure,
        it is only changed.
    """
    found = list(mentions)
    for index, sentence in enumerate(report.sentences):
        for span, is_open in _members(report.doc.quote(sentence.span)):
            place = Span(sentence.span.start + span.start, sentence.span.start + span.end)
            _take(found, place, is_open, index, report)
    return sorted(found)


def _members(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield the members of every list of companies in a sentence, and whether what stands before
    them may be no part of them: the first of a list, and all where a verb may stand before the
    number (产业园区、培育50家企业)."""
    for match in _tail().finditer(text):
        if any(word in match[1] for word in _table().trades):
            continue
        end = match.start()
        start = max((m.end() for m in _CLAUSE.finditer(text, 0, end)), default=0)
        is_counted = text[match.start()] != "等"
        for part in re.finditer(r"[^、]+", text[start:end]):
            first, last = start + part.start(), start + part.end()
            while first < last and text[first] in _QUOTES:
                first += 1
            while first < last and text[last - 1] in _QUOTES:
                last -= 1
            if first < last and text[first:last] not in _table().words:
                yield Span(first, last), is_counted or part.start() == 0


def _take(found: list[Mention], span: Span, is_open: bool, index: int, report: Report) -> None:
    """Change or add what stands in one place of a list."""
    name = report.doc.quote(span)
    here = [n for n, m in enumerate(found) if m.sentence == index and m.span.overlaps(span)]
    is_several = is_open or _JOINTS.search(name) is not None
    if any(not span.contains(found[n].span) for n in here):
        return
    for n in here:
        at_end = found[n].span.end == span.end
        if found[n].type != "Agency" and (at_end or not is_open):
            found[n] = _body(found[n], report)
    if is_several or not _SHORTEST <= len(name) <= _LONGEST or _DIGIT.search(name):
        return
    if not here:
        found.append(Mention(span, "Agency", subtype_of(name, "Agency"), index, RULE))
    elif found[here[0]].span != span:
        kept = found[here[0]]
        for n in reversed(here):
            del found[n]
        found.append(_body(replace(kept, span=span), report))


def _body(mention: Mention, report: Report) -> Mention:
    subtype = subtype_of(report.doc.quote(mention.span), "Agency")
    return replace(mention, type="Agency", subtype=subtype)
