"""Whose report it is: the division of the issuing government, and its level."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.gazetteer import NATION_CODE, Division, Gazetteer
from kg.model import Level
from kg.read.head import Head
from kg.read.place import place_matcher

NATION: Final = "全国"
_LONGEST: Final = 16
_KINDS: Final = r"(?:自治区|自治州|自治县|自治旗|特别行政区|新区|林区|地区|省|市|州|盟|县|区|旗)"
_UNKNOWN: Final = re.compile(rf"([\u4e00-\u9fff]{{2,9}}?{_KINDS})$")
_CUT: Final = re.compile(r"[^\u4e00-\u9fff]")
_CUT_UNLISTED: Final = re.compile(r"[日在年]|报告|会上|关于|代表")
"""What may stand right before the name of a division that no table has."""
_LEVELS: Final[tuple[tuple[str, Level], ...]] = (
    ("省", "province"),
    ("自治区", "province"),
    ("自治县", "county"),
    ("县", "county"),
    ("区", "county"),
    ("旗", "county"),
    ("市", "city"),
    ("州", "city"),
    ("盟", "city"),
)
_BEFORE: Final = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("text.meeting", r"第[一二三四五六七八九十]{1,3}届人(?:民代表大会|大)"),
        ("text.title", r"(?:人民)?政府(?:\d{4}年)?《?(?:\d{4}年)?(?:政府)?工作报告"),
        ("text.title", r"(?:\d{4}年)?《?政府工作报告"),
        ("text.speaker", r"(?:人民政府|行政公署)?(?:代理?)?(?:[省市县区州盟旗]长|主席|专员)"),
        (
            "text.title",
            r"(?:\d{4}年.{0,6})?(?:国民经济和社会发展|政府工作|重点工作|重点任务|民生实事"
            r"|任务分[工解]|责任分[工解])",
        ),
        ("text.issuer", r"人民政府"),
    )
)
_PARTING: Final = re.compile(r"[^\u4e00-\u9fff]+|政府|人民")
"""What parts the words of a file's name."""

_NATIONAL: Final = re.compile(
    r"届全国人民代表大会|国务院总理|中华人民共和国国务院|^国务院|国办[发函]"
)
_EVERYWHERE: Final = re.compile(r"(?:全|我)(省|市|县|区|州|盟|旗)")
_EVERYWHERE_LEVELS: Final[dict[str, tuple[tuple[Level, ...], str]]] = {
    "省": (("province",), "省"),
    "市": (("province", "city", "county"), "市"),
    "区": (("province", "county"), "区"),
    "州": (("city",), "州"),
    "盟": (("city",), "盟"),
    "县": (("county",), "县"),
    "旗": (("county",), "旗"),
}
"""What 全省, 全市 and their like are about: levels, and how the division's full name ends."""

_FEWEST: Final = 5
"""Fewest times that a text without a head must name the place it is about."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The division whose government issued a report.

    Args:
        region: Its full name; 全国 for the State Council.
        code: GB/T 2260; None where no table has the name, or two places have it.
        level: Of the division.
        rule: What told it.
        rivals: Divisions of the same name that it could be as well; empty where it is clear.
    """

    region: str
    code: str | None
    level: Level
    rule: str
    rivals: tuple[Division, ...] = ()


def issuer_of_head(
    head: Head, text: str, gazetteer: Gazetteer, *, year: int | None
) -> Issuer | None:
    """Tell the issuer from the lines above a report; None where they do not name it."""
    if _NATIONAL.search(head.joined):
        return Issuer(NATION, NATION_CODE, "national", "text.meeting")
    unknown: Issuer | None = None
    for rule, pattern in _BEFORE:
        for words in _before(pattern, head):
            found = _ending(words, gazetteer, year=year)
            if found:
                return _decide(found, words, text, gazetteer, rule=rule)
            unknown = unknown or _unlisted(words, rule)
    return unknown


def issuer_of_name(
    name: str, text: str, gazetteer: Gazetteer, *, year: int | None
) -> Issuer | None:
    """Tell the issuer from a file's name: the longest division in it, the last of equals."""
    if "国务院" in name or NATION in name or "国家" in _PARTING.split(name):
        return Issuer(NATION, NATION_CODE, "national", "file.name")
    best: tuple[int, int, tuple[Division, ...]] | None = None
    for start in range(len(name)):
        for end in range(min(len(name), start + _LONGEST), start + 1, -1):
            found = gazetteer.find(name[start:end], year=year)
            if found:
                full = any(division.name == name[start:end] for division in found)
                key = (full, end - start)
                if best is None or (*key, start) > (*best[:2], 0):
                    best = (*key, found)
                break
    if best is not None:
        return _decide(best[2], name, text, gazetteer, rule="file.name")
    parts = (_unlisted(part, "file.name") for part in _PARTING.split(name))
    return next((issuer for issuer in parts if issuer is not None), None)


