"""Which numbers measure something: everything else gets the reason why it does not.

Numbers and units are read in `quantity_shape`; what a number measures is decided later.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.extract.quantity_shape import Measure
from kg.extract.quantity_size import is_threshold
from kg.extract.quantity_unit import alternation
from kg.extract.quantity_word import quantity_table
from kg.model import ResidueReason

STOPS: Final = "，。；：、！？,;:!?（）()\n"
_STOP: Final = f"[{STOPS}]"
_WORD: Final = re.compile(r"[A-Za-z+＋年月日”号个]")
_SPOKEN_LEAST: Final = 10
_YEAR: Final = range(1900, 2100)
_QUOTE: Final = re.compile(r"[“\"‘「『《〈][^”\"’」』》〉，。；]*$")
_CITED: Final = re.compile(r"“[^”，。；]{3,}(?:增长|下降|达到|低于|高于)$")
_CLOSED: Final = re.compile(r"[^“‘「『《〈，。；]*[”\"’」』》〉]")
_SECTORS: Final = re.compile("、第?[二三](?:、第?三)?次?产业")


@dataclass(frozen=True, slots=True)
class _Patterns:
    bare: re.Pattern[str]
    unitless: re.Pattern[str]
    rank: re.Pattern[str]
    ranked: re.Pattern[str]
    top: re.Pattern[str]
    idea: re.Pattern[str]
    repeated: re.Pattern[str]
    idiom: re.Pattern[str]
    aged: re.Pattern[str]
    lasting: re.Pattern[str]
    lasted: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = quantity_table()
    filler = f"(?:{alternation(table.filler)})?"
    return _Patterns(
        bare=re.compile(f"(?:{alternation(table.bare_before)}){filler}$"),
        unitless=re.compile(f"(?:{alternation(table.unitless_before)})[^，。；\\d]{{0,10}}$"),
        rank=re.compile(f"(?:{alternation(table.rank_before)})[^，。；]{{0,8}}$"),
        ranked=re.compile(f"{_STOP}|$|{alternation(table.rank_after)}"),
        top=re.compile(f"(?:{alternation(table.top_not_before)})[^，。；]{{0,4}}$"),
        idea=re.compile(rf"[“\"‘《]|{alternation(table.spoken_not_after)}"),
        lasting=re.compile(f"(?:{alternation(table.duration_before)})[^，。；]{{0,12}}$"),
        lasted=re.compile(f"[^，。；]{{0,6}}(?:{alternation(table.duration_after)})"),
        repeated=re.compile(f"(?:{alternation(table.times_not_before)})$"),
        idiom=re.compile(alternation(table.idioms)),
        aged=re.compile(f"(?:{alternation(table.age_before)})[^，。；]{{0,8}}$"),
    )


def sift(text: str, measure: Measure) -> ResidueReason | None:
    """Tell why a number measures nothing.

    Args:
        text: The text that the measure's span points into.
        measure: Of `find_measures`.

    Returns:
        The reason, or None if the number measures something.
    """
    start, end = measure.span.start, measure.span.end
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if not before.endswith("GDP") and _is_latin(before[-1:], after[:1], measure):
        return "name"
    if _QUOTE.search(before) and _CLOSED.match(after) and not _is_cited(measure, before):
        return "name" if _QUOTE.search(before)[0][0] in "《〈" else "slogan"  # type: ignore[index]
    if measure.shape == "rank":
        return None if _is_rank(measure, before, after) else "ordinal"
    if measure.unit.base != "percent" and is_threshold(measure, before, after):
        return "unlinked"
    if measure.shape != "number":
        return _ranged(measure)
    return _BY_ROLE[measure.unit.role](measure, before, after)


def _is_cited(measure: Measure, before: str) -> bool:
    """Tell whether quotes hold an aim (“生产总值增长7%”), not a name."""
    return measure.unit.base == "percent" and _CITED.search(before) is not None


def _is_latin(before: str, after: str, measure: Measure) -> bool:
    if (
        before.isascii()
        and (before.isalpha() or before in {"[", "［", "〔", ".", "·", "+"})
        and before
    ):
        return True
    return measure.unit.id == "none" and after.isascii() and after.isalpha()


def _is_rank(measure: Measure, before: str, after: str) -> bool:
    patterns = _patterns()
    if patterns.top.search(before) or not patterns.rank.search(before):
        return False
    is_listed = _SECTORS.match(after) is not None  # 第一、第二、第三产业
    return measure.is_placed or (patterns.ranked.match(after) is not None and not is_listed)


def _ranged(measure: Measure) -> ResidueReason | None:
    if measure.unit.id == "year" or measure.unit.role in {"size", "age"}:
        return "date" if measure.unit.id == "year" else "name"
    return None


def _plain(measure: Measure, before: str, after: str) -> ResidueReason | None:
    """Judge a number with a unit of measure, or with none."""
    if measure.unit.id == "none":
        return _without_unit(measure, before, after)
    if measure.is_bare and (after.startswith("级") or not _patterns().bare.search(before)):
        return "unlinked"
    if measure.is_spoken and measure.low is not None and measure.low < _SPOKEN_LEAST:
        return "name" if measure.unit.id in {"yuan", "score", "degree"} else None
    return None


def _without_unit(measure: Measure, before: str, after: str) -> ResidueReason | None:
    """Judge a number alone. Five digits without 万 are a telephone number sooner than a figure."""
    scaled = measure.low is not None and measure.low >= 10_000
    if measure.is_spoken:
        cue = measure.is_bare and scaled and _patterns().bare.search(before)
        return None if cue else "article"
    is_digits = measure.numeral.isdigit() and len(measure.numeral) == len(measure.span)
    if scaled and len(measure.span) > 1 and not is_digits:
        return None
    if _patterns().unitless.search(before) and not _WORD.match(after):
        return None
    return "unexplained"


def _classified(measure: Measure, before: str, after: str) -> ResidueReason | None:
    if before[-1:] == "第":
        return "ordinal"
    if measure.is_bare:
        bare = _patterns().bare.search(before) and not after.startswith(("级", "万户"))
        return None if bare else "article"
    if measure.unit.id == "time" and _patterns().repeated.search(before):
        return "ordinal"
    if not measure.is_spoken:
        return "article" if after.startswith("方面") else None
    if measure.low is not None and measure.low < 2:
        return "article"
    if measure.numeral == "二":
        return "ordinal"
    return "slogan" if _patterns().idea.match(after) else None


def _lasting(measure: Measure, before: str, after: str) -> ResidueReason | None:
    if measure.unit.id == "year" and measure.low is not None and int(measure.low) in _YEAR:
        return "date"
    patterns = _patterns()
    if patterns.lasting.search(before) or patterns.lasted.match(after):
        return None
    return "date"


def _sized(measure: Measure, before: str, after: str) -> ResidueReason | None:
    return "name"


def _aged(measure: Measure, before: str, after: str) -> ResidueReason | None:
    return None if _patterns().aged.search(before) else "name"


_BY_ROLE: Final[dict[str, Callable[[Measure, str, str], ResidueReason | None]]] = {
    "measure": _plain,
    "classifier": _classified,
    "duration": _lasting,
    "size": _sized,
    "age": _aged,
}
