"""The trained net in plain numpy: characters in, the probability of every tag out. No spans, no
rules.

A dilated convolution over characters, their pairs, words and marks gives each character a score for
each tag; a chain (CRF) over the tags makes probabilities of them. `kg.train` fits the same net.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.extract.feature import FeatureReader, Features, Ids, Vocabulary
from kg.model import EntityType

Floats = npt.NDArray[np.float32]

TYPES: Final[tuple[EntityType, ...]] = ("Project", "Agency", "Place")
TAGS: Final = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
"""The table of tags; a model's ids mean these and no others."""

TOP_DILATIONS: Final = (1, 2)
_ROWS: Final = 512
"""Characters that go through the net at once: what fits a core's cache."""
_EPSILON: Final = 1e-5
_SMALLEST: Final = 1e-30


def allowed() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell which tag may follow which (rows: the earlier one), and which may begin a sentence."""
    follows = np.ones((len(TAGS), len(TAGS)), bool)
    begins = np.ones(len(TAGS), bool)
    for inside in range(2, len(TAGS), 2):
        follows[:, inside] = False
        follows[[inside - 1, inside], inside] = True
        begins[inside] = False
    return follows, begins


@dataclass(frozen=True, slots=True)
class Tagging:
    """What the net says of a report's characters, packed as the features are.

    Args:
        marginal: Probability of each tag for each character.
        forward: Log of the summed weight of all tag sequences that end here with this tag.
        backward: The same of all that go on from here with it.
        score: Log weight of each tag by itself.
        total: Log of the summed weight of all sequences, by sentence.
        starts: Where each sentence begins, and where the last one ends.
    """

    marginal: Floats
    forward: Floats
    backward: Floats
    score: Floats
    total: Floats
    starts: Ids


class Tagger:
    """The net with its weights."""

    def __init__(self, weights: dict[str, Floats], vocabulary: Vocabulary) -> None:
        self._w = weights
        self.reader = FeatureReader(vocabulary)
        self._dilations = tuple(int(d) for d in weights["dilations"])
        follows, begins = allowed()
        self._chain = np.where(follows, weights["chain"], -np.inf).astype(np.float32)
        self._begin = np.where(begins, weights["begin"], -np.inf).astype(np.float32)

    @property
    def chain(self) -> Floats:
        """Log weight of each tag after each; minus infinity where it may not follow."""
        return self._chain

    @property
    def begin(self) -> Floats:
        """Log weight of each tag at the start of a sentence."""
        return self._begin

    def tag(self, features: Features) -> Tagging:
        """Run the net over a report."""
        score = self._scores(features)
        return _run_chain(score, features.starts, self._chain, self._begin)

    def _scores(self, features: Features) -> Floats:
        starts = features.starts
        score = np.empty((int(starts[-1]), len(TAGS)), np.float32)
        first = 0
        for index in range(1, len(starts)):
            is_last = index == len(starts) - 1
            if is_last or starts[index + 1] - starts[first] > _ROWS:
                rows = slice(int(starts[first]), int(starts[index]))
                score[rows] = self._net(features, rows, starts[first : index + 1])
                first = index
        return score

    def _net(self, features: Features, rows: slice, starts: Ids) -> Floats:
        w = self._w
        lengths = np.diff(starts)
        place = np.arange(rows.stop - rows.start) - np.repeat(starts[:-1] - rows.start, lengths)
        room = np.repeat(lengths, lengths) - 1 - place
        pairs = w["bigram"]
        x = np.concatenate(
            (
                w["char"][features.char[rows]],
                pairs[features.left[rows]],
                pairs[features.right[rows]],
            ),
            axis=1,
        )
        x = _linear(x, w, "in")
        for index, dilation in enumerate(self._dilations):
            x = _block(x, w, f"block.{index}", dilation, place, room)
        x = np.concatenate(
            (
                _normal(x),
                w["tag"][features.tag[rows]],
                w["word"][features.word[rows]],
                w["quote"][features.quote[rows]],
                w["kind"][features.kind[rows]],
            ),
            axis=1,
        )
        x = _linear(x, w, "mix")
        for index, dilation in enumerate(TOP_DILATIONS):
            x = _block(x, w, f"top.{index}", dilation, place, room)
        return _linear(x, w, "out")


def _linear(x: Floats, w: dict[str, Floats], name: str) -> Floats:
    y = x @ w[f"{name}.w"]
    y += w[f"{name}.b"]
    return y


def _normal(x: Floats) -> Floats:
    """Bring every row to mean 0 and variance 1."""
    x = x - x.mean(-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[1]
    x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    return x


def _gelu(x: Floats) -> Floats:
    y = x * x
    y *= 0.044715
    y += 1
    y *= x
    y *= 0.7978845608
    np.tanh(y, out=y)
    y += 1
    y *= x
    y *= 0.5
    return y


def _block(
    x: Floats, w: dict[str, Floats], name: str, dilation: int, place: Ids, room: Ids
) -> Floats:
    """Add to each row what it and its neighbours at a distance say; a sentence's end is a wall."""
    y = _normal(x)
    width = y.shape[1]
    wide = np.zeros((len(y), 3 * width), np.float32)
    wide[:, width : 2 * width] = y
    if len(y) > dilation:
        has_left = (place[dilation:] >= dilation)[:, None]
        has_right = (room[:-dilation] >= dilation)[:, None]
        np.multiply(y[:-dilation], has_left, out=wide[dilation:, :width])
        np.multiply(y[dilation:], has_right, out=wide[:-dilation, 2 * width :])
    y = _linear(_gelu(_linear(wide, w, f"{name}.c")), w, f"{name}.o")
    y += x
    return y


