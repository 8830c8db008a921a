"""Learnt weights of a linear classifier, kept as a table of features. What the features and the
classes mean is the business of the module that defines them."""

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from kg.errors import RuleFileError
from kg.rules import data_path


class Weights(msgspec.Struct, frozen=True):
    """A linear classifier.

    Args:
        classes: Names of the classes.
        bias: One number a class.
        weights: By feature, one number a class.
        record: How it was trained: data hash, settings, figures.
    """

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    record: dict[str, str | int | float]

    def probabilities(self, features: Iterable[str]) -> Sequence[float]:
        """Return the probability of each class, in the order of `classes`."""
        weights = self.weights
        rows = [self.bias, *[weights[feature] for feature in features if feature in weights]]
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
    """Load a table of weights of `kg/data`, once in a process.

    Raises:
        RuleFileError: The file is missing or broken.
    """
    try:
        raw = data_path(name).read_bytes()
    except OSError as exc:
        raise RuleFileError(f"{name}: cannot be read: {exc}") from exc
    try:
        return msgspec.json.decode(raw, type=Weights)
    except msgspec.DecodeError as exc:
        raise RuleFileError(f"{name}: {exc}") from exc
