"""Fits the linear classifiers of the extraction: softmax over named features, by full-batch
descent, so that equal examples give equal weights. What the features are is not its business."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
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
    rows, columns = _cells(examples, column)
    truth = np.zeros((len(examples), len(classes)))
    for row, (_, label) in enumerate(examples):
        truth[row, classes.index(label)] = 1.0
    weights, bias = _descend(rows, columns, truth, len(names), penalty, rounds)
    table = {name: _rounded(weights[i]) for name, i in column.items()}
    return Weights(
        classes=classes,
        bias=_rounded(bias),
        weights={name: values for name, values in table.items() if any(values)},
        record={
            "examples": len(examples),
            "examples_sha256": digest(examples),
            "min_count": min_count,
            "penalty": penalty,
            "rounds": rounds,
        },
    )


def _cells(
    examples: Sequence[tuple[Sequence[str], str]], column: Mapping[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give row and column of each feature that an example has, each once, in order."""
    cells = sorted(
        {
            (row, column[feature])
            for row, (features, _) in enumerate(examples)
            for feature in features
            if feature in column
        }
    )
    rows = np.array([row for row, _ in cells], dtype=np.int64)
    return rows, np.array([col for _, col in cells], dtype=np.int64)


def _rounded(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in values)


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
    """Descend the cross-entropy by AdaGrad, all examples at each step.

    Args:
        rows: Example of each cell.
        columns: Feature of each cell.
        truth: 1 at each example's class, examples by classes.
        width: How many features there are.
        penalty: As in `fit_linear`.
        rounds: Likewise.

    Returns:
        Weights, features by classes, and the bias of each class.
    """
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
