"""The words of a sentence around its numbers, and what can be said of them as candidates for the
indicator of a number: features for the learnt ranker of `kg.extract.indicator`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import rjieba

from kg.extract.quantity_shape import Measure
from kg.extract.quantity_word import quantity_table
from kg.text import Span

MEASURE: Final = "M"
_STRONG: Final = frozenset("，。；：！？,;:!?")
_WEAK: Final = frozenset("、和与及或") | {"以及"}
_CLOSES: Final = {"（": "）", "(": ")"}

_CONTENT: Final = frozenset("nvabijltsfrzghqe")
_HEIGHTS: Final = frozenset({"大关", "台阶", "新台阶", "关口", "门槛", "人民币"})
"""What is passed or reached and measured by nothing (突破100亿元大关)."""
_LEFT: Final = 45
_RIGHT: Final = 14
_NOUNS: Final = frozenset("njle")
_COMPARED: Final = frozenset(
    {"比", "较", "高于", "低于", "占", "超过", "高出", "快于", "相当于", "好于"}
)
_WHEN: Final = frozenset({"t", "m", "“", "”", "f"})
_OUTSIDE: Final = ("^", "^")
_ASIDE: Final = re.compile("(?:以上|左右)?[（(][^（()）]*[)）]")
_HOW: Final = re.compile(
    "(?:按|以|扣除|剔除|考虑)[^，。；、\\d]{0,12}?(?:可比价格?|不变价格?|现行?价格?|价格|口径|因素|影响)(?:计算|测算)?"
    "|(?:比|较)(?:上年|去年|上一年|\\d{4}年)?(?:实绩|调整预算收入|调整预算数|预算数?|计划数?|完成数|决算数?|实际)"
    "|(?:比|较|是|为|从|由|自)[“]?(?:[一二三四五六七八九十]{1,2}五|\\d{4}年?)[”]?(?:时期|期间|末|底|初|年)?的?"
    "|(?:与|同|和)[“]?(?:[一二三四五六七八九十]{1,2}五|\\d{4}年|上年|去年)[”]?(?:时期|期间|末|底|初)?相?比"
    "|在[^，。；、\\d]{2,20}(?:情况|形势|背景|条件)下|由于[^，。；、\\d]{2,14}(?=负?增长|下降)"
    "|[“]?[一二三四五六七八九十]{1,2}五[”]?(?:时期|期间)|[二三四五六七八九十]年(?:间|期间|来)"
    "|(?<=[额值量入资])[（(](?:不?含|不?包括|不?计|剔除|扣除)[^（()）]*[)）]"
    "|(?<=[额值量入资])[（(][^（()）]{0,8}(?:口径|报表数|现价)[)）]"
)
"""By what comparison or measure, of what time or with what a figure is meant: it names nothing
that is measured."""
_MEANT: Final = re.compile("(?:以上|左右)?[（(](?:同口径|同比|可比|按|扣除|剔除)|[^（(以左]")
"""Opens an aside that names nothing even where a number is in it (（同口径增长9%）); the last
alternative is an aside by words alone."""

_YEARS: Final = re.compile(r"[\d一二两三四五六七八九十]+年")


@cache
def _not_named() -> frozenset[str]:
    return frozenset(quantity_table().not_named)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence, cut into words, with the numbers in it that measure something.

    Args:
        text: The sentence; all spans are into it.
        measures: Its numbers, in order.
        words, tags: Its words and what jieba calls them; a number with its unit is one word, `M`.
        starts, ends: Where the words stand.
        at: Which word each number is.
        clause: How many strong marks stand before each word.
        count: How many numbers stand before each word.
        links: How many weak marks stand before each word.
        fenci: How many times 分别 stands before each word.
        taken: Which words are part of a place's name.
    """

    text: str
    measures: Sequence[Measure]
    words: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    at: list[int]
    clause: list[int]
    count: list[int]
    links: list[int]
    fenci: list[int]
    taken: frozenset[int]


def read_place(text: str, measures: Sequence[Measure], names: Sequence[Span] = ()) -> Place:
    """Cut a sentence into words.

    Args:
        text: The sentence.
        measures: Its numbers, in order.
        names: Places in it: an indicator does not end inside one.
    """
    words: list[str] = []
    tags: list[str] = []
    starts: list[int] = []
    at: list[int] = []
    cursor = 0
    for measure in (*measures, None):
        until = len(text) if measure is None else measure.span.start
        for word, tag in rjieba.tag(text[cursor:until]):
            words.append(word)
            tags.append(word if tag == "x" or word in _WEAK else tag)
            starts.append(cursor)
            cursor += len(word)
        if measure is not None:
            at.append(len(words))
            words.append(text[measure.span.start : measure.span.end])
            tags.append(MEASURE)
            starts.append(until)
            cursor = measure.span.end
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    counts = _counts(words, tags)
    aside = [*names, *_asides(text, measures)]
    taken = frozenset(
        i for i, start in enumerate(starts) if any(n.start <= start < n.end for n in aside)
    )
    return Place(text, measures, words, tags, starts, ends, at, *counts, taken)


