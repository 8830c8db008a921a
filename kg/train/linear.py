"""Fits the linear classifiers of the extraction: softmax over named features, by full-batch
descent, so that equal examples give equal weights. What the features are is not its business."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.weight import Weights

ROUNDS: Final = 150
_STEP: Final = 0.3


def fit_linear(
    examples: Sequence[tuple[Sequence[str], str]],
    *,
    min_count: int,
    penalty: float,
    rounds: int = ROUNDS,
) -> Weights:
    """Fit a softmax classifier.

    Args:
        examples: Features and class of each.
        min_count: Features seen less often are dropped.
        penalty: Weight of the squared norm.
        rounds: How many steps of descent.

    Returns:
        Weights rounded to three decimals; features whose weights round to zero are left out.

    Raises:
        ValueError: There is no example.
    """
    if not examples:
        raise ValueError("no examples to learn from")
    classes = tuple(sorted({label for _, label in examples}))
    counts = Counter(feature for features, _ in examples for feature in set(features))
    names = sorted(feature for feature, count in counts.items() if count >= min_count)
    column = {name: i for i, name in enumerate(names)}
    cells = sorted(
        {
            (row, column[feature])
            for row, (features, _) in enumerate(examples)
            for feature in features
            if feature in column
        }
    )
    rows = np.array([row for row, _ in cells], dtype=np.int64)
    columns = np.array([col for _, col in cells], dtype=np.int64)
    truth = np.zeros((len(examples), len(classes)))
    for row, (_, label) in enumerate(examples):
        truth[row, classes.index(label)] = 1.0
    weights, bias = _descend(rows, columns, truth, len(names), penalty, rounds)
    table = {}
    for name, i in column.items():
        row_values = tuple(round(float(value), 3) for value in weights[i])
        if any(row_values):
            table[name] = row_values
    return Weights(
        classes=classes,
        bias=tuple(round(float(value), 3) for value in bias),
        weights=table,
        record={
            "examples": len(examples),
            "examples_sha256": digest(examples),
            "min_count": min_count,
            "penalty": penalty,
            "rounds": rounds,
        },
    )


def digest(examples: Sequence[tuple[Sequence[str], str]]) -> str:
    """Hash examples, so that a table can say what it was learnt from."""
    whole = hashlib.sha256()
    for features, label in examples:
        whole.update("\x1f".join((label, *features)).encode() + b"\n")
    return whole.hexdigest()


def _descend(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    truth: NDArray[np.float64],
    width: int,
    penalty: float,
    rounds: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    height, kinds = truth.shape
    weights, bias = np.zeros((width, kinds)), np.zeros(kinds)
    squares, bias_squares = np.full((width, kinds), 1e-6), np.full(kinds, 1e-6)
    for _ in range(rounds):
        scores = np.empty((height, kinds))
        for kind in range(kinds):
            scores[:, kind] = np.bincount(rows, weights[columns, kind], minlength=height)
        scores += bias
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        errors = chances - truth
        for kind in range(kinds):
            slope = penalty * weights[:, kind]
            slope = slope + np.bincount(columns, errors[rows, kind], minlength=width)
            squares[:, kind] += slope * slope
            weights[:, kind] -= _STEP * slope / np.sqrt(squares[:, kind])
        bias_slope = errors.sum(axis=0)
        bias_squares += bias_slope * bias_slope
        bias -= _STEP * bias_slope / np.sqrt(bias_squares)
    return weights, bias
