"""Candidates for the first word of an indicator whose last word is known, and what can be said of
them: features for the learnt ranker of `kg.extract.indicator`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kg.extract.indicator_feature import (
    MEASURE,
    Place,
    is_compared,
    is_link,
    is_stop,
    word_at,
)
from kg.indicator import candidates, normalise, openings

_LENGTH: Final = 12
HEADLINE: Final = frozenset(
    {
        "gdp",
        "industry_value_added",
        "fixed_investment",
        "retail_sales",
        "imports_exports",
        "exports",
        "budget_revenue",
        "fiscal_revenue",
        "tax_revenue",
        "budget_expenditure",
        "urban_income",
        "rural_income",
        "resident_income",
        "cpi",
        "urban_jobs",
        "unemployment_registered",
        "unemployment_surveyed",
    }
)
"""Indicators whose full names mean them wherever they stand right before a number."""
_WIDE: Final = 6
"""How many words before its last a headline indicator begins at most."""

_NO_START: Final = frozenset({"的", "了", "）", ")", "”", "》", "等"})


def start_candidates(place: Place, number: int, last: int) -> list[int]:
    """Return which words may be the first of an indicator that ends with the word `last`."""
    floor = place.at[number] if last > place.at[number] else -1
    found = []
    for i in range(last, max(floor, last - _LENGTH), -1):
        if is_stop(place.words[i]) or place.tags[i] == MEASURE:
            break
        if place.words[i] not in _NO_START and not is_link(place.words[i]):
            found.append(i)
    return found or [last]


def named_here(place: Place, number: int, ends: Sequence[int]) -> tuple[int, int] | None:
    """Find a headline indicator that nothing but words of how parts from its number.

    Args:
        place: The sentence.
        number: Which of its numbers.
        ends: The words that may be the last of its indicator.

    Returns:
        Its first and last word, None where no such name stands right before the number.
    """
    at = place.at[number]
    last = max((i for i in ends if i < at), default=None)
    if last is None or is_compared(place, last):
        return None
    if any(is_stop(place.words[i]) or place.tags[i] == MEASURE for i in range(last + 1, at)):
        return None
    for first in reversed(start_candidates(place, number, last)):
        if _names_headline(place, first, last):
            return first, last
    return None


def widened(place: Place, number: int, first: int, last: int) -> int:
    """Return where a headline indicator begins of which the words found are only the end
    (固定资产投资总规模); `first` where they are not."""
    if _names_headline(place, first, last):
        return first
    for i in reversed(start_candidates(place, number, last)):
        if i >= first or last - i > _WIDE:
            continue
        if place.text.startswith(openings(), place.starts[i]) and _names_headline(place, i, last):
            return i
    return first


def _names_headline(place: Place, first: int, last: int) -> bool:
    return _is_headline(place.text[place.starts[first] : place.ends[last]])


@lru_cache(maxsize=4096)
def _is_headline(words: str) -> bool:
    return any(row.id in HEADLINE for row in candidates(normalise(words)))


def start_features(
    place: Place,
    number: int,
    first: int,
    last: int,
    previous: Sequence[tuple[int, int] | None],
) -> list[str]:
    """Describe a word as the first of an indicator whose last word is known."""
    words, tags = place.words, place.tags
    word, tag = words[first], tags[first]
    before, before_tag = word_at(place, first - 1)
    size = last - first
    side = "R" if last > place.at[number] else "L"
    tail = words[last]
    result = [
        f"sa{min(size, 8)}",
        f"sb{tag}{before_tag}{side}",
        f"sc{word}",
        f"sd{before}",
        f"se{before}{tag}",
        f"sf{before_tag}{word}",
        f"sg{tag}{min(size, 4)}",
        f"sh{word}{tail}",
        f"si{before_tag}{tail}",
        f"sj{before}{side}{min(size, 3)}",
        f"sk{tag}{word_at(place, first + 1)[1] if size else '$'}{before_tag}",
        f"sl{word_at(place, first - 2)[1]}{before_tag}{tag}",
        f"sm{sum(is_link(w) for w in words[first:last])}{is_link(before):d}",
        f"sn{'的' in words[first:last]:d}",
        f"so{place.ends[last] - place.starts[first]}",
    ]
    for back in range(1, min(3, number) + 1):
        taken = previous[number - back]
        if taken == (first, last):
            result.append(f"sp{back}")
            break
    return result