def _asides(text: str, measures: Sequence[Measure]) -> list[Span]:
    """Find what brackets right behind a number say of it, and words of how it is meant."""
    found = [_ASIDE.match(text, measure.span.end) for measure in measures]
    asides = [Span(*match.span()) for match in (*found, *_HOW.finditer(text)) if match is not None]
    # What a bracket says of the numbers in it is no aside to them (（其中工业增长9%）).
    return [
        aside
        for aside in asides
        if _MEANT.match(text, aside.start)
        or not any(aside.contains(measure.span) for measure in measures)
    ]


def _counts(
    words: Sequence[str], tags: Sequence[str]
) -> tuple[list[int], list[int], list[int], list[int]]:
    clause, count, links, fenci = [0], [0], [0], [0]
    for word, tag in zip(words, tags, strict=True):
        clause.append(clause[-1] + (word in _STRONG))
        count.append(count[-1] + (tag == MEASURE))
        links.append(links[-1] + (word in _WEAK))
        fenci.append(fenci[-1] + (word in {"分别", "各", "均"}))
    return clause, count, links, fenci


def span_of(place: Place, first: int, last: int) -> Span:
    """Return where the words from `first` to `last` stand."""
    return Span(place.starts[first], place.ends[last])


def end_candidates(place: Place, number: int) -> list[int]:
    """Return which words may be the last of a number's indicator."""
    at = place.at[number]
    tags, words = place.tags, place.words
    paces = () if place.measures[number].shape == "rank" else quantity_table().paces
    found = [
        i
        for i in range(max(0, at - _LEFT), at)
        if may_end(place, i) and not (words[i] in paces and _is_bare(place, i))
    ]
    for i in range(at + 1, min(len(words), at + 1 + _RIGHT)):
        if words[i] in _STRONG or tags[i] == MEASURE or words[i] in _HEIGHTS:
            break
        if words[i] in _CLOSES and _holds_number(place, i):
            break
        is_pace = words[i] in paces and tags[i - 1][0] not in _NOUNS
        if may_end(place, i) and not is_pace:
            found.append(i)
    return found


def _holds_number(place: Place, index: int) -> bool:
    """Tell whether a number stands in the bracket that a word opens (（其中工业增长9%）)."""
    close = place.text.find(_CLOSES[place.words[index]], place.starts[index])
    return any(place.starts[index] < measure.span.start < close for measure in place.measures)


def may_end(place: Place, index: int) -> bool:
    """Tell whether a word may be the last of the name of something measured."""
    word = place.words[index]
    if index in place.taken or not _is_content(word, place.tags[index]):
        return False
    if word in quantity_table().totals and _is_bare(place, index):
        return False
    return word not in _not_named() and not _YEARS.fullmatch(word)


def is_link(word: str) -> bool:
    """Tell whether a word joins members of a list."""
    return word in _WEAK


def is_stop(word: str) -> bool:
    """Tell whether a word ends a clause."""
    return word in _STRONG


def _is_bare(place: Place, index: int) -> bool:
    """Tell whether a clause after another begins with a word, but for words of how."""
    for i in range(index - 1, -1, -1):
        if place.words[i] in _STRONG:
            return True
        if place.words[i] not in _not_named() and place.tags[i] not in _WHEN:
            return False
    return False


