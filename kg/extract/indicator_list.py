"""Which member of a list of names each number of a list goes with (货物、集装箱吞吐量分别为X和Y),
and whether one number is said of two names (A收入和B收入增长8%): by the form of the list alone.
Single names are chosen in `kg.extract.indicator`."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from kg.extract.indicator_feature import MEASURE, Place, is_link, is_stop, may_end
from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table

Words = tuple[int, int]
"""First and last word of a name."""

SHARED: Final = "分别"
_MOST: Final = 6
_ETC_WORDS: Final = 5
_SAID: Final = 4
"""How many words a clause may end with that name nothing (财政收入再上新台阶)."""

_ETC: Final = re.compile("等[^，。；、\\d]{0,6}指标$")
"""At the end of a list (A、B、C等主要指标分别增长)."""

_TWO: Final = re.compile("存贷款")
"""A member of a list that is two."""

_HALVES: Final = frozenset({"城镇", "城市", "城镇居民"})
_SECOND: Final = ("农村", "乡村", "农民", "农牧", "农区", "渔农")
"""How the second of two things begins where the first has its tail from it (城镇和农村居民收入)."""


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = quantity_table()
    return (
        re.compile(f"(?:{alternation(table.measured)})$"),
        re.compile(f"(?:{alternation(table.parts)})$"),
    )


def is_measured(words: str) -> bool:
    """Tell whether words end like the name of something measured (收入, 率)."""
    return _endings()[0].search(words) is not None


def names_measured(words: str) -> bool:
    """Tell whether words hold the name of something measured."""
    return _inside().search(words) is not None


@cache
def _inside() -> re.Pattern[str]:
    return re.compile(alternation(w for w in quantity_table().measured if len(w) > 1))


def listed(
    place: Place, number: int, size: int, choose_first: Callable[[int], int]
) -> list[Words] | None:
    """Find the names that a list of numbers goes with, one each.

    Args:
        place: The sentence.
        number: The first of the numbers.
        size: How many numbers the list has.
        choose_first: Tells the first word of a name from its last.

    Returns:
        As many names, in the order of the text; None where no such list stands before the numbers.
    """
    if not 1 < size <= _MOST:
        return None
    end, is_shared = _list_end(place, place.at[number])
    is_before = end is None and is_shared
    if is_before:
        end = _end_of_clause_before(place, place.at[number])
    is_strict = is_before or not is_shared
    members = None if end is None else _members(place, end, size, strict=is_strict)
    if members is None:
        return None
    first = max(members[0][0], choose_first(members[0][1]))
    return [(first, members[0][1]), *members[1:]]


def is_referred(place: Place, number: int, *, is_second: bool) -> bool:
    """Tell whether a list of numbers goes with the names of the numbers before it: its clause has
    no name, and 分别 or a list of as many before it (分别增长10%和11%，达到5万元和2万元).

    Args:
        place: The sentence.
        number: The first of the numbers.
        is_second: Whether a list of as many numbers stands before.
    """
    end, is_shared = _list_end(place, place.at[number])
    return end is None and (is_shared or is_second)


def last_names(chosen: Sequence[Words | None], size: int) -> list[Words]:
    """Return the last names that the numbers before have, in the order of the text; each once
    where each number rose from another."""
    last = chosen[-2 * size :: 2] if are_steps(chosen, size) else chosen[-size:]
    return [words for words in last if words is not None]


def are_steps(chosen: Sequence[Words | None], size: int) -> bool:
    """Tell whether the numbers before are what each of so many names rose from and to."""
    steps = chosen[-2 * size :]
    return len(set(steps)) == size > 1 and steps[::2] == steps[1::2] and None not in steps


def _list_end(place: Place, head: int) -> tuple[int | None, bool]:
    """Return the last word of the list before a number, None where its clause has no name, and
    whether 分别 stands between."""
    at, is_shared = head - 1, False
    while at >= 0 and not is_stop(place.words[at]) and place.tags[at] != MEASURE:
        if place.words[at] == SHARED:
            is_shared = True
            compared = _comparison(place, at)
            at = at if compared is None else compared
        elif may_end(place, at):
            return _before_etc(place, at), is_shared
        at -= 1
    return None, is_shared


def _before_etc(place: Place, end: int) -> int:
    """Return the last word of a list before the words that only sum it up (等主要指标)."""
    found = _ETC.search(place.text, place.starts[max(0, end - _ETC_WORDS)], place.ends[end])
    if found is None:
        return end
    while end > 0 and place.ends[end] > found.start():
        end -= 1
    return end


def _end_of_clause_before(place: Place, head: int) -> int | None:
    """Return the last word of the clause before a number's, where that is a name without a number
    of its own (税收和利润，分别增长8%和9%)."""
    at = head - 1
    while at >= 0 and not is_stop(place.words[at]):
        at -= 1
    if at <= 0 or place.words[at] != "，":
        return None
    for end in range(at - 1, max(-1, at - 1 - _SAID), -1):
        if place.tags[end] == MEASURE or is_stop(place.words[end]) or is_link(place.words[end]):
            return None
        if may_end(place, end) and (end == at - 1 or is_measured(place.words[end])):
            return _before_etc(place, end)
    return None


def _comparison(place: Place, at: int) -> int | None:
    """Return where a comparison begins that ends before a word (比上年分别)."""
    for i in range(at - 1, max(-1, at - 7), -1):
        if is_stop(place.words[i]) or is_link(place.words[i]) or place.tags[i] == MEASURE:
            return None
        if place.words[i] in {"比", "较", "与"}:
            return i
    return None


def _members(place: Place, end: int, size: int, *, strict: bool) -> list[Words] | None:
    """Split the words up to `end` into as many members; None where they are more, or fewer, or no
    names of what is measured, which the last is enough to be where it is not `strict`."""
    links: list[int] = []
    at = end
    while at >= 0 and not is_stop(place.words[at]) and place.tags[at] != MEASURE:
        if is_link(place.words[at]):
            links.append(at)
        at -= 1
    starts = [at + 1, *(link + 1 for link in reversed(links))]
    ends = [*(link - 1 for link in reversed(links)), end]
    members = []
    for member in zip(starts, ends, strict=True):
        words = place.text[place.starts[member[0]] : place.ends[member[1]]]
        members += [member] * (2 if _TWO.search(words) and len(links) < size - 1 else 1)
    if len(members) != size:
        return None
    is_list = all(_is_member(place, m, strict=strict or m[1] == end) for m in members)
    return members if is_list else None


def _is_member(place: Place, member: Words, *, strict: bool) -> bool:
    first, last = member
    if first > last or not may_end(place, last):
        return False
    words = place.text[place.starts[first] : place.ends[last]]
    if words in _HALVES and place.text.startswith(_SECOND, place.ends[last] + 1):
        return True
    return is_measured(words) or not (strict or _endings()[1].search(words))


def two_of_one(
    place: Place, number: int, words: Words, choose_first: Callable[[int], int]
) -> Sequence[Words]:
    """Find the second name that a share or change is said of (A收入和B收入增长8%).

    Args:
        place: The sentence.
        number: Which of its numbers.
        words: What it was found to measure: one of the two.
        choose_first: Tells the first word of a name from its last.

    Returns:
        Both names in the order of the text; `words` alone where it is the only one.
    """
    measure = place.measures[number]
    is_of_two = measure.unit.base in {"percent", "doubling"} or measure.shape == "rank"
    if not is_of_two or words[1] > place.at[number]:
        return [words]
    last = _last_before(place, number, words[1])
    members = None if last is None else _members(place, last, 2, strict=True)
    if members is None or words[1] not in {member[1] for member in members}:
        return [words]
    return [(max(members[0][0], choose_first(members[0][1])), members[0][1]), members[1]]


def _last_before(place: Place, number: int, last: int) -> int | None:
    """Return the last word of the list that holds the word `last`; None where the number stands in
    another clause or more names follow."""
    at = place.at[number]
    for i in range(last + 1, at):
        if is_stop(place.words[i]) or place.tags[i] == MEASURE:
            return None
    compared = _comparison(place, at)
    end = (at if compared is None else max(last + 1, compared)) - 1
    while end > last and not may_end(place, end):
        end -= 1
    return end
