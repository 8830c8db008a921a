"""What stands around a name in its clause: the enumeration that it is a member of, and the words
before and behind that. What those words mean is read elsewhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.model import Mention, Report
from kg.text import clause_end, clause_start

MASK: Final = "\ufffc"
"""Stands for each character of a name, so that no verb is found inside one."""

_LINK: Final = re.compile(
    rf"[”》\"’）)]*(?:[（(][^（）()，。；]{{0,20}}[）)])?[”》\"’]*"
    rf"(?:、|和|及|与|以及|暨|或)(?:[^，。；：！？{MASK}]{{1,16}}(?:、|和|及|与|以及))?[“《\"‘]*"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A name and its clause.

    Args:
        mention: The name.
        left: The clause before the enumeration, other names masked.
        right: The clause behind the enumeration, other names masked.
        start: Where the enumeration starts in the report's text, quotation marks included.
        end: Where it ends.
        earlier: The clause before, masked, where nothing stands before the enumeration.
        later: The clause behind, masked, where nothing stands behind.
        rank: Place of the name in the enumeration, from 0.
        size: How many names the enumeration has.
        words: The name.
    """

    mention: Mention
    left: str
    right: str
    start: int
    end: int
    earlier: str
    later: str
    rank: int
    size: int
    words: str


def frames(report: Report, mentions: Sequence[Mention]) -> Iterator[Frame]:
    """Give the frame of each mention, in the order of the text."""
    for index, group in groupby(sorted(mentions, key=_place), key=lambda m: m.sentence):
        yield from _of_sentence(report, index, tuple(group))


def _place(mention: Mention) -> tuple[int, int, int]:
    return mention.sentence, mention.span.start, mention.span.end


def _of_sentence(report: Report, index: int, mentions: Sequence[Mention]) -> Iterator[Frame]:
    sentence = report.sentences[index].span
    text = report.doc.quote(sentence)
    masked = list(text)
    for mention in mentions:
        start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
        masked[start:end] = MASK * (end - start)
    plain = "".join(masked)
    for members in _enumerations(plain, mentions, sentence.start):
        start = members[0].span.start - sentence.start
        end = members[-1].span.end - sentence.start
        while start > 0 and plain[start - 1] in '“《"‘':
            start -= 1
        while end < len(plain) and plain[end] in '”》"’':
            end += 1
        left, right = clause_start(plain, start), clause_end(plain, end)
        earlier = plain[clause_start(plain, left - 1) : left - 1] if left > 0 else ""
        later = plain[right + 1 : clause_end(plain, right + 1)]
        for rank, mention in enumerate(members):
            yield Frame(
                mention,
                plain[left:start],
                plain[end:right],
                sentence.start + start,
                sentence.start + end,
                earlier,
                later,
                rank,
                len(members),
                report.doc.quote(mention.span),
            )


def _enumerations(
    plain: str, mentions: Sequence[Mention], offset: int
) -> Iterator[tuple[Mention, ...]]:
    members: list[Mention] = []
    for mention in mentions:
        if members:
            last = members[-1].span.end - offset
            gap = plain[last : max(last, mention.span.start - offset)]
            if not _LINK.fullmatch(gap):
                yield tuple(members)
                members = []
        members.append(mention)
    if members:
        yield tuple(members)