def _run_chain(score: Floats, starts: Ids, chain: Floats, begin: Floats) -> Tagging:
    """Sum over all tag sequences, all sentences at once, step by step.

    Sentences are sorted by length, so that at each step those still running stand in front. Sums
    are kept as shares of 1 and the log of what they were divided by.
    """
    lengths = np.diff(starts)
    order = np.argsort(-lengths, kind="stable")
    begins = starts[:-1][order]
    ordered = lengths[order]
    running = [int(n) for n in np.searchsorted(-ordered, -np.arange(int(ordered[0]) + 1), "left")]
    # running[k]: how many sentences are longer than k characters
    step = np.exp(chain)
    weight = np.exp(score - score.max(1, keepdims=True))
    forward = np.empty_like(score)
    backward = np.ones_like(score)
    scale = np.zeros(len(score), np.float32)
    for k in range(int(ordered[0])):
        n = running[k]
        at = begins[:n] + k
        a = weight[at] * (np.exp(begin) if k == 0 else forward[at - 1] @ step)
        total = a.sum(1, keepdims=True)
        forward[at] = a / total
        scale[at] = np.log(total[:, 0])
    for k in range(int(ordered[0]) - 2, -1, -1):
        n = running[k + 1]
        at = begins[:n] + k
        b = (weight[at + 1] * backward[at + 1]) @ step.T
        backward[at] = b / np.exp(scale[at + 1])[:, None]
    marginal = forward * backward
    marginal /= marginal.sum(1, keepdims=True)
    return _in_logs(marginal, forward, backward, scale, score, starts)


def _in_logs(
    marginal: Floats, forward: Floats, backward: Floats, scale: Floats, score: Floats, starts: Ids
) -> Tagging:
    """Turn shares back into log weights: what was divided out before and after each character."""
    step = scale + score.max(1)
    done = np.cumsum(step, dtype=np.float64)
    before = np.concatenate(([0.0], done))[starts[:-1]]
    until = done - np.repeat(before, np.diff(starts))
    total = until[starts[1:] - 1]
    rest = np.repeat(total, np.diff(starts)) - until
    return Tagging(
        marginal=marginal,
        forward=(np.log(np.maximum(forward, _SMALLEST)) + until[:, None]).astype(np.float32),
        backward=(np.log(np.maximum(backward, _SMALLEST)) + rest[:, None]).astype(np.float32),
        score=score,
        total=total.astype(np.float32),
        starts=starts,
    )
