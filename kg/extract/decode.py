"""From the probabilities of tags to spans: the best sequence of tags, and how sure each span is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.extract.feature import Ids
from kg.extract.tagger import TYPES, Floats, Tagging, allowed
from kg.model import EntityType

_LEAST: Final = 1e-7
_NEVER: Final = -1e9
_PLACE: Final = 2 * TYPES.index("Place") + 1
"""The tag that begins a place."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span that the net takes for a name.

    Args:
        sentence: Index of the sentence.
        start: First character, counted in the sentence.
        end: One past the last.
        type: What it names.
        probability: That exactly this span has exactly this type.
        as_place: That exactly this span is a place.
    """

    sentence: int
    start: int
    end: int
    type: EntityType
    probability: float
    as_place: float


def decode(tagging: Tagging, chain: Floats, *, bias: float) -> list[Found]:
    """Choose the spans of every sentence.

    Args:
        tagging: What the net says of at least one sentence.
        chain: Log weight of each tag (column) after each (row), as `Tagger.chain` has it.
        bias: What is taken from the log probability of no name, in nats; more gives more spans.

    Returns:
        In the order of the text, not overlapping. Empty where no name is likelier than none.
    """
    path = _best_path(tagging, bias)
    return list(_spans(path, tagging, chain))


def _best_path(tagging: Tagging, bias: float) -> Ids:
    """Take the sequence with the greatest product of single probabilities that breaks no rule.

    All sentences go side by side, the longest first, so that at each step those still running
    stand in front.

    Returns:
        The tag of each character.
    """
    follows, begins = allowed()
    step = np.where(follows, 0, _NEVER).astype(np.float32)
    gain = np.log(tagging.marginal + _LEAST)
    gain[:, 0] -= bias
    lengths = np.diff(tagging.starts)
    order = np.argsort(-lengths, kind="stable")
    first, ordered = tagging.starts[:-1][order], lengths[order]
    best = np.where(begins, gain[first], _NEVER)
    back = np.zeros(gain.shape, np.int8)
    for k in range(1, int(ordered[0])):
        n = int(np.searchsorted(-ordered, -k, "left"))
        ways = best[:n, :, None] + step
        chosen = ways.argmax(1)
        at = first[:n] + k
        back[at] = chosen
        best[:n] = np.take_along_axis(ways, chosen[:, None], 1)[:, 0] + gain[at]
    last = best.argmax(1)
    path = np.zeros(len(gain), np.int32)
    for k in range(int(ordered[0]) - 1, -1, -1):
        n = int(np.searchsorted(-ordered, -k, "left"))
        at = first[:n] + k
        path[at] = last[:n]
        last[:n] = back[at, last[:n]]
    return path


def _spans(path: Ids, tagging: Tagging, chain: Floats) -> Iterator[Found]:
    is_inside = (path > 0) & (path % 2 == 0)
    for begin in np.flatnonzero(path % 2 == 1):
        sentence = int(np.searchsorted(tagging.starts, begin, "right")) - 1
        start, limit = int(tagging.starts[sentence]), int(tagging.starts[sentence + 1])
        end = int(begin) + 1
        while end < limit and is_inside[end]:
            end += 1
        tag = int(path[begin])
        probability = _probability(tagging, chain, int(begin), end, limit, tag)
        as_place = probability
        if tag != _PLACE:
            as_place = _probability(tagging, chain, int(begin), end, limit, _PLACE)
        kind = TYPES[tag // 2]
        yield Found(sentence, int(begin) - start, end - start, kind, probability, as_place)


def _probability(
    tagging: Tagging, chain: Floats, begin: int, end: int, limit: int, tag: int
) -> float:
    """Sum over all sequences that have exactly this span, by what stands before and after it."""
    inside = tag + 1
    last = inside if end - begin > 1 else tag
    weight = float(tagging.forward[begin, tag])
    if end - begin > 1:
        weight += float(chain[tag, inside]) + float(tagging.score[begin + 1 : end, inside].sum())
        weight += float(chain[inside, inside]) * (end - begin - 2)
    if end < limit:
        rest = chain[last] + tagging.score[end] + tagging.backward[end]
        rest[inside] = -np.inf
        weight += float(np.logaddexp.reduce(rest))
    sentence = int(np.searchsorted(tagging.starts, begin, "right")) - 1
    return float(min(1.0, np.exp(weight - float(tagging.total[sentence]))))
