"""Pairs the targets of a place with the outcomes that its later reports state (台账). How a pair is
weighed stands in `verdict`; this module decides what meets what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ids import make_id
from kg.link.verdict import Judgement, comparable, judge, same_manner
from kg.model import Entity, Figure, Indicator, LedgerRow, Level, Period, Report

Topic = tuple[str, str, str | None]
"""What a figure is about: indicator, scope and subject; only figures of one topic meet."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ledger knows of a place: its reports by year, its outcomes, its units."""

    reports: Mapping[str, Report]
    years: frozenset[int]
    outcomes: Mapping[tuple[int, Topic], list[Figure]]
    indicators: Mapping[str, Indicator]
    levels: Mapping[str, Level]


def make_ledger(
    *,
    reports: Iterable[Report],
    entities: Iterable[Entity],
    indicators: Iterable[Indicator],
    figures: Iterable[Figure],
) -> list[LedgerRow]:
    """Say for each target with an indicator and a period what became of it.

    A target for year Y (a term's target: for the last year of the term) is answered by the work
    report of year Y + 1, and only by an outcome of the same indicator, scope and subject. Of
    several such outcomes that one counts which, in this order, compares (kind, unit, manner and
    time), is meant in the very same manner, is about the very same period, gives a single value,
    uses the target's own words, and stands first in the text.

    Args:
        reports: Of one issuing place.
        entities: At least the places that the figures cover.
        indicators: At least those of the figures.
        figures: Targets and outcomes of the reports.

    Returns:
        A row a target, sorted by id.
    """
    figures = list(figures)
    by_id = {report.id: report for report in reports}
    if not by_id:
        return []
    level = {report.level for report in by_id.values()}
    place = _Place(
        reports=by_id,
        years=frozenset(r.report_year for r in by_id.values() if r.kind == "report"),
        outcomes=_outcomes(figures, by_id),
        indicators={indicator.id: indicator for indicator in indicators},
        levels={e.id: level_of(e.code, min(level)) for e in entities if e.type == "Place"},
    )
    rows = [_row(figure, place) for figure in figures if figure.status == "target"]
    return sorted((row for row in rows if row is not None), key=lambda row: row.id)


def level_of(code: str | None, default: Level) -> Level:
    """Tell the level of a division from its GB/T 2260 code; a place without one has the default."""
    if code is None:
        return default
    if code == "000000":
        return "national"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def _outcomes(
    figures: Iterable[Figure], reports: Mapping[str, Report]
) -> dict[tuple[int, Topic], list[Figure]]:
    found: dict[tuple[int, Topic], list[Figure]] = defaultdict(list)
    for figure in figures:
        report = reports[figure.evidence.report_id]
        topic = _topic(figure)
        if figure.status == "actual" and topic is not None and report.kind == "report":
            found[report.report_year, topic].append(figure)
    return found


def _topic(figure: Figure) -> Topic | None:
    if figure.indicator_id is None:
        return None
    return figure.indicator_id, figure.scope_id, figure.subject_id or figure.subject_text


def _row(target: Figure, place: _Place) -> LedgerRow | None:
    topic = _topic(target)
    if topic is None or target.indicator_id is None or target.period is None:
        return None
    year = int(target.period.end[:4])
    candidates = [f for f in place.outcomes.get((year + 1, topic), ()) if f.id != target.id]
    outcome = min(candidates, key=lambda f: _preference(target, f), default=None)
    judgement = _judge(target, outcome, place, year)
    return LedgerRow(
        id=make_id("ledger", target.id),
        place_id=target.scope_id,
        level=place.levels[target.scope_id],
        year=year,
        indicator_id=target.indicator_id,
        verdict=judgement.verdict,
        target_id=target.id,
        outcome_id=None if outcome is None else outcome.id,
        gap=judgement.gap,
        basis="inferred",
        rule=judgement.rule,
    )


def _preference(target: Figure, outcome: Figure) -> tuple[int, bool, bool, bool, bool, str, int]:
    is_like = comparable(target, outcome)
    is_same = same_manner(target, outcome) and _same_time(target, outcome)
    return (
        0 if is_like and is_same else 1 if is_like else 2,
        target.manner != outcome.manner,
        target.period != outcome.period,
        outcome.low is None or outcome.low != outcome.high,
        target.indicator_text != outcome.indicator_text,
        outcome.evidence.report_id,
        outcome.evidence.span.start,
    )


def _judge(target: Figure, outcome: Figure | None, place: _Place, year: int) -> Judgement:
    if outcome is None:
        if year + 1 in place.years:
            return Judgement("not_reported", None, "ledger.silent")
        return Judgement("pending", None, "ledger.no_report")
    if not comparable(target, outcome):
        return Judgement("reported", None, "ledger.other_kind")
    if not same_manner(target, outcome):
        return Judgement("reported", None, "ledger.other_manner")
    if not _same_time(target, outcome):
        return Judgement("reported", None, "ledger.other_period")
    good = place.indicators[str(target.indicator_id)].good
    return judge(target, outcome, good)


def _same_time(target: Figure, outcome: Figure) -> bool:
    """Tell whether an outcome covers the time that the target is for.

    A deadline inside a year is met by what is said of that year; part of a year does not answer for
    the whole, nor a term of years for its last one.
    """
    if target.period is None or outcome.period is None or outcome.is_of_part:
        return False
    year = target.period.end[:4]
    whole = Period(year, year)
    if target.period == whole and target.is_of_part:
        return False
    return target.period == outcome.period or (
        target.period.start[:4] == year and outcome.period == whole
    )
