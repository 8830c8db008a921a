"""Targets, outcomes and milestones of one report, with their edges."""

from dataclasses import dataclass, replace

from kg.ids import make_id
from kg.model import Basis, Evidence, Figure, Indicator, Milestone, Quantity, ReviewRow, Step
from kg.resolve.correcting import correct_figure, correct_step
from kg.resolve.indicator import identify
from kg.resolve.manner import is_of_part, read_manner
from kg.resolve.reading import Reading, edge, entity_at, missing, unit_at


def add_figure(reading: Reading, quantity: Quantity) -> None:
    """Make a target or an outcome of a quantity, with its edges."""
    where = reading.evidence(quantity.span, quantity.sentence, quantity.rule)
    about = _about(reading, quantity)
    words = None if quantity.indicator is None else reading.quote(quantity.indicator)
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    text = reading.quote(sentence)
    figure = Figure(
        id=_figure_id(reading, quantity),
        status=quantity.status,
        indicator_id=None,
        indicator_text=words,
        kind=quantity.kind,
        op=quantity.op,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        value_text=where.quote,
        period=quantity.period,
        scope_id=about.scope_id,
        scope_basis=about.basis,
        subject_id=about.subject_id,
        subject_text=about.subject_text,
        period_basis=quantity.period_basis,
        basis=_basis(reading, quantity),
        rule=quantity.rule,
        probability=None,
        evidence=where,
        manner=read_manner(quantity, text=text, start=sentence.start),
        is_of_part=is_of_part(quantity, text=text, start=sentence.start),
    )
    corrected = correct_figure(figure, reading.names.corrector)
    if corrected is None:
        return
    indicator = _indicator(reading, corrected)
    figure = replace(corrected, indicator_id=None if indicator is None else indicator.id)
    reading.figures.append(figure)
    reading.by_span[quantity.span].append(figure)
    by = (where.sentence_id,)

    def add(kind: str, target: str, basis: Basis, rule: str) -> None:
        said = by if basis == "stated" else ()
        reading.edges.append(edge(kind, figure.id, target, basis=basis, rule=rule, evidence=said))

    if indicator is not None:
        add("hasIndicator", indicator.id, figure.basis, "indicator.words")
    add("scope", about.scope_id, about.basis, about.rule)
    if about.subject_id is not None:
        add("about", about.subject_id, "stated", "figure.subject")
    _place_in_report(reading, figure.id, figure.rule, where)


def _figure_id(reading: Reading, quantity: Quantity) -> str:
    """Make the id of the number's place; a number said of several things (均增长7%) has their place
    too."""
    kind = "target" if quantity.status == "target" else "outcome"
    parts = [reading.extraction.report.id, str(quantity.span.start), str(quantity.span.end)]
    if reading.by_span[quantity.span]:
        about = [span for span in (quantity.indicator, quantity.subject) if span is not None]
        parts += [f"{span.start}-{span.end}" for span in about]
    return make_id(kind, *parts)


def _basis(reading: Reading, quantity: Quantity) -> Basis:
    """Tell whether the sentence itself names what is measured."""
    if quantity.indicator is None:
        return "stated"
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    return "stated" if sentence.contains(quantity.indicator) else "inferred"


def _indicator(reading: Reading, figure: Figure) -> Indicator | None:
    if figure.indicator_text is None:
        return None
    indicator = identify(
        figure.indicator_text, kind=figure.kind, unit=figure.unit, part=figure.subject_text
    )
    reading.indicators.append((indicator, figure.indicator_text))
    return indicator


def _place_in_report(reading: Reading, fact_id: str, rule: str, where: Evidence) -> None:
    """Tie a fact to its report and section."""
    by = (where.sentence_id,)
    add = reading.edges.append
    add(edge("states", where.report_id, fact_id, basis="stated", rule=rule, evidence=by))
    add(edge("inSection", fact_id, where.section_id, basis="inferred", rule="section.span"))


@dataclass(frozen=True, slots=True)
class _About:
    """What a figure is about, and what it covers."""

    subject_id: str | None
    subject_text: str | None
    scope_id: str
    basis: Basis
    rule: str


def _about(reading: Reading, quantity: Quantity) -> _About:
    """Tell subject and scope of a figure; a place named as its subject is both."""
    own = reading.names.issuer.unit.id
    if quantity.subject is None:
        return _About(None, None, own, "inferred", "scope.report")
    words = reading.quote(quantity.subject)
    named = entity_at(reading, quantity.subject, quantity.sentence)
    if named is not None and named.type != "Place":
        return _About(named.id, None, own, "inferred", "scope.report")
    if named is not None:
        place_id, rule = named.id, "scope.subject"
    else:
        unit = unit_at(reading, words)
        if unit is None:
            return _About(None, words, own, "inferred", "scope.report")
        place_id, rule = unit.id, "scope.word"
    return _About(None if place_id == own else place_id, None, place_id, "stated", rule)


def add_step(reading: Reading, milestone: Milestone) -> None:
    """Make a step of a milestone, with its edges, or a row for review where no project is there."""
    where = reading.evidence(milestone.cue, milestone.sentence, milestone.rule)
    named = entity_at(reading, milestone.project, milestone.sentence)
    if named is None or named.type != "Project":
        name = reading.quote(milestone.project)
        reason = missing(reading, [milestone.project], milestone.sentence)
        reading.doubt(ReviewRow("relation", name, where.quote, "hasMilestone", reason, None, where))
        return
    report = reading.extraction.report
    identity = make_id("milestone", report.id, named.id, milestone.stage, str(milestone.cue.start))
    step = correct_step(
        Step(
            id=identity,
            project_id=named.id,
            stage=milestone.stage,
            status=milestone.status,
            period=milestone.period,
            period_basis=milestone.period_basis,
            basis="stated",
            rule=milestone.rule,
            evidence=where,
        ),
        reading.names.corrector,
    )
    if step is None:
        return
    reading.steps.append(step)
    by = (where.sentence_id,)
    reading.edges.append(
        edge("hasMilestone", named.id, step.id, basis="stated", rule=step.rule, evidence=by)
    )
    _place_in_report(reading, step.id, step.rule, where)
