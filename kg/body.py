"""The bodies in a list that 任务分工 names: 市教育局、市财政局和各县区政府等, and the typed view of
`data/duties.toml`. What they do is not decided here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kg.rules import Strict, any_of, load
from kg.text import Span

Role = Literal["lead", "duty", "support"]
Label = Literal["lead", "duty", "support", "deadline", "other"]

_LONGEST: Final = 30
"""No body's name is longer, in code points."""

_MEMBER: Final = re.compile(r"(?:[^、（(<〈]|[（(<〈][^（）()<>〈〉]{0,30}[）)>〉]|[（(<〈])+")
_LEAD_IN: Final = re.compile(r"(?:[\s:：]|其中|由)+")
_ETC: Final = re.compile(
    r"等(?:\d+个|[一二三四五六七八九十]+个|多个)?(?:[省市县区]级?|中央|国家)?(?:直属?)?(?:有关|相关|各有关|各相关|各)?"
    r"(?:职能)?(?:部门|单位|方面|地方|科室)?(?:和单位)?$"
)
_AND: Final = re.compile(r"以及|和|及|与|\s+|/")
_CLASS: Final = re.compile(
    r"^.{0,4}各|(?:有关|相关)(?:部门|单位|科室)$|[（(<〈][^（）()<>〈〉]{1,4}[）)>〉][区市县旗园]"
    r"|^(?:(?:[省市县区旗州盟乡镇级（）()]|街道){2,8}|街道)(?:人民)?(?:政府|党委|管委会|办事处)?$"
)
"""What is said of every body of a kind: 各县区, 县（市）区政府."""

_DUE: Final = re.compile(r"[（(][^（）()]*\d[^（）()]*[）)]?$")
"""A bracket behind a body with a number (2024年6月底前), which is no part of its name."""

_COUNTED: Final = re.compile(r"\d+\s*(?:[年月日个家项万亿%％]|$)")
_FEW: Final = r"(?<![第\d])\d+[余多]?\s*(?!局)"
"""A count; some make a name (市第1医院, 中铁20局)."""


class BodyWords(Strict):
    """Words around the bodies, and what is a body."""

    manner: tuple[str, ...]
    apart: tuple[str, ...]
    joint: tuple[str, ...]
    generic: tuple[str, ...]
    generic_whole: tuple[str, ...]
    opening: tuple[str, ...]
    opening_name: tuple[str, ...]
    opening_ending: tuple[str, ...]
    after_each: tuple[str, ...]
    half: tuple[str, ...]
    ending: tuple[str, ...]


class KindWords(Strict):
    """What a label names: bodies or persons, and what may stand around its words."""

    body: tuple[str, ...]
    person: tuple[str, ...]
    before: tuple[str, ...]
    between: tuple[str, ...]


class FieldWords(Strict):
    """Labels of what stands above a list of bodies."""

    labels: tuple[str, ...]


class DutyTable(Strict):
    """The whole of `data/duties.toml`."""

    label: Mapping[Literal["lead", "duty", "support", "leader"], tuple[str, ...]]
    kind: KindWords
    whole: Mapping[Label, tuple[str, ...]]
    verb: Mapping[Role, tuple[str, ...]]
    field: FieldWords
    words: BodyWords


@dataclass(frozen=True, slots=True)
class _Patterns:
    generic: re.Pattern[str]
    after_each: re.Pattern[str]
    ending: re.Pattern[str]
    task: re.Pattern[str]
    halves: frozenset[str]


def duty_table() -> DutyTable:
    """Return `data/duties.toml`, read once in a process."""
    return load("duties.toml", DutyTable)


@cache
def _patterns() -> _Patterns:
    words = duty_table().words
    ending = rf"(?:{any_of(words.ending)})(?:[（(〈<][^（）()]+[）)〉>])?$"
    verb, named = any_of(words.opening), any_of(words.opening_name)
    end = any_of(words.opening_ending)
    return _Patterns(
        generic=re.compile(rf"(?:{any_of(words.generic)})|(?:{any_of(words.generic_whole)})+$"),
        after_each=re.compile(rf"(?:{any_of(words.after_each)})"),
        ending=re.compile(ending),
        task=re.compile(rf"^(?!{named}|.*(?:{end})$)(?:{verb})|{_FEW}{ending}"),
        halves=frozenset(words.half),
    )


def bodies(text: str, start: int, end: int, *, any_ending: bool = False) -> list[Span]:
    """Part a list of bodies into its members, in the order of the text.

    Args:
        text: The whole text.
        start: Where the list begins in it.
        end: Where it ends.
        any_ending: Whether a name may end in any way, since nothing but bodies is there; blanks
            then part whatever is before them.

    Returns:
        Without classes of bodies (有关部门, 各县区政府、园区管委会); empty where none is named.
    """
    found: list[Span] = []
    before = ""
    for member in _MEMBER.finditer(text, start, end):
        words = member[0].strip()
        if before.startswith("各") and is_class(words, before=before):
            continue
        before = words
        for left, right in _parted(text, *member.span(), any_ending=any_ending):
            span = _trimmed(text, left, right, any_ending=any_ending)
            if span is not None:
                found.append(span)
    return found


def is_class(words: str, *, before: str = "") -> bool:
    """Tell whether words stand for all bodies of a kind (有关部门, 各县区政府); some do only behind
    one with 各 in the same list (各县区政府、园区管委会)."""
    patterns = _patterns()
    if before.startswith("各") and patterns.after_each.match(words):
        return True
    return patterns.generic.match(words) is not None or _CLASS.search(words) is not None


def is_body_list(words: str) -> bool:
    """Tell whether words are a list of bodies, or of classes of them, and nothing else; tasks that
    end like one are none (新建幼儿园3所, 改造老旧小区)."""
    listed = re.split("[，,；;/]", words.strip(" 　。"))
    parts = [part[0].strip() for each in listed for part in _MEMBER.finditer(each)]
    parts = [part for part in parts if part]
    return bool(parts) and all(
        len(part) <= _LONGEST
        and not _patterns().task.search(part)
        and (_CLASS.search(part) or _patterns().ending.search(_ETC.sub("", part)))
        for part in parts
    )


def _parted(text: str, start: int, end: int, *, any_ending: bool) -> Iterator[tuple[int, int]]:
    """Part at 和 and its like where a body ends before it (not in 住房和城乡建设局)."""
    ending = _patterns().ending
    for match in _AND.finditer(text, start, end):
        left = _ETC.sub("", text[start : match.start()])
        is_parting = any_ending and (match[0] == "/" or match[0].isspace())
        is_half = left in _patterns().halves and not is_parting
        if is_half or _is_inside(text, start, match.start()):
            continue
        is_end = left != text[start : match.start()] or ending.search(left) is not None
        if len(left) > 1 and (is_end or is_parting):
            yield start, match.start()
            start = match.end()
    yield start, end


def _is_inside(text: str, start: int, at: int) -> bool:
    """Tell whether a place is within a bracket that opened behind the start."""
    before = text[start:at]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")


def _trimmed(text: str, start: int, end: int, *, any_ending: bool) -> Span | None:
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    words = text[start:end].rstrip(" 　\t|。.;；")
    if words.endswith(("）", ")")) and not re.search("[（(]", words):
        words = words[:-1]
    words = _ETC.sub("", _DUE.sub("", words)).rstrip()
    if not 2 <= len(words) <= _LONGEST or is_class(words) or _COUNTED.search(words):
        return None
    if not any_ending and not _patterns().ending.search(words):
        return None
    return Span(start, start + len(words))
