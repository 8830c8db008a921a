"""Bodies and places that are said to work together (A与B合作共建). Too seldom said for weights to
be learnt from annotated sentences, so a table of words decides."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import Final

from kg.extract.frame import Frame, frames
from kg.model import Mention, Relation, Report
from kg.rules import Strict, any_of, load

RULE: Final = "partner.cooperatesWith"

_NEXT: Final = re.compile("[”》]?、[“《]?")
"""Between the pairs of a list."""


class PartnerTable(Strict):
    """The whole of `data/partners.toml`."""

    link: tuple[str, ...]
    hold: tuple[str, ...]
    manner: tuple[str, ...]
    verb: tuple[str, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = load("partners.toml", PartnerTable)
    closing, opening = "[”》]?", "[“《]?"
    return (
        re.compile(f"{closing}(?:{any_of(table.link)}){opening}"),
        re.compile(f"{closing}(?:{any_of(table.hold)}){opening}"),
        re.compile(f"{closing}(?:{any_of(table.manner)})*(?:{any_of(table.verb)})"),
    )


def find_partners(report: Report, mentions: Sequence[Mention]) -> list[Relation]:
    """Find who is said to work with whom, in the order of the text."""
    found = []
    for index, group in groupby(frames(report, mentions), key=lambda f: f.mention.sentence):
        found += [
            Relation(left.mention.span, "cooperatesWith", right.mention.span, index, RULE)
            for left, right in _pairs(report, group)
        ]
    return found


def _pairs(report: Report, group: Iterator[Frame]) -> Iterator[tuple[Frame, Frame]]:
    """Give the pairs of a sentence; what is said of a list's last one (A与B、C与D合作) is said of
    all."""
    link, hold, verb = _patterns()
    text, found, listed = report.doc.text, [], 0
    for left, right in reversed(list(pairwise(group))):
        start, end, behind = left.mention.span.end, right.mention.span.start, right.mention.span.end
        if "Project" in {left.mention.type, right.mention.type} or start >= end:
            continue
        if hold.fullmatch(text, start, end):
            found.append((left, right))
        elif link.fullmatch(text, start, end) and (
            verb.match(text, behind) or _NEXT.fullmatch(text, behind, listed)
        ):
            found.append((left, right))
            listed = left.mention.span.start
    yield from reversed(found)
