"""Fits a ranker: a softmax over the candidates of each group, by full-batch descent, so that equal
examples give equal weights. What the features are is not its business."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROUNDS: Final = 160
STEP: Final = 0.08
_MOMENT: Final = 0.9
_SQUARE: Final = 0.99

Group = tuple[Sequence[Sequence[str]], int]
"""The features of each candidate, and which of them is right."""


def fit_ranker(
    groups: Sequence[Group], *, min_count: int, penalty: float, rounds: int = ROUNDS
) -> dict[str, float]:
    """Fit one weight a feature.

    Args:
        groups: Each with at least one candidate.
        min_count: Features seen in fewer groups are dropped.
        penalty: Weight of the squared norm.
        rounds: How many steps of descent.

    Returns:
        Weights rounded to three decimals; those that round to zero are left out.

    Raises:
        ValueError: There is no group.
    """
    if not groups:
        raise ValueError("no examples to learn from")
    counts = Counter(feature for rows, _ in groups for feature in {f for row in rows for f in row})
    names = sorted(feature for feature, count in counts.items() if count >= min_count)
    column = {name: i for i, name in enumerate(names)}
    rows, columns, starts, right = _cells(groups, column)
    weights = _descend(rows, columns, starts, right, len(names), penalty, rounds)
    table = {name: round(float(weights[i]), 3) for name, i in column.items()}
    return {name: value for name, value in table.items() if value}


def _cells(
    groups: Sequence[Group], column: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    rows: list[int] = []
    columns: list[int] = []
    starts: list[int] = []
    right: list[int] = []
    row = 0
    for candidates, best in groups:
        starts.append(row)
        right.append(row + best)
        for features in candidates:
            known = [column[feature] for feature in features if feature in column]
            rows += [row] * len(known)
            columns += known
            row += 1
    arrays = (np.array(values, dtype=np.int64) for values in (rows, columns, starts, right))
    first, second, third, fourth = arrays
    return first, second, third, fourth


def _descend(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    starts: NDArray[np.int64],
    right: NDArray[np.int64],
    size: int,
    penalty: float,
    rounds: int,
) -> NDArray[np.float64]:
    total = int(max(rows.max(initial=0), right.max(initial=0))) + 1
    lengths = np.diff(np.append(starts, total))
    truth = np.zeros(total)
    truth[right] = 1.0
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        scores = np.bincount(rows, weights=weights[columns], minlength=total)
        scores -= np.repeat(np.maximum.reduceat(scores, starts), lengths)
        chances = np.exp(scores)
        chances /= np.repeat(np.add.reduceat(chances, starts), lengths)
        error = chances - truth
        slope = np.bincount(columns, weights=error[rows], minlength=size) + penalty * weights
        mean = _MOMENT * mean + (1 - _MOMENT) * slope
        square = _SQUARE * square + (1 - _SQUARE) * slope**2
        scale = np.sqrt(square / (1 - _SQUARE**step)) + 1e-8
        weights -= STEP * (mean / (1 - _MOMENT**step)) / scale
    return weights
