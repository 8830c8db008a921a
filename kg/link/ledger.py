"""Pairs the targets of a place with the outcomes that its later reports state (台账). How a pair is
weighed stands in `verdict`, what the words around it say in `saying`; this module decides what
meets what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ids import make_id
from kg.link.saying import Sayings, in_unit_of, is_bare, one_name
from kg.link.verdict import Judgement, comparable, is_far_apart, judge, same_manner, side_of
from kg.model import Entity, EntityMention, Figure, Indicator, LedgerRow, Level, Period, Report

Topic = tuple[str, str, str | None]
"""What a figure is about: indicator, scope and subject; only figures of one topic meet. Of an
indicator that is in no table the name stands, as `kg.link.saying.one_name` has it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ledger knows of a place: its reports by year, its outcomes, its units."""

    years: Mapping[int, list[Report]]
    outcomes: Mapping[tuple[int, Topic], list[Figure]]
    indicators: Mapping[str, Indicator]
    levels: Mapping[str, Level]
    sayings: Sayings

    def name(self, figure: Figure) -> str:
        """Return what a figure measures, by the name that the ledger knows it under."""
        indicator = self.indicators[str(figure.indicator_id)]
        return indicator.name if indicator.is_core else one_name(indicator.name)

    def topic(self, figure: Figure) -> Topic | None:
        """Return what a figure is about, or None where nothing names what it measures."""
        if figure.indicator_id is None:
            return None
        is_core = self.indicators[figure.indicator_id].is_core
        measured = figure.indicator_id if is_core else self.name(figure)
        subject = figure.subject_id or figure.subject_text or self.sayings.owner(figure)
        return measured, figure.scope_id, subject

    def is_vague(self, topic: Topic) -> bool:
        """Tell whether nobody can know what a topic's figures count (投资8亿元)."""
        return topic[0] not in self.indicators and topic[2] is None and is_bare(topic[0])


def make_ledger(
    *,
    reports: Iterable[Report],
    entities: Iterable[Entity],
    indicators: Iterable[Indicator],
    figures: Iterable[Figure],
    mentions: Iterable[EntityMention] = (),
) -> list[LedgerRow]:
    """Say for each target with an indicator and a period what became of it.

    A target for year Y (a term's target: for the last year of the term) is answered by the work
    report of year Y + 1, and only by an outcome of the same indicator, scope and subject. Of
    several such outcomes that one counts which, in this order, compares (kind, unit, manner and
    time), is not kept apart by the words around it, is meant in the very same manner, is about the
    very same period, gives a single value, uses the target's own words, and stands first in the
    text. What a report promises twice in the same figures is one target: the first in the text.

    Args:
        reports: Of one issuing place.
        entities: At least the places that the figures cover.
        indicators: At least those of the figures.
        figures: Targets and outcomes of the reports.
        mentions: Of the reports' entities: whose name stands before an indicator owns it.

    Returns:
        A row a target, sorted by id.
    """
    figures = list(figures)
    by_id = {report.id: report for report in reports}
    if not by_id:
        return []
    place = _place(by_id, entities, {i.id: i for i in indicators}, figures, mentions)
    rows = (_row(figure, topic, place) for topic, figure in _targets(figures, place))
    return sorted(rows, key=lambda row: row.id)


def _place(
    reports: Mapping[str, Report],
    entities: Iterable[Entity],
    indicators: Mapping[str, Indicator],
    figures: list[Figure],
    mentions: Iterable[EntityMention],
) -> _Place:
    years: dict[int, list[Report]] = defaultdict(list)
    for report in sorted(reports.values(), key=lambda report: report.id):
        if report.kind == "report":
            years[report.report_year].append(report)
    level = min(report.level for report in reports.values())
    outcomes: dict[tuple[int, Topic], list[Figure]] = defaultdict(list)
    place = _Place(
        years=years,
        outcomes=outcomes,
        indicators=indicators,
        levels={e.id: level_of(e.code, level) for e in entities if e.type == "Place"},
        sayings=Sayings.of(reports.values(), mentions, figures),
    )
    for figure in figures:
        report = reports[figure.evidence.report_id]
        topic = place.topic(figure)
        if figure.status == "actual" and topic is not None and report.kind == "report":
            outcomes[report.report_year, topic].append(figure)
    return place


