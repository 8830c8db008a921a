"""What the words around two figures say of whether they can be one matter: whose they are, what
time they cover, by which other names they go. Nothing is judged here."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

from kg.model import EntityMention, Figure, Report
from kg.rules import Strict, load

_CLAUSE: Final = re.compile(r"[，,；;。！？\n]")
_SENTENCE: Final = re.compile(r"[。！？\n]")
_BACK: Final = 1500
"""How many signs before a number a word for its time may stand."""
_SHORTEST: Final = 4
"""Fewest signs of the end of a name that is taken for the whole of it."""
_SQUARE_METRES_A_MU: Final = Decimal(10000) / Decimal(15)
_SQUARE_METRE: Final = "square_metre"
_MU: Final = "mu"


class _Table(Strict):
    bare: frozenset[str]
    verbs: tuple[str, ...]
    term: tuple[str, ...]
    single: tuple[str, ...]
    average: tuple[str, ...]
    other: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    by_household: tuple[str, ...]


@cache
def _table() -> _Table:
    return load("ledger.toml", _Table)


@cache
def _first_names() -> Mapping[str, str]:
    return {name: row[0] for row in _table().synonyms for name in row}


@cache
def _names(first: str) -> tuple[str, ...]:
    return next((row for row in _table().synonyms if row[0] == first), (first,))


@cache
def _average() -> re.Pattern[str]:
    return re.compile("|".join(_table().average))


@cache
def _times(year: int) -> re.Pattern[str]:
    single = "|".join(word.format(year=year) for word in _table().single)
    return re.compile(f"(?P<term>{'|'.join(_table().term)})|(?:{single})")


def one_name(name: str) -> str:
    """Return the name under which the ledger knows what goes by several (公共租赁住房: 公租房).

    Verbs before it (新增, 建成) are taken off where more than one sign is left.
    """
    known = _first_names().get(name)
    if known is not None:
        return known
    verb = next((v for v in _table().verbs if name.startswith(v) and len(name) > len(v) + 1), "")
    rest = name.removeprefix(verb)
    return _first_names().get(rest, rest)


def is_bare(name: str) -> bool:
    """Tell whether a name says nothing of what is counted (投资, 项目)."""
    return len(name) < 2 or name in _table().bare


def in_unit_of(target: Figure, outcome: Figure, name: str) -> Figure:
    """Return the outcome in the unit of the target, where one can be turned into the other.

    Of areas 亩 and square metres can; households and pieces are alike for what a household has.
    """
    units = target.unit, outcome.unit
    if units == (_MU, _SQUARE_METRE):
        return _scaled(outcome, 1 / _SQUARE_METRES_A_MU, _MU)
    if units == (_SQUARE_METRE, _MU):
        return _scaled(outcome, _SQUARE_METRES_A_MU, _SQUARE_METRE)
    is_alike = frozenset(units) == {"item", "household"} and name.endswith(_table().by_household)
    return replace(outcome, unit=target.unit) if is_alike else outcome


def _scaled(figure: Figure, factor: Decimal, unit: str) -> Figure:
    low, high = (
        None if value is None else (value * factor).quantize(Decimal(1)).normalize() + 0
        for value in (figure.low, figure.high)
    )
    return replace(figure, low=low, high=high, unit=unit)


@dataclass(frozen=True, slots=True)
class Sayings:
    """The texts of a place's reports, whose names stand where in them, and what was read as
    reached."""

    reports: Mapping[str, Report]
    owners: Mapping[tuple[str, int], str]
    statuses: Mapping[str, tuple[tuple[int, bool], ...]]

    @classmethod
    def of(
        cls,
        reports: Iterable[Report],
        mentions: Iterable[EntityMention],
        figures: Iterable[Figure],
    ) -> "Sayings":
        """Collect what is asked for later; the order of the arguments does not matter."""
        said: dict[str, list[tuple[int, bool]]] = {}
        for figure in figures:
            where = figure.evidence
            said.setdefault(where.report_id, []).append(
                (where.span.start, figure.status == "actual")
            )
        ends = {(m.evidence.report_id, m.evidence.span.end): m.entity_id for m in mentions}
        return cls(
            {report.id: report for report in reports},
            ends,
            {key: tuple(sorted(places)) for key, places in said.items()},
        )

    def owner(self, figure: Figure) -> str | None:
        """Return the entity whose name stands right before the indicator's words, if it is not
        the figure's own scope (东城GDP in a report of 东莞)."""
        if figure.indicator_text is None:
            return None
        where = figure.evidence
        text, start = self._before(figure, _SENTENCE)
        place = text.rfind(figure.indicator_text)
        if place <= 0:
            return None
        end = start + place - (text[place - 1] == "的")
        found = self.owners.get((where.report_id, end))
        return None if found == figure.scope_id else found

    def apart(self, target: Figure, outcome: Figure) -> str | None:
        """Return the rule by which the words around two figures keep them apart, or None."""
        aim, got = self._phrase(target), self._phrase(outcome)
        if any((word in aim) != (word in got) for word in _table().other):
            return "ledger.other_words"
        if target.period is None or not target.period.is_year:
            return None
        aim, got = self._before(target, _CLAUSE)[0], self._before(outcome, _CLAUSE)[0]
        if bool(_average().search(aim)) != bool(_average().search(got)):
            return "ledger.average"
        is_stock = outcome.manner == "level" or outcome.kind in {"rate", "rank"}
        return "ledger.term" if not is_stock and self._is_of_term(outcome) else None

    def is_named(self, name: str, report: Report) -> bool:
        """Tell whether a report names something where it tells what was reached.

        Of a long name its last half is enough.
        """
        text = report.doc.text
        forms = {each[-max(_SHORTEST, (len(each) + 1) // 2) :] for each in _names(name)}
        for form in sorted(forms):
            place = text.find(form)
            while place >= 0:
                if self._is_of_reached(report.id, place):
                    return True
                place = text.find(form, place + 1)
        return False

    def _is_of_reached(self, report_id: str, place: int) -> bool:
        """Tell whether the figure nearest to a place is an outcome."""
        said = self.statuses.get(report_id, ())
        after = bisect_left(said, (place, False))
        near = said[max(after - 1, 0) : after + 1]
        if not near:
            return True
        return min(near, key=lambda each: abs(each[0] - place))[1]

    def _is_of_term(self, outcome: Figure) -> bool:
        """Tell whether the last word for a time before a number means a term of years."""
        report = self.reports[outcome.evidence.report_id]
        end = outcome.evidence.span.start
        last = None
        for match in _times(report.report_year - 1).finditer(
            report.doc.text, max(0, end - _BACK), end
        ):
            last = match
        return last is not None and last["term"] is not None

    def _phrase(self, figure: Figure) -> str:
        """Return the words from the clause that names the indicator to the number."""
        text, _ = self._before(figure, _SENTENCE)
        place = max(0, text.rfind(figure.indicator_text or ""))
        return text[max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0) :]

    def _before(self, figure: Figure, ends: re.Pattern[str]) -> tuple[str, int]:
        """Return the words between the last sign that ends a clause and a number, and their
        place."""
        where = figure.evidence
        text = self.reports[where.report_id].doc.text
        start = max(0, where.span.start - _BACK)
        for match in ends.finditer(text, start, where.span.start):
            start = match.end()
        return text[start : where.span.start], start
