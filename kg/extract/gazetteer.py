"""Finds in a report the names that tables know: divisions, and a user's own entries.

What is found is a candidate, with a rule that says how the name stands to the report's issuer;
whether it is a mention is decided in `kg.extract.entity`. Names are matched on characters, the
longest first.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import ahocorasick_rs
import rjieba

from kg.gazetteer import Gazetteer, Surface
from kg.gazetteer.told import Told
from kg.model import Mention, Report
from kg.text import Span

ISSUER: Final = "gazetteer.issuer"
INSIDE: Final = "gazetteer.inside"
ABOVE: Final = "gazetteer.above"
ELSEWHERE: Final = "gazetteer.elsewhere"
UNSURE: Final = "gazetteer.unsure"
OWN: Final = "gazetteer.own"
RULES: Final = (ISSUER, INSIDE, ABOVE, ELSEWHERE, UNSURE, OWN)
"""How a name stands to the issuer: it is it, lies in it, holds it, or none of these. Unsure is a
name that is an ordinary word too, unless it lies in the issuer and stands among other names, and
one from elsewhere that does not begin and end where words do, or of which the report does not tell
that it is a place. A user's own entry is certain."""

_SHORT: Final = 2
_SEPARATORS: Final = "、，和与及至"

_Hit = tuple[Surface, int, int]


class _Matcher:
    """The strings of one gazetteer, ready to be looked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.surfaces: Sequence[Surface] = tuple(gazetteer.surfaces())
        self._automaton = ahocorasick_rs.AhoCorasick(
            [surface.text for surface in self.surfaces],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def find(self, text: str) -> list[_Hit]:
        """Find every longest string, from the left."""
        found = self._automaton.find_matches_as_indexes(text)
        return [(self.surfaces[index], start, end) for index, start, end in found]


_matchers: Final[list[_Matcher]] = []
_KEPT: Final = 4


def _matcher(gazetteer: Gazetteer) -> _Matcher:
    for matcher in _matchers:
        if matcher.gazetteer is gazetteer:
            return matcher
    matcher = _Matcher(gazetteer)
    _matchers.append(matcher)
    del _matchers[:-_KEPT]
    return matcher


def find_places(report: Report, gazetteer: Gazetteer) -> list[Mention]:
    """Find the names of divisions, and of a user's own entries, in every sentence.

    Args:
        report: Of which every sentence is read.
        gazetteer: The names.

    Returns:
        Candidates in the order of the text, not overlapping; `rule` is one of `RULES`. A name that
        was not in use in the report's years is left out, and so are names of one sign.
    """
    matcher = _matcher(gazetteer)
    kin = _Kin(report, gazetteer)
    found: list[Mention] = []
    for index, sentence in enumerate(report.sentences):
        text = report.doc.quote(sentence.span)
        ruled = [(hit, kin.rule_of(hit[0])) for hit in matcher.find(text)]
        hits = [(hit, rule) for hit, rule in ruled if rule is not None]
        words = Words()
        for place, ((surface, start, end), rule) in enumerate(hits):
            is_sure = (
                _is_among_names(text, hits, place)
                if surface.needs_context
                else rule != ELSEWHERE or words.part(text, start, end)
            )
            if not is_sure:
                rule = UNSURE
            at = sentence.span.start
            span = Span(at + start, at + end)
            found.append(Mention(span, surface.type, surface.subtype, index, rule))
    return found


def _is_among_names(text: str, hits: Sequence[tuple[_Hit, str]], place: int) -> bool:
    """Tell whether an ordinary word is the name of a place: it lies in the issuer, and is parted by
    one sign from a name there that is no ordinary word."""
    (_, start, end), rule = hits[place]
    if rule != INSIDE:
        return False
    for step in (-1, 1):
        if not 0 <= place + step < len(hits):
            continue
        (other, first, last), other_rule = hits[place + step]
        between = text[last:start] if step < 0 else text[end:first]
        is_parted = len(between) == 1 and between in _SEPARATORS
        if is_parted and other_rule == INSIDE and not other.needs_context:
            return True
    return False


class Words:
    """Where the words of one sentence end; told only if asked."""

    def __init__(self) -> None:
        self._ends: set[int] = set()

    def part(self, text: str, start: int, end: int) -> bool:
        """Tell whether a stretch begins and ends where words do: 增城 does not in 新增城市."""
        if not self._ends:
            self._ends = {0, *accumulate(map(len, rjieba.cut(text)))}
        return start in self._ends and end in self._ends


class _Kin:
    """How names stand to the issuer of one report."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._year = report.report_year
        self._home = self._issuer(report)
        home = gazetteer.by_code(self._home, year=self._year) if self._home else None
        self._above = {division.code for division in gazetteer.ancestors(home)} if home else set()
        self._told = Told(report.doc.text, home=self._home, year=self._year, gazetteer=gazetteer)
        self._known: dict[str, str | None] = {}

    def _issuer(self, report: Report) -> str | None:
        if report.region_code is not None:
            return report.region_code
        found = self._gazetteer.find(report.region, year=self._year)
        return found[0].code if found else None

    def rule_of(self, surface: Surface) -> str | None:
        """Return the rule of a string, or None where it was no name in the report's years."""
        if surface.entry is not None:
            return OWN
        if surface.text not in self._known:
            self._known[surface.text] = self._rule(surface)
        return self._known[surface.text]

    def _rule(self, surface: Surface) -> str | None:
        divisions = [
            division
            for division in self._gazetteer.find(surface.text, year=self._year)
            if len(surface.text) >= _SHORT
        ]
        codes = {division.code for division in divisions}
        if not codes:
            return None
        if self._home in codes:
            return ISSUER
        if self._home and any(self._gazetteer.is_within(d, self._home) for d in divisions):
            return ELSEWHERE if self._home == "000000" else INSIDE
        if codes & self._above:
            return ABOVE
        is_told = any(self._told.allows(surface.text, division) for division in divisions)
        return ELSEWHERE if is_told else UNSURE