def _targets(figures: Iterable[Figure], place: _Place) -> list[tuple[Topic, Figure]]:
    """Return the targets with an indicator and a period; of equal ones of a report the first."""
    first: dict[tuple[object, ...], tuple[Topic, Figure]] = {}
    targets = [f for f in figures if f.status == "target" and f.period is not None]
    for figure in sorted(targets, key=lambda f: (f.evidence.report_id, f.evidence.span.start)):
        topic = place.topic(figure)
        if topic is None:
            continue
        same: tuple[object, ...] = (figure.evidence.report_id, topic, figure.period)
        same += (figure.kind, figure.unit, figure.low or figure.high, figure.is_of_part)
        first.setdefault((*same, figure.id if place.is_vague(topic) else ""), (topic, figure))
    return list(first.values())


def level_of(code: str | None, default: Level) -> Level:
    """Tell the level of a division from its GB/T 2260 code; a place without one has the default."""
    if code is None:
        return default
    if code == "000000":
        return "national"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def _row(target: Figure, topic: Topic, place: _Place) -> LedgerRow:
    year = int(str(target.period and target.period.end)[:4])
    found = () if place.is_vague(topic) else place.outcomes.get((year + 1, topic), ())
    candidates = [_Pair(target, f, place) for f in found if f.id != target.id]
    pair = min(candidates, key=_Pair.preference, default=None)
    judgement = pair.judge() if pair is not None else _silence(topic, year, place)
    return LedgerRow(
        id=make_id("ledger", target.id),
        place_id=target.scope_id,
        level=place.levels[target.scope_id],
        year=year,
        indicator_id=str(target.indicator_id),
        verdict=judgement.verdict,
        target_id=target.id,
        outcome_id=None if pair is None else pair.outcome.id,
        gap=judgement.gap,
        basis="inferred",
        rule=judgement.rule,
    )


def _silence(topic: Topic, year: int, place: _Place) -> Judgement:
    """Judge a target that no outcome answers: silent is only a report that does not name it."""
    reports = place.years.get(year + 1, ())
    if not reports:
        return Judgement("pending", None, "ledger.no_report")
    known = place.indicators.get(topic[0])
    name = topic[0] if known is None else known.name
    if not any(place.sayings.is_named(name, report) for report in reports):
        return Judgement("not_reported", None, "ledger.silent")
    return Judgement("reported", None, "ledger.bare" if place.is_vague(topic) else "ledger.named")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A target and an outcome that may answer it."""

    target: Figure
    outcome: Figure
    place: _Place

    def preference(self) -> tuple[int, bool, bool, bool, bool, bool, str, int]:
        """Rank a pair among those of one target; the smallest is the best."""
        target, outcome = self.target, self._converted()
        is_like = comparable(target, outcome)
        is_same = same_manner(target, outcome) and _same_time(target, outcome)
        return (
            0 if is_like and is_same else 1 if is_like else 2,
            self.place.sayings.apart(target, outcome) is not None,
            target.manner != outcome.manner,
            target.period != outcome.period,
            outcome.low is None or outcome.low != outcome.high,
            target.indicator_text != outcome.indicator_text,
            outcome.evidence.report_id,
            outcome.evidence.span.start,
        )

    def judge(self) -> Judgement:
        """Say what became of the target, or by which rule nobody can say it."""
        target, outcome = self.target, self._converted()
        rule = self._apart(outcome)
        if rule is not None:
            return Judgement("reported", None, rule)
        indicator = self.place.indicators[str(target.indicator_id)]
        judgement = judge(target, outcome, side_of(target, indicator))
        if judgement.verdict in {"met", "missed"} and is_far_apart(target, outcome):
            return Judgement("reported", judgement.gap, "ledger.far_apart")
        return judgement

    def _apart(self, outcome: Figure) -> str | None:
        if not comparable(self.target, outcome):
            return "ledger.other_kind"
        if not same_manner(self.target, outcome):
            return "ledger.other_manner"
        if not _same_time(self.target, outcome):
            return "ledger.other_period"
        return self.place.sayings.apart(self.target, outcome)

    def _converted(self) -> Figure:
        return in_unit_of(self.target, self.outcome, self.place.name(self.target))


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
