"""Which words of a sentence name what a number measures: a learnt ranker chooses the last word of
the name, then its first. What is said of the candidates is in `kg.extract.indicator_feature`."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Final

from kg.extract.indicator_feature import (
    Place,
    end_candidates,
    end_features,
    read_frame,
    span_of,
    start_candidates,
    start_features,
)
from kg.extract.weight import load_weights
from kg.text import Span

WEIGHTS: Final = "model/indicator.json"


@cache
def _table() -> dict[str, float]:
    return {name: row[0] for name, row in load_weights(WEIGHTS).weights.items()}


def find_indicators(
    place: Place,
    orders: Sequence[tuple[int, int]],
    *,
    weights: dict[str, float] | None = None,
) -> list[Span | None]:
    """Find the words that name what each number of a sentence measures.

    Args:
        place: The sentence.
        orders: Each number's place in its list of numbers, and how many follow it there.
        weights: Of the ranker; None takes those of the package.

    Returns:
        One span into the sentence a number, None where no word can name it.
    """
    table = _table() if weights is None else weights
    chosen: list[tuple[int, int] | None] = []
    for number in range(len(place.measures)):
        chosen.append(None)
        ends = end_candidates(place, number)
        if not ends:
            continue
        frame = read_frame(place, number, orders[number])
        last = _best(ends, (end_features(place, number, frame, i, chosen) for i in ends), table)
        firsts = start_candidates(place, number, last)
        rows = (start_features(place, number, i, last, chosen) for i in firsts)
        chosen[number] = (_best(firsts, rows, table), last)
    return [None if words is None else span_of(place, *words) for words in chosen]


def _best(candidates: Sequence[int], rows: Iterable[list[str]], table: dict[str, float]) -> int:
    """Return the candidate of the highest score; of equals the first."""
    best, top = candidates[0], float("-inf")
    get = table.get
    for candidate, features in zip(candidates, rows, strict=True):
        score = sum(map(get, features, repeat(0.0)))
        if score > top:
            best, top = candidate, score
    return best
