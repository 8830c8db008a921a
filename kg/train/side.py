"""Learns which wordings lean to a plan and which to a review, from annotated sentences. What the
weights are used for is the business of `kg.extract.side` and `kg.extract.part`."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.side import SCALE, SideModel, features
from kg.read.record import Record

MIN_COUNT: Final = 8
PENALTY: Final = 1.0
ROUNDS: Final = 200
_STEP: Final = 0.5
_CLEAR: Final = 3
"""How many times more often one status must stand in a section than the other."""


def examples(records: Sequence[Record]) -> list[tuple[str, bool]]:
    """Give each sentence the side that its section's annotations show.

    Returns:
        Text and whether it plans, in the order of the records; sentences of a section whose side
        is not clear are left out.
    """
    sections: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    keys = [(record.id.rpartition(":")[0], record.section) for record in records]
    for record, key in zip(records, keys, strict=True):
        sections[key].update(quantity.status for quantity in record.quantities)
        sections[key].update(status for _, _, status, _ in record.milestones)
    found = []
    for record, key in zip(records, keys, strict=True):
        aims, reached = sections[key]["target"], sections[key]["actual"]
        if aims + reached > 1 and max(aims, reached) >= _CLEAR * min(aims, reached):
            found.append((record.text, aims > reached))
    return found


def train_side(records: Sequence[Record]) -> SideModel:
    """Fit a logistic regression; equal records give equal weights."""
    sentences = examples(records)
    pieces = [sorted(features(text)) for text, _ in sentences]
    counts = Counter(piece for row in pieces for piece in row)
    names = sorted(piece for piece, count in counts.items() if count >= MIN_COUNT)
    column = {name: i for i, name in enumerate(names)}
    cells = [(i, column[piece]) for i, row in enumerate(pieces) for piece in row if piece in column]
    if not cells:
        raise ValueError("no examples to learn from")
    rows, columns = (np.array(side, dtype=np.int64) for side in zip(*cells, strict=True))
    aims = np.array([plan for _, plan in sentences], dtype=np.float64)
    weights, bias = _fit(rows, columns, aims, len(names))
    return SideModel(
        bias=round(bias, 4),
        weights={name: round(float(weights[i]), 4) for name, i in column.items()},
        record={
            "sentences": len(sentences),
            "data_sha256": digest(sentences),
            "min_count": MIN_COUNT,
            "penalty": PENALTY,
            "rounds": ROUNDS,
        },
    )


def digest(sentences: Sequence[tuple[str, bool]]) -> str:
    """Hash what `examples` gives, so that a table can say what it was learnt from."""
    lines = (f"{int(plan)}{text}" for text, plan in sentences)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _fit(
    rows: NDArray[np.int64], columns: NDArray[np.int64], aims: NDArray[np.float64], width: int
) -> tuple[NDArray[np.float64], float]:
    """Descend the cross-entropy by AdaGrad, all sentences at each step.

    Args:
        rows: Sentence of each cell.
        columns: Word piece of each cell.
        aims: 1 for a sentence that plans, else 0.
        width: How many word pieces there are.

    Returns:
        The weight of each word piece, and the bias, in log-odds of a plan.
    """
    height = len(aims)
    values = SCALE / np.sqrt(np.maximum(1, np.bincount(rows, minlength=height)))[rows]
    weights, bias = np.zeros(width), 0.0
    squares, bias_squares = np.full(width, 1e-6), 1e-6
    for _ in range(ROUNDS):
        scores = np.bincount(rows, values * weights[columns], minlength=height) + bias
        errors = 1 / (1 + np.exp(-scores)) - aims
        slope = np.bincount(columns, values * errors[rows], minlength=width) + PENALTY * weights
        squares += slope * slope
        weights -= _STEP * slope / np.sqrt(squares)
        bias_slope = float(errors.sum())
        bias_squares += bias_slope * bias_slope
        bias -= _STEP * bias_slope / bias_squares**0.5
    return weights, bias
