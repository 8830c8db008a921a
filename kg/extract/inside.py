"""Places inside longer names: where a thing is (郑州 in 郑州数据交易中心), and the ends of a route.
Which stretches are proposed is a matter of tables, which are taken one of learnt weights."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Final

import ahocorasick_rs
import rjieba

from kg.extract.subtype import subtype_of
from kg.extract.weight import Weights, load_weights
from kg.model import Mention, Report
from kg.rules import Strict, any_of, load
from kg.text import Span

MODEL_FILE: Final = "model/inside.json"
NONE: Final = "none"

_FIRST: Final = 2
_LONGEST: Final = 9


class InsideTable(Strict):
    """The whole of `data/inside.toml`."""

    endings: tuple[str, ...]
    links: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """A stretch of a name that may name a place.

    Args:
        mention: The name it lies in.
        span: The stretch, in the report's text.
        sources: What proposed it, sorted.
        features: What the weights judge it by.
    """

    mention: Mention
    span: Span
    sources: tuple[str, ...]
    features: tuple[str, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load("inside.toml", InsideTable)
    return re.compile(any_of(table.endings)), re.compile(any_of(set(table.links)))


def insides(
    report: Report, mentions: Sequence[Mention], candidates: Sequence[Mention]
) -> Iterator[Inside]:
    """Propose the stretches of each name that may be places, in the order of the text.

    Args:
        report: The report.
        mentions: Its mentions.
        candidates: What the gazetteer finds in it, in the order of the text.
    """
    quote = report.doc.quote
    known = sorted({quote(m.span) for m in mentions if m.type == "Place" and len(m.span) >= _FIRST})
    by_sentence: dict[int, list[Mention]] = {}
    for candidate in candidates:
        by_sentence.setdefault(candidate.sentence, []).append(candidate)
    finder = ahocorasick_rs.AhoCorasick(known) if known else None
    for mention in mentions:
        near = by_sentence.get(mention.sentence, [])
        yield from _of_name(quote(mention.span), mention, near, finder, report.region)


def _of_name(
    name: str,
    mention: Mention,
    near: Sequence[Mention],
    finder: ahocorasick_rs.AhoCorasick | None,
    region: str,
) -> Iterator[Inside]:
    offset = mention.span.start
    proposed: dict[tuple[int, int], dict[str, str]] = {}

    def propose(start: int, end: int, source: str, detail: str) -> None:
        if 0 <= start < end <= len(name) and _FIRST <= end - start < len(name):
            proposed.setdefault((start, end), {})[source] = detail

    for candidate in near:
        if mention.span.contains(candidate.span):
            propose(candidate.span.start - offset, candidate.span.end - offset, "table",
                    candidate.rule)  # fmt: skip
    if finder is not None:
        seen: set[int] = set()
        for place, start, end in finder.find_matches_as_indexes(name, overlapping=True):
            if place not in seen:
                propose(start, end, "report", "")
            seen.add(place)
    _propose_by_form(name, mention, propose)
    if not proposed:
        return
    words, kind = _words(name), subtype_of(name, mention.type)
    cuts = {0, *(end for _, end in words)}
    for (start, end), sources in sorted(proposed.items()):
        span = Span(offset + start, offset + end)
        features = _features(name, start, end, sources, proposed, mention)
        mix = "+".join(sorted(sources))
        is_own = region.startswith(name[start:end])
        features.append(f"own={is_own}/{start == 0}/{kind}")
        features.append(f"kind={kind}/{mix}")
        features.append(f"cut={start in cuts}/{end in cuts}/{mix}")
        features.append(f"cut={start in cuts}/{end in cuts}/{kind}")
        features += [f"rw={name[left:right]}" for left, right in words if left >= end]
        features += [f"lw={name[left:right]}" for left, right in words if right <= start]
        yield Inside(mention, span, tuple(sorted(sources)), tuple(features))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a name start and end."""
    return tuple(pairwise(accumulate(map(len, rjieba.cut(name)), initial=0)))


def _propose_by_form(
    name: str, mention: Mention, propose: Callable[[int, int, str, str], None]
) -> None:
    endings, links = _patterns()
    starts = [0]
    if name[:1] in "“《":
        starts = [1]
    previous = starts[0]
    for match in links.finditer(name):
        if match[0] != "、" or "至" in name:
            propose(previous, match.start(), "link", "")
        previous = match.end()
    if previous > starts[0] and mention.type == "Project":
        for size in (2, 3, 4):
            propose(previous, previous + size, "end", "")
        ending = endings.search(name, previous + 1)
        if ending:
            propose(previous, ending.end(), "end", "")
    for match in endings.finditer(name):
        if match.start() > 0 and match.end() - starts[0] <= _LONGEST:
            propose(starts[0], match.end(), "ending", "")
    for size in (2, 3):
        propose(starts[0], starts[0] + size, "opening", "")


def _features(
    name: str,
    start: int,
    end: int,
    sources: Mapping[str, str],
    proposed: Mapping[tuple[int, int], Mapping[str, str]],
    mention: Mention,
) -> list[str]:
    words, behind, before = name[start:end], name[end:], name[:start]
    mix = "+".join(sorted(sources))
    found = [f"src={mix}", f"type={mention.type}", f"type={mention.type}/{mix}"]
    found.append(f"rule={sources.get('table', '-')}/{mention.type}")
    found += [f"at0={start == 0}/{mix}", f"len={end - start}/{mix}", f"rest={min(len(behind), 6)}"]
    found += [f"b{size}={behind[:size]}" for size in (1, 2, 3)]
    found += [f"p{size}={before[-size:]}" for size in (1, 2)]
    found += [f"l{size}={words[-size:]}" for size in (1, 2)]
    found += [f"n{size}={name[-size:]}" for size in (1, 2, 3, 4)]
    found += [f"w={words}", f"lb={words[-1:]}{behind[:1]}", f"mb={mix}/{behind[:1]}"]
    found += [f"l2b={words[-2:]}|{behind[:1]}", f"lb2={words[-1:]}|{behind[:2]}"]
    found += [f"o1={words[:1]}", f"o2={words[:2]}", f"ml={mix}/{words[-1:]}"]
    found.append(f"lenb={end - start}/{behind[:1]}/{start == 0}")
    links = _patterns()[1]
    is_route = bool(re.search("至|经|—|到", name))
    found.append(
        f"link={bool(links.match(behind))}/{bool(before) and bool(links.search(before[-1:]))}"
        f"/{is_route}"
    )
    longer = [other for other in proposed if other[0] <= start and end <= other[1]]
    longer_mix = {source for other in longer if other != (start, end) for source in proposed[other]}
    found.append(f"longer={'+'.join(sorted(longer_mix))}/{mix}")
    shorter = any(
        start <= other[0]
        and other[1] <= end
        and other != (start, end)
        and "table" in proposed[other]
        for other in proposed
    )
    found.append(f"shorter={shorter}/{mix}")
    return found


def inside_weights() -> Weights:
    """Load the learnt weights, once in a process."""
    return load_weights(MODEL_FILE)
