"""Learnt weights as files of `kg/data`, and the linear classifier that most of them are: a table
of features. What the features and the classes mean is the business of the module that defines
them."""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from kg.errors import RuleFileError
from kg.rules import data_path

Learnt = TypeVar("Learnt", bound=msgspec.Struct)


class Weights(msgspec.Struct, frozen=True):
    """A linear classifier.

    Args:
        classes: Names of the classes.
        bias: One number a class.
        weights: By feature, one number a class, in log-odds.
        record: How it was trained: data hash, settings, figures.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    record: dict[str, str | int | float]

    def probabilities(self, features: Iterable[str]) -> Sequence[float]:
        """Return the probability of each class, in the order of `classes`.

        Args:
            features: What is known; a name that the table lacks is passed over, and one that is
                given twice counts twice.
        """
        known = map(self.weights.get, features)
        rows = [self.bias, *[row for row in known if row is not None]]
        sums = list(map(sum, zip(*rows, strict=True)))
        top = max(sums)
        exponents = [math.exp(value - top) for value in sums]
        whole = sum(exponents)
        return [value / whole for value in exponents]

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """Return the likeliest class and its probability; of equals the first."""
        chances = self.probabilities(features)
        top = max(range(len(chances)), key=lambda i: (chances[i], -i))
        return self.classes[top], chances[top]


@cache
def load_weights(name: str) -> Weights:
    """Load a classifier of `kg/data`, once in a process.

    Raises:
        RuleFileError: The file is missing or broken.
    """
    return read_learnt(name, Weights)


def read_learnt(name: str, kind: type[Learnt]) -> Learnt:
    """Read what was learnt from a file of `kg/data`.

    Args:
        name: The file's path below `kg/data`.
        kind: What it must hold.

    Raises:
        RuleFileError: The file is missing or broken.
    """
    try:
        raw = data_path(name).read_bytes()
    except OSError as exc:
        raise RuleFileError(f"{name}: cannot be read: {exc}") from exc
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as exc:
        raise RuleFileError(f"{name}: {exc}") from exc
