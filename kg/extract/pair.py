"""Pairs of names in a sentence that may be related, and what stands around them. Which relation it
is, if any, is judged by learnt weights; places inside names are `kg.extract.inside`'s."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from kg.extract.frame import MASK, Frame, frames
from kg.extract.stage import find_cues
from kg.extract.weight import Weights, load_weights
from kg.model import EntityType, Mention, Report

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


def pairs(report: Report, mentions: Sequence[Mention]) -> Iterator[Pair]:
    """Give the pairs of names that may be related, in the order of the text."""
    for index, group in groupby(frames(report, mentions), key=lambda f: f.mention.sentence):
        names = tuple(group)
        text = _masked(report, index, names)
        start = report.sentences[index].span.start
        for i, head in enumerate(names):
            for j in _near(names, i):
                if _may(head.mention, names[j].mention):
                    features = _features(names, i, j, text, start)
                    yield Pair(head.mention, names[j].mention, tuple(features))


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


def _features(names: Sequence[Frame], i: int, j: int, text: str, offset: int) -> list[str]:
    head, tail = names[i], names[j]
    kinds = f"{head.mention.type[:2]}{tail.mention.type[:2]}"
    first, second = (head, tail) if i < j else (tail, head)
    order = "ht" if i < j else "th"
    inner = names[min(i, j) + 1 : max(i, j)]
    found = [f"t={kinds}", f"o={kinds}{order}"]
    if head.start == tail.start:
        found += [f"same={kinds}{order}", f"n2={kinds}/{tail.words[-2:]}"]
        between = text[first.mention.span.end - offset : second.mention.span.start - offset]
    else:
        between = text[first.end - offset : second.start - offset]
    key = f"{kinds}{order}"
    clauses = sum(between.count(stop) for stop in "，；。：")
    rivals = sum(frame.mention.type == tail.mention.type for frame in inner)
    found.append(f"c={key}/{min(clauses, 3)}")
    found.append(f"k={key}/{min(clauses, 2)}/{min(len(inner), 3)}")
    found.append(f"r={key}/{min(rivals, 2)}/{min(clauses, 2)}")
    found.append(f"g={key}/{min(len(between), 40) // 4}")
    found += _between(key, between, clauses)
    found += [f"hs{size}={key}/{head.words[-size:]}" for size in (1, 2)]
    found += [f"ts{size}={key}/{tail.words[-size:]}" for size in (1, 2)]
    found.append(f"hp={key}/{head.words[:1]}")
    found += [f"lf{size}={key}/{first.left[-size:]}" for size in (1, 2, 3)]
    found += [f"rt{size}={key}/{second.right[:size]}" for size in (1, 2, 3)]
    found.append(f"open={key}/{not first.left}/{min(clauses, 2)}")
    found.append(f"size={key}/{min(first.size, 3)}/{min(second.size, 3)}/{min(clauses, 2)}")
    return found


def _between(key: str, between: str, clauses: int) -> Iterator[str]:
    plain = between.replace(MASK, "")
    if len(between) <= 6:
        yield f"b={key}/{between}"
    for size in (1, 2, 3):
        yield f"bs{size}={key}/{between[:size]}"
        yield f"be{size}={key}/{between[-size:]}"
    if len(plain) <= 24:
        for left, right in pairwise(plain):
            yield f"bb={key}/{left}{right}"
    for cue in find_cues(plain)[:3]:
        yield f"v={key}/{cue.word}/{min(clauses, 1)}"


def pair_weights() -> Weights:
    """Load the learnt weights, once in a process."""
    return load_weights(MODEL_FILE)
