"""How much the wording of one sentence leans to a plan or to a review, by learnt weights of its
word pieces. What stands around the sentence, headings first, is weighed in `kg.extract.part`."""

import math
import re
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec

from kg.extract.weight import read_learnt

MODEL_FILE: Final = "model/side.json"
SCALE: Final = 3.0
"""What the sum of the weights is multiplied with, over the root of how many there are."""

_DIGITS: Final = re.compile(r"[0-9０-９.．]+")
_CLAUSE: Final = re.compile(r"[，。；：！？,;:!?\s]+")


class SideModel(msgspec.Struct, frozen=True):
    """The learnt weights, and what they were learnt from.

    Args:
        bias: The leaning of a sentence of which nothing is known.
        weights: By feature; above zero leans to a plan.
        record: How it was trained: data hash, settings, figures.
    """

    bias: float
    weights: dict[str, float]
    record: dict[str, str | int | float]


def features(text: str) -> set[str]:
    """Cut a sentence into its word pieces: pairs of characters, and how its clauses open and
    close, where the genre's plans have their verb first and its reviews have it last."""
    found: set[str] = set()
    for clause in _CLAUSE.split(_DIGITS.sub("0", text)):
        if not clause:
            continue
        for size in (1, 2, 4):
            found.add("^" + clause[:size])
            found.add(clause[-size:] + "$")
        found.update(left + right for left, right in pairwise(clause))
        found.update(sign for sign in "了已将要" if sign in clause)
    return found


@cache
def side_model() -> SideModel:
    """Load the weights, once in a process.

    Raises:
        RuleFileError: The file is missing or broken.
    """
    return read_learnt(MODEL_FILE, SideModel)


def lean(text: str, model: SideModel) -> float:
    """Return the log-odds that a sentence with this wording stands in a plan."""
    weights = model.weights
    # Sorted, since a sum of floats depends on its order.
    known = [weights[piece] for piece in sorted(features(text)) if piece in weights]
    return model.bias + SCALE * sum(known) / math.sqrt(max(1, len(known)))
