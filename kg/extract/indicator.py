"""Which words of a sentence name what a number measures: a learnt ranker chooses the last word of
the name, then its first. What is said of the candidates is in `kg.extract.indicator_feature`."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Final

from kg.extract.indicator_feature import (
    MEASURE,
    Place,
    end_candidates,
    end_features,
    is_stop,
    read_frame,
    span_of,
)
from kg.extract.indicator_list import (
    Words,
    are_steps,
    is_referred,
    last_names,
    listed,
    two_of_one,
)
from kg.extract.indicator_member import (
    are_two,
    completed,
    is_said_of_each,
    listed_before,
    parts_of,
    share_out,
    with_change,
    with_owner,
)
from kg.extract.indicator_start import (
    named_here,
    start_candidates,
    start_features,
    widened,
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
    names: list[Words] | None = None
    several: list[Words] = []
    for number, order in enumerate(orders):
        if order[0] == 0:
            size = order[1] + 1
            is_list = number >= size and orders[number - 1] == (size - 1, 0)
            is_second = len(several) == size or is_list or are_steps(chosen, size)
            before = several if len(several) == size else chosen[-size:] if is_list else chosen
            names = _listed(place, number, before, size, table, is_second=is_second)
        if names is not None:
            chosen.append(names[order[0]])
            found.append([span_of(place, *names[order[0]])])
            continue
        words = _choose(place, number, order, chosen, table)
        chosen.append(words)
        several = [] if words is None else list(_names(place, number, words, order, table))
        found.append(_spans(place, number, several, order))
    return _shared(place.text, found, orders)


def _listed(
    place: Place,
    number: int,
    before: Sequence[Words | None],
    size: int,
    table: dict[str, float],
    *,
    is_second: bool,
) -> list[Words] | None:
    """Find the names that a list of numbers goes with: before it, or of the numbers before."""
    names = listed(
        place, number, size, lambda last: _first(place, number, last, (None,) * number, table)
    )
    if names is None and size > 1 and is_referred(place, number, is_second=is_second):
        known = last_names(before, size)
        is_pair = is_second and size == 2 and _is_of_two(place, known)
        names = known if len(set(known)) == size or is_pair else None
    return names


def _is_of_two(place: Place, names: Sequence[Words]) -> bool:
    """Tell whether two names are one, of two things (城乡居民人均可支配收入)."""
    is_one = len(names) == 2 and names[0] == names[1]
    return is_one and len(parts_of(place.text, span_of(place, *names[0]))) == 2


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
    here = None if _is_near(place, number, last) else named_here(place, number, ends)
    if here is not None:
        return here
    first = _first(place, number, last, chosen, table)
    return widened(place, number, first, last), last


def _is_near(place: Place, number: int, last: int) -> bool:
    """Tell whether no other number and no mark stands between a number and its name."""
    at = place.at[number]
    between = range(last + 1, at)
    return last > at or not any(
        place.tags[i] == MEASURE or is_stop(place.words[i]) or place.words[i] == "、"
        for i in between
    )


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


def _names(
    place: Place,
    number: int,
    words: Words,
    order: tuple[int, int],
    table: dict[str, float],
) -> Sequence[Words]:
    def first(last: int) -> int:
        return _first(place, number, last, (None,) * number, table)

    is_alone = order == (0, 0)
    members: Sequence[Words] = listed_before(place, number, words, first, is_alone=is_alone)
    if len(members) == 1 and order == (0, 0):
        return two_of_one(place, number, words, first)
    return members


def _spans(
    place: Place, number: int, members: Sequence[Words], order: tuple[int, int]
) -> list[Span]:
    spans = [_closed(place.text, span_of(place, *member)) for member in members]
    if len(spans) != 1:
        return spans
    is_of_both = order == (0, 0) and place.measures[number].unit.base == "percent"
    is_each = is_said_of_each(place, number, is_alone=order == (0, 0))
    if is_each or (is_of_both and are_two(place.text, spans[0])):
        return parts_of(place.text, spans[0])
    return spans


def _closed(text: str, span: Span) -> Span:
    """Leave out a bracket that opens inside a name and closes beyond it."""
    words = text[span.start : span.end]
    at = max(words.rfind("（"), words.rfind("("))
    is_open = at > 0 and words.count("（") + words.count("(") > words.count("）") + words.count(")")
    return Span(span.start, span.start + at) if is_open else span


def _shared(
    text: str, found: list[list[Span]], orders: Sequence[tuple[int, int]]
) -> list[list[Span]]:
    """Share a name of two things out to the two numbers of a list."""
    others = [span for spans in found for span in spans]
    result = [
        [with_change(text, with_owner(text, completed(text, span, others))) for span in spans]
        for spans in found
    ]
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
