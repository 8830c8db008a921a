"""Pairs of names in a sentence that may be related, and what stands around them. Which relation it
is, if any, is judged by learnt weights; places inside names are `kg.extract.inside`'s."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.extract.frame import MASK, Frame, frames
from kg.extract.pair_feature import Scene, features
from kg.extract.weight import Weights, load_weights
from kg.model import EntityType, Mention, Report
from kg.text import Span

MODEL_FILE: Final = "model/pair.json"
NONE: Final = "none"

TYPES: Final[frozenset[tuple[EntityType, EntityType]]] = frozenset(
    {
        ("Project", "Place"),
        ("Agency", "Place"),
        ("Project", "Project"),
        ("Agency", "Project"),
        ("Agency", "Agency"),
        ("Place", "Place"),
        ("Place", "Agency"),
    }
)
_REACH: Final = 80
"""Names farther apart than this, in code points, are not paired."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of one sentence.

    Args:
        head: The name that the relation starts from.
        tail: The name that it leads to.
        features: What the weights judge it by.
    """

    head: Mention
    tail: Mention
    features: tuple[str, ...]


def pairs(
    report: Report, mentions: Sequence[Mention], candidates: Sequence[Mention]
) -> Iterator[Pair]:
    """Give the pairs of names that may be related, in the order of the text.

    Args:
        report: The report.
        mentions: Its mentions.
        candidates: What the gazetteer finds in it.
    """
    rules: dict[int, dict[Span, str]] = {}
    for candidate in candidates:
        rules.setdefault(candidate.sentence, {})[candidate.span] = candidate.rule
    for index, group in groupby(frames(report, mentions), key=lambda f: f.mention.sentence):
        names = tuple(group)
        if len(names) < 2:
            continue
        text = _masked(report, index, names)
        start = report.sentences[index].span.start
        scene = Scene(names, text, start, rules.get(index, {}))
        for i, head in enumerate(names):
            for j in _near(names, i):
                if _may(head.mention, names[j].mention):
                    described = tuple(features(scene, i, j))
                    yield Pair(head.mention, names[j].mention, described)


def _near(names: Sequence[Frame], i: int) -> list[int]:
    """Return which names stand within reach of one, in the order of the text."""
    low = high = i
    span = names[i].mention.span
    while low > 0 and span.start - names[low - 1].mention.span.end <= _REACH:
        low -= 1
    while high + 1 < len(names) and names[high + 1].mention.span.start - span.end <= _REACH:
        high += 1
    return [j for j in range(low, high + 1) if j != i]


def _may(head: Mention, tail: Mention) -> bool:
    if (head.type, tail.type) not in TYPES:
        return False
    gap = max(head.span.start - tail.span.end, tail.span.start - head.span.end)
    return 0 <= gap <= _REACH


def _masked(report: Report, index: int, group: Sequence[Frame]) -> str:
    span = report.sentences[index].span
    signs = list(report.doc.quote(span))
    for frame in group:
        start, end = frame.mention.span.start - span.start, frame.mention.span.end - span.start
        signs[start:end] = MASK * (end - start)
    return "".join(signs)


def pair_weights() -> Weights:
    """Load the learnt weights, once in a process."""
    return load_weights(MODEL_FILE)
