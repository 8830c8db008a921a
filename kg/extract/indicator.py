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
from kg.extract.indicator_member import (
    Words,
    completed,
    is_said_of_each,
    listed_before,
    parts_of,
    share_out,
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
) -> list[list[Span]]:
    """Find the words that name what each number of a sentence measures.

    Args:
        place: The sentence.
        orders: Each number's place in its list of numbers, and how many follow it there.
        weights: Of the ranker; None takes those of the package.

    Returns:
        Spans into the sentence for each number: none where no word can name it, several where it
        is said of each member of a list.
    """
    table = _table() if weights is None else weights
    chosen: list[Words | None] = []
    found: list[list[Span]] = []
    for number, order in enumerate(orders):
        words = _choose(place, number, order, chosen, table)
        chosen.append(words)
        found.append([] if words is None else _spans(place, number, words, table))
    return _shared(place.text, found, orders)


def _choose(
    place: Place,
    number: int,
    order: tuple[int, int],
    chosen: Sequence[Words | None],
    table: dict[str, float],
) -> Words | None:
    ends = end_candidates(place, number)
    if not ends:
        return None
    frame = read_frame(place, number, order)
    last = _best(ends, (end_features(place, number, frame, i, chosen) for i in ends), table)
    return _first(place, number, last, chosen, table), last


def _first(
    place: Place,
    number: int,
    last: int,
    chosen: Sequence[Words | None],
    table: dict[str, float],
) -> int:
    firsts = start_candidates(place, number, last)
    rows = (start_features(place, number, i, last, chosen) for i in firsts)
    return _best(firsts, rows, table)


def _spans(place: Place, number: int, words: Words, table: dict[str, float]) -> list[Span]:
    members = listed_before(
        place, number, words, lambda last: _first(place, number, last, (None,) * number, table)
    )
    spans = [span_of(place, *member) for member in members]
    if len(spans) == 1 and is_said_of_each(place, number):
        return parts_of(place.text, spans[0])
    return spans


def _shared(
    text: str, found: list[list[Span]], orders: Sequence[tuple[int, int]]
) -> list[list[Span]]:
    """Share a name of two things out to the two numbers of a list."""
    others = [span for spans in found for span in spans]
    result = [[completed(text, span, others) for span in spans] for spans in found]
    for number, (order, left) in enumerate(orders):
        pair = result[number : number + 2]
        if order == 0 and left == 1 and all(len(spans) == 1 for spans in pair):
            parts = share_out(text, [spans[0] for spans in pair])
            result[number], result[number + 1] = [parts[0]], [parts[1]]
    return result


def _best(candidates: Sequence[int], rows: Iterable[list[str]], table: dict[str, float]) -> int:
    """Return the candidate of the highest score; of equals the first."""
    best, top = candidates[0], float("-inf")
    get = table.get
    for candidate, features in zip(candidates, rows, strict=True):
        score = sum(map(get, features, repeat(0.0)))
        if score > top:
            best, top = candidate, score
    return best
