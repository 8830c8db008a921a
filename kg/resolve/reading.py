"""The readings of one report tied to entities: mentions, figures, steps, and their edges.

Nothing here looks at another report. What is doubtful becomes a row for review instead of a fact.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.ids import make_id
from kg.model import (
    Basis,
    Edge,
    EntityMention,
    Evidence,
    Extraction,
    Figure,
    Indicator,
    Mention,
    Milestone,
    Quantity,
    Relation,
    ReviewRow,
    Step,
)
from kg.resolve.correcting import correct_figure, correct_step
from kg.resolve.indicator import identify
from kg.resolve.issuer import Unit
from kg.resolve.names import Names
from kg.resolve.naming import Named
from kg.resolve.tally import Tally
from kg.schema import schema
from kg.text import Span


@dataclass(slots=True)
class Reading:
    """What is made of one report; filled by `read` and changed by nobody else."""

    extraction: Extraction
    names: Names
    threshold: float
    tally: Tally
    sure: dict[int, list[Mention]] = field(default_factory=dict)
    indicators: list[tuple[Indicator, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    mentions: list[EntityMention] = field(default_factory=list)
    review: list[ReviewRow] = field(default_factory=list)

    def evidence(self, span: Span, sentence: int, rule: str) -> Evidence:
        """Return the evidence of a span of a sentence."""
        report = self.extraction.report
        return Evidence(
            report.id,
            report.sentence_id(sentence),
            report.section_id(report.sentences[sentence].section),
            span,
            report.doc.quote(span),
            rule,
        )

    def quote(self, span: Span) -> str:
        """Return the words of a span."""
        return self.extraction.report.doc.quote(span)

    def doubt(self, row: ReviewRow) -> None:
        """Keep something for review."""
        self.review.append(row)


def read(extraction: Extraction, names: Names, *, threshold: float, tally: Tally) -> Reading:
    """Tie the readings of one report to entities, counting their mentions in `tally`."""
    reading = Reading(extraction, names, threshold, tally)
    _report(reading)
    for mention in extraction.mentions:
        _mention(reading, mention)
    for quantity in extraction.quantities:
        _figure(reading, quantity)
    for milestone in extraction.milestones:
        _step(reading, milestone)
    for relation in extraction.relations:
        _relation(reading, relation)
    return reading


def edge(
    kind: str,
    source: str,
    target: str,
    *,
    basis: Basis,
    rule: str,
    evidence: Iterable[str] = (),
    probability: float | None = None,
) -> Edge:
    """Make an edge with its id."""
    return Edge(
        id=make_id("edge", kind, source, target),
        type=kind,
        source=source,
        target=target,
        basis=basis,
        rule=rule,
        evidence=tuple(sorted(evidence)),
        probability=probability,
    )


def _report(reading: Reading) -> None:
    report, unit = reading.extraction.report, reading.names.issuer.unit
    reading.tally.units[unit.id] = unit
    rule = dict(report.told).get("region", "report.region")
    reading.edges.append(edge("covers", report.id, unit.id, basis="inferred", rule=rule))


def _mention(reading: Reading, mention: Mention) -> None:
    name = reading.quote(mention.span)
    where = reading.evidence(mention.span, mention.sentence, mention.rule)

    def doubt(reason: str) -> None:
        row = ReviewRow("mention", name, "", mention.type, reason, mention.probability, where)
        reading.doubt(row)

    if mention.probability is not None and mention.probability < reading.threshold:
        doubt("below_threshold")
        return
    named = reading.names.of(mention)
    if isinstance(named, str):
        doubt(named)
        return
    reading.sure.setdefault(mention.sentence, []).append(mention)
    reading.tally.add(
        named,
        name=name,
        subtype=mention.subtype,
        year=reading.extraction.report.report_year,
    )
    reading.mentions.append(
        EntityMention(named.id, mention.rule, mention.probability, where, named.rule)
    )


def _entity_at(reading: Reading, span: Span, sentence: int) -> Named | None:
    """Return the entity of a span: of the mention there, or of the longest that it shares a sign
    with."""
    near = [m for m in reading.sure.get(sentence, ()) if m.span.overlaps(span)]
    best = max(near, key=lambda m: (m.span == span, len(m.span), -m.span.start), default=None)
    named = None if best is None else reading.names.of(best)
    return named if isinstance(named, Named) else None


def _figure(reading: Reading, quantity: Quantity) -> None:
    report = reading.extraction.report
    where = reading.evidence(quantity.span, quantity.sentence, quantity.rule)
    kind = "target" if quantity.status == "target" else "outcome"
    subject, scope_id, scope_basis, scope_rule = _about(reading, quantity)
    words = None if quantity.indicator is None else reading.quote(quantity.indicator)
    figure = Figure(
        id=make_id(kind, report.id, str(quantity.span.start), str(quantity.span.end)),
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
        scope_id=scope_id,
        scope_basis=scope_basis,
        subject_id=subject,
        period_basis=quantity.period_basis,
        basis=_basis(reading, quantity),
        rule=quantity.rule,
        probability=None,
        evidence=where,
    )
    corrected = correct_figure(figure, reading.names.corrector)
    if corrected is None:
        return
    indicator = _indicator(reading, corrected)
    figure = replace(corrected, indicator_id=None if indicator is None else indicator.id)
    reading.figures.append(figure)
    by = (where.sentence_id,)
    add = reading.edges.append
    if indicator is not None:
        add(
            edge(
                "hasIndicator",
                figure.id,
                indicator.id,
                basis=figure.basis,
                rule="indicator.words",
                evidence=by,
            )
        )
    said = by if scope_basis == "stated" else ()
    add(edge("scope", figure.id, scope_id, basis=scope_basis, rule=scope_rule, evidence=said))
    if subject is not None:
        add(edge("about", figure.id, subject, basis="stated", rule="figure.subject", evidence=by))
    _place_in_report(reading, figure.id, figure.rule, where)


def _basis(reading: Reading, quantity: Quantity) -> Basis:
    """Tell whether the sentence itself names what is measured."""
    if quantity.indicator is None:
        return "stated"
    sentence = reading.extraction.report.sentences[quantity.sentence].span
    return "stated" if sentence.contains(quantity.indicator) else "inferred"


def _indicator(reading: Reading, figure: Figure) -> Indicator | None:
    if figure.indicator_text is None:
        return None
    indicator = identify(figure.indicator_text, kind=figure.kind, unit=figure.unit)
    reading.indicators.append((indicator, figure.indicator_text))
    return indicator


def _place_in_report(reading: Reading, fact_id: str, rule: str, where: Evidence) -> None:
    """Tie a fact to its report and section."""
    by = (where.sentence_id,)
    add = reading.edges.append
    add(edge("states", where.report_id, fact_id, basis="stated", rule=rule, evidence=by))
    add(edge("inSection", fact_id, where.section_id, basis="inferred", rule="section.span"))


def _about(reading: Reading, quantity: Quantity) -> tuple[str | None, str, Basis, str]:
    """Tell subject and scope of a figure, and whether the sentence says the scope."""
    own = reading.names.issuer.unit.id
    if quantity.subject is None:
        return None, own, "inferred", "scope.report"
    words = reading.quote(quantity.subject)
    named = _entity_at(reading, quantity.subject, quantity.sentence)
    unit = None if named is not None else _unit(reading, words)
    if unit is not None:
        return (None if unit.id == own else unit.id), unit.id, "stated", "scope.word"
    if named is None:
        where = reading.evidence(quantity.span, quantity.sentence, quantity.rule)
        reading.doubt(ReviewRow("relation", where.quote, words, "about", "no_entity", None, where))
        return None, own, "inferred", "scope.report"
    if named.type == "Place":
        return (None if named.id == own else named.id), named.id, "stated", "scope.subject"
    return named.id, own, "inferred", "scope.report"


def _unit(reading: Reading, words: str) -> Unit | None:
    """Return the division that some words mean which are no mention, and keep it for the graph."""
    unit = reading.names.scope(words) or reading.names.division(words)
    if unit is not None:
        reading.tally.units[unit.id] = unit
    return unit


def _step(reading: Reading, milestone: Milestone) -> None:
    where = reading.evidence(milestone.cue, milestone.sentence, milestone.rule)
    named = _entity_at(reading, milestone.project, milestone.sentence)
    if named is None or named.type != "Project":
        name = reading.quote(milestone.project)
        reading.doubt(
            ReviewRow("relation", name, where.quote, "hasMilestone", "no_entity", None, where)
        )
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


def _relation(reading: Reading, relation: Relation) -> None:
    span = Span(
        min(relation.head.start, relation.tail.start), max(relation.head.end, relation.tail.end)
    )
    where = reading.evidence(span, relation.sentence, relation.rule)
    head = _end(reading, relation.head, relation.sentence)
    tail = _tail(reading, relation)
    reason = _fault(relation, head, tail, reading.threshold)
    if reason is not None or head is None or tail is None:
        reading.doubt(
            ReviewRow(
                "relation",
                reading.quote(relation.head),
                reading.quote(relation.tail),
                relation.type,
                reason or "no_entity",
                relation.probability,
                where,
            )
        )
        return
    reading.edges.append(
        edge(
            relation.type,
            head[0],
            tail[0],
            basis="stated",
            rule=relation.rule,
            evidence=(where.sentence_id,),
            probability=relation.probability,
        )
    )


_End = tuple[str, str]
"""Id and node class of an end of a relation."""


def _end(reading: Reading, span: Span, sentence: int) -> _End | None:
    named = _entity_at(reading, span, sentence)
    return None if named is None else (named.id, named.type)


def _tail(reading: Reading, relation: Relation) -> _End | None:
    """Return the tail: a mention, a figure, or the place whose name stands inside a mention."""
    for figure in reading.figures:
        if figure.evidence.span == relation.tail:
            return figure.id, "Target" if figure.status == "target" else "Outcome"
    if any(m.span == relation.tail for m in reading.sure.get(relation.sentence, ())):
        return _end(reading, relation.tail, relation.sentence)
    if "Place" in schema().edge_type(relation.type).targets:
        unit = _unit(reading, reading.quote(relation.tail))
        if unit is not None:
            return unit.id, "Place"
    inside = any(m.span.contains(relation.tail) for m in reading.sure.get(relation.sentence, ()))
    return None if inside else _end(reading, relation.tail, relation.sentence)


def _fault(
    relation: Relation, head: _End | None, tail: _End | None, threshold: float
) -> str | None:
    if relation.probability is not None and relation.probability < threshold:
        return "below_threshold"
    if head is None or tail is None:
        return "no_entity"
    if head[0] == tail[0]:
        return "same_entity"
    kind = schema().edge_type(relation.type)
    if head[1] not in kind.sources or tail[1] not in kind.targets:
        return "wrong_types"
    if relation.type == "partOf" and head[1] != tail[1]:
        return "wrong_types"
    return None