def _is_content(word: str, tag: str) -> bool:
    return (tag[0] in _CONTENT and word != "的") or word in "）)”" or tag == "eng"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all candidates of one number."""

    unit: str
    before: str
    before_tag: str
    after: str
    after_tag: str
    order: int
    chain: int
    nouns: int


def read_frame(place: Place, number: int, chain: tuple[int, int]) -> Frame:
    """Read the words next to a number.

    Args:
        place: The sentence.
        number: Which of its numbers.
        chain: Its place in a list of numbers, and how many follow it there.
    """
    at = place.at[number]
    measure = place.measures[number]
    unit = measure.unit
    if unit.role == "classifier":
        name = place.words[at].lstrip("0123456789.，,一二三四五六七八九十百千万亿多余两几 ")[:2]
    else:
        name = unit.base if measure.shape != "rank" else "rank"
    before, before_tag = word_at(place, at - 1)
    after, after_tag = word_at(place, at + 1)
    if after in {"以上", "左右", "以内", "以下"}:
        after, after_tag = word_at(place, at + 2)
        after_tag = "+" + after_tag
    return Frame(name, before, before_tag, after, after_tag, *chain, _nouns(place, at))


def _nouns(place: Place, at: int) -> int:
    """Count the nouns between a number and the mark or number before it, up to three."""
    nouns = 0
    for i in range(at - 1, -1, -1):
        if place.words[i] in _STRONG or place.tags[i] == MEASURE:
            break
        nouns += place.tags[i][0] in _NOUNS
    return min(nouns, 3)


def is_compared(place: Place, last: int) -> bool:
    """Tell whether a word of comparison stands before the words that end here (比上年)."""
    for i in range(last, max(-1, last - 7), -1):
        if place.words[i] in _STRONG or place.tags[i] == MEASURE:
            return False
        if place.words[i] in _COMPARED:
            return True
    return False


def word_at(place: Place, index: int) -> tuple[str, str]:
    """Return a word and its tag; signs that no text has where there is none."""
    if 0 <= index < len(place.words):
        return place.words[index], place.tags[index]
    return _OUTSIDE


def end_features(
    place: Place, number: int, frame: Frame, last: int, previous: Sequence[tuple[int, int] | None]
) -> list[str]:
    """Describe a word as the last of a number's indicator.

    Args:
        place: The sentence.
        number: Which of its numbers.
        frame: The words next to it.
        last: The candidate.
        previous: First and last word of the indicators of the numbers before.
    """
    at = place.at[number]
    words, tags = place.words, place.tags
    word, tag = words[last], tags[last]
    after, after_tag = word_at(place, last + 1)
    is_left = last < at
    low, high = (last + 1, at) if is_left else (at + 1, last)
    clauses = min(3, place.clause[high] - place.clause[low])
    counts = min(3, place.count[high] - place.count[low])
    links = min(2, place.links[high] - place.links[low])
    gap = high - low
    where = f"{'L' if is_left else 'R'}{clauses}{counts}{links}"
    near = f"{where[:2]}{min(gap, 6)}"
    result = [
        where,
        f"a{where}{frame.unit}",
        f"b{where}{frame.before}",
        f"c{where}{frame.after_tag}{frame.before_tag}",
        f"d{where}{tag}{after_tag}",
        f"e{where[:2]}{after}",
        f"f{tag}{after_tag}{word_at(place, last + 2)[1]}",
        f"g{word[-1]}{frame.unit}",
        f"h{word}",
        f"i{near}{frame.after_tag}",
        f"j{near}{frame.unit}",
        f"k{where[:3]}{frame.after}",
        f"l{where[0]}{min(gap, 9)}",
        f"m{word[-1]}{after_tag}",
        f"r{where}{frame.nouns}{frame.after_tag}",
        f"s{where[:3]}{frame.nouns}{tag}",
        f"t{where[:2]}{word}",
        f"u{where[:2]}{min(gap, 3)}{tag}{frame.before_tag}",
        f"v{where[:2]}{is_compared(place, last):d}",
    ]
    if gap <= 4:
        result.append(f"n{where[0]}{'.'.join(words[low:high])}")
        result.append(f"o{where[0]}{'.'.join(tags[low:high])}{tag}")
    if not is_left:
        result.append(f"p{'.'.join(tags[low : high + 1])}")
        result.append(f"q{after}{after_tag}")
    else:
        result += _left_features(place, number, frame, last, where, previous)
    return result


def _left_features(
    place: Place,
    number: int,
    frame: Frame,
    last: int,
    where: str,
    previous: Sequence[tuple[int, int] | None],
) -> list[str]:
    at = place.at[number]
    result = []
    owner = place.tags[last + 1] == MEASURE and last + 1 != at
    if owner:
        result.append(f"A{where}{frame.before_tag}")
    if _is_counted(place, last):
        result.append(f"B{where}{frame.after_tag}")
    for back in range(1, min(4, number) + 1):
        taken = previous[number - back]
        if taken is not None and taken[1] == last:
            first_tag = word_at(place, place.at[number - back] + 1)[0]
            same = place.measures[number - back].unit.base == place.measures[number].unit.base
            result += [
                f"C{back}{where}",
                f"D{back}{frame.before}{same:d}",
                f"E{back}{frame.after_tag}{same:d}{first_tag}{where[1]}",
                f"F{back}{frame.unit}{frame.order}{frame.chain}",
            ]
            break
    else:
        result.append(f"G{where}{number if number < 3 else 3}")
    if place.fenci[at] > place.fenci[last + 1] or frame.order or frame.chain:
        result += _aligned(place, number, frame, last, where)
    return result


def _aligned(place: Place, number: int, frame: Frame, last: int, where: str) -> list[str]:
    """Describe how far a word's place in its list agrees with the number's place in its own."""
    head = place.at[number - frame.order]
    floor = next((i for i in range(head - 1, last, -1) if place.words[i] in _STRONG), head)
    later = place.links[head] - place.links[last + 1]
    fenci = place.fenci[head] - place.fenci[last + 1] > 0
    after = place.words[last + 1]
    listed = after in _WEAK
    crossed = place.count[head] - place.count[last + 1]
    by_number = crossed - frame.chain
    by_link = later - frame.chain
    return [
        f"H{fenci:d}{by_link if abs(by_link) < 3 else 9}{listed:d}{crossed if crossed < 3 else 3}",
        f"I{fenci:d}{by_number if abs(by_number) < 3 else 9}{frame.order}{frame.chain}{where[1]}",
        f"J{fenci:d}{frame.order}{frame.chain}{min(later, 4)}{listed:d}{floor == head:d}",
    ]


def _is_counted(place: Place, last: int) -> bool:
    """Tell whether a number stands before the words that end here (12个农贸市场)."""
    for i in range(last - 1, max(-1, last - 8), -1):
        tag = place.tags[i]
        if tag == MEASURE:
            return True
        if not _is_content(place.words[i], tag) and place.words[i] not in {"的", "以上"}:
            return False
    return False