def issuer_of_body(text: str, gazetteer: Gazetteer, *, year: int | None) -> Issuer | None:
    """Tell the issuer from the words of a report without a head.

    Only a division that the text names far more often than any other of the level that 全市 or 全县
    tells counts: what is not plain is not guessed.
    """
    everywhere = Counter(_EVERYWHERE.findall(text))
    if not everywhere:
        return None
    word = max(everywhere, key=lambda sign: (everywhere[sign], sign))
    levels, ending = _EVERYWHERE_LEVELS[word]
    counts: Counter[str] = Counter()
    known: dict[str, tuple[Division, ...]] = {}
    for name, count in _named(text, gazetteer):
        found = tuple(
            d
            for d in gazetteer.find(name, year=year)
            if d.level in levels and d.name.endswith(ending)
        )
        if found:
            key = found[0].short
            counts[key] += count
            known[key] = found
    first, *rest = counts.most_common(2) or [("", 0)]
    if first[1] < _FEWEST or (rest and rest[0][1] * 2 > first[1]):
        return None
    return _decide(known[first[0]], "", text, gazetteer, rule="text.body")


def by_region(region: str, gazetteer: Gazetteer, *, year: int | None, rule: str) -> Issuer | None:
    """Make an issuer of a name or code that a user or a table gives; None if it is none."""
    if region in (NATION, "国务院", "国家"):
        return Issuer(NATION, NATION_CODE, "national", rule)
    by_code = gazetteer.by_code(region, year=year)
    if by_code is not None:
        return Issuer(by_code.name, by_code.code, by_code.level, rule)
    found = _ending(region, gazetteer, year=year) or _ending(region, gazetteer, year=None)
    if found:
        return _decide(found, region, region, gazetteer, rule=rule)
    return _unlisted(region, rule)


def _before(pattern: re.Pattern[str], head: Head) -> Iterator[str]:
    """Yield the words right before a pattern, up to a sign that no name goes across."""
    for found in pattern.finditer(head.joined):
        words = head.joined[max(0, found.start() - 2 * _LONGEST) : found.start()]
        yield _CUT.split(words)[-1]


def _ending(words: str, gazetteer: Gazetteer, *, year: int | None) -> tuple[Division, ...]:
    """Return the divisions whose name, full or short, ends the words; the longest name counts."""
    for start in range(max(0, len(words) - _LONGEST), len(words) - 1):
        found = gazetteer.find(words[start:], year=year)
        if found:
            return found
    return ()


def _decide(
    found: tuple[Division, ...], words: str, text: str, gazetteer: Gazetteer, *, rule: str
) -> Issuer:
    """Choose among divisions of one name by the places above them that are named."""
    first = found[0]
    same = [division for division in found if division.level == first.level]
    if len(same) > 1:
        scores = [_support(division, words, text, gazetteer) for division in same]
        best = max(scores)
        leaders = [d for d, score in zip(same, scores, strict=True) if score == best]
        if len(leaders) > 1:
            return Issuer(first.name, None, first.level, rule, tuple(leaders))
        first = leaders[0]
    return Issuer(first.name, first.code, first.level, rule)


def _support(division: Division, words: str, text: str, gazetteer: Gazetteer) -> tuple[int, int]:
    above = [d for d in gazetteer.ancestors(division) if d.code != NATION_CODE]
    below = gazetteer.children(division.code)
    return (
        sum(d.short in words for d in above),
        sum(text.count(d.short) for d in above) + sum(text.count(d.name) for d in below),
    )


def _unlisted(words: str, rule: str) -> Issuer | None:
    """Take a name that no table has, if it ends as a division's does (澜川市)."""
    found = _UNKNOWN.search(_CUT_UNLISTED.split(words)[-1])
    if found is None:
        return None
    level = next(level for ending, level in _LEVELS if found[1].endswith(ending))
    return Issuer(found[1], None, level, rule)


def _named(text: str, gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    """Yield the divisions' names in a text that are no ordinary words, and how often."""
    names, matcher = place_matcher(gazetteer)
    counts = Counter(names[index] for index, _, _ in matcher.find_matches_as_indexes(text))
    yield from sorted(counts.items())
