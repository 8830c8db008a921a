"""The trained net at work: characters in, the probability of every tag out. No spans, no rules.

A dilated convolution over characters, their pairs, words and marks gives each character a score for
each tag; a chain (CRF) over the tags makes probabilities of them. `kg.train` fits the net and
writes it as an ONNX graph whose matrices work in whole numbers.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime

from kg.extract.feature import COLUMNS, FeatureReader, Features, Ids, Vocabulary
from kg.model import EntityType

Floats = npt.NDArray[np.float32]

TYPES: Final[tuple[EntityType, ...]] = ("Project", "Agency", "Place")
TAGS: Final = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
"""The table of tags; a model's ids mean these and no others."""

TOP_DILATIONS: Final = (1, 2)
INPUTS: Final = ("rows", "marks", "place", "room")
"""What goes into the graph, a row for each character: the tables' rows of the character and its
pairs, those of its marks, and how many characters stand before and after it in its sentence."""
_ROWS: Final = 512
"""Characters that go through the net at once: what fits a core's cache."""
_ERRORS_ONLY: Final = 3
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
        marginal: Probability of each tag for each character; characters by `TAGS`, as the three
            that follow.
        forward: Log of the summed weight of all tag sequences that end here with this tag.
        backward: The same of all that go on from here with it, itself left out.
        score: Log weight of each tag by itself.
        total: Log of the summed weight of all sequences, by sentence.
        starts: Where each sentence begins, and where the last one ends; one more than sentences.
    """

    marginal: Floats
    forward: Floats
    backward: Floats
    score: Floats
    total: Floats
    starts: Ids


class Tagger:
    """The net, ready to run.

    Args:
        tables: Of look-up, rows by what `Features` refers to, and `chain` (tags by tags, the
            earlier one the row) and `begin` (tags) of the chain.
        vocabulary: What the tables' rows mean.
        graph: From `INPUTS` to scores, in ONNX.
    """

    def __init__(self, tables: dict[str, Floats], vocabulary: Vocabulary, graph: bytes) -> None:
        self._tables = tables
        self.reader = FeatureReader(vocabulary)
        follows, begins = allowed()
        self._chain = np.where(follows, tables["chain"], -np.inf).astype(np.float32)
        self._begin = np.where(begins, tables["begin"], -np.inf).astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )

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
        score = self.scores(features)
        return run_chain(score, features.starts, self._chain, self._begin)

    def scores(self, features: Features) -> Floats:
        """Give each character a score for each tag, whole sentences at a time.

        Returns:
            Characters by `TAGS`; a sentence's scores depend on nothing but the sentence.
        """
        starts = features.starts
        score = np.empty((int(starts[-1]), len(TAGS)), np.float32)
        first = 0
        for index in range(1, len(starts)):
            is_last = index == len(starts) - 1
            if is_last or starts[index + 1] - starts[first] > _ROWS:
                rows = slice(int(starts[first]), int(starts[index]))
                inputs = self.inputs(features, rows, starts[first : index + 1])
                (score[rows],) = self._session.run(["scores"], inputs)
                first = index
        return score

    def inputs(
        self, features: Features, rows: slice, starts: Ids
    ) -> dict[str, npt.NDArray[np.generic]]:
        """Look up what goes into the graph.

        Args:
            features: Of the report.
            rows: Which characters of it.
            starts: Where the sentences among them begin, and where the last one ends.

        Returns:
            An array for each of `INPUTS`, with a row for each character.
        """
        lengths = np.diff(starts)
        place = np.arange(rows.stop - rows.start) - np.repeat(starts[:-1] - rows.start, lengths)
        room = np.repeat(lengths, lengths) - 1 - place
        tables = self._tables
        signs = [("char", features.char), ("bigram", features.left), ("bigram", features.right)]
        marks = [(name, getattr(features, name)) for name in COLUMNS[3:]]
        return {
            "rows": np.concatenate([tables[name][ids[rows]] for name, ids in signs], axis=1),
            "marks": np.concatenate([tables[name][ids[rows]] for name, ids in marks], axis=1),
            "place": place[:, None].astype(np.int64),
            "room": room[:, None].astype(np.int64),
        }


def run_chain(score: Floats, starts: Ids, chain: Floats, begin: Floats) -> Tagging:
    """Sum over all tag sequences, all sentences at once, step by step.

    Args:
        score: Log weight of each tag by itself, characters by `TAGS`.
        starts: As in `Tagging`; every sentence has a character.
        chain: Log weight of each tag (column) after each (row).
        begin: Log weight of each tag at the start of a sentence.

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
