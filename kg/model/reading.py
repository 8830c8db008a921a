"""What is read out of one document; everything points into its text with spans."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.model.report import Report
from kg.model.word import (
    Basis,
    EntityType,
    Kind,
    Operator,
    Period,
    RelationType,
    ResidueReason,
    Stage,
    Status,
)
from kg.text import Span


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span that names an entity.

    Args:
        span: The name, without the quotation marks or 《》 around it.
        type: Project, Agency or Place.
        subtype: One of the schema's subtypes of that type.
        sentence: Index into `Report.sentences`.
        rule: The table row, pattern or model that read it.
        probability: 0 to 1 where a model judged, else None.
    """

    span: Span
    type: EntityType
    subtype: str
    sentence: int
    rule: str
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that measures something.

    Args:
        span: The number with its unit, without words of comparison.
        sentence: Index into `Report.sentences`.
        low: Lower end in the base unit, exact; None where it is open.
        high: Upper end; equal to `low` for a single number, None where it is open.
        unit: Id of the base unit (`percent`, `person`, `yuan`, …).
        kind: amount, rate, growth, decline (with a positive number) or rank.
        op: How the stated number bounds the real one.
        status: An aim, or reached.
        period: What time it is about, or None where it cannot be told.
        indicator: The words that name what is measured, or None.
        subject: The entity or place the figure is about, if other than the report's own region.
        period_basis: Whether the period's words are in the sentence.
        rule: What read the number (`unit.percent`).
    """

    span: Span
    sentence: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: Kind
    op: Operator
    status: Status
    period: Period | None
    indicator: Span | None
    subject: Span | None
    period_basis: Basis
    rule: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage (节点) of a Project.

    Args:
        project: The span of a Project mention of the same sentence.
        stage: What happens to it.
        status: Aimed at, or reached.
        period: When, or None.
        sentence: Index into `Report.sentences`.
        cue: The governing verb.
        period_basis: Whether the period's words are in the sentence.
        rule: The row of the stage table that spoke.
    """

    project: Span
    stage: Stage
    status: Status
    period: Period | None
    sentence: int
    cue: Span
    period_basis: Basis
    rule: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a sentence states.

    Args:
        head: Span of a mention.
        type: Which relation.
        tail: Span of a mention, of a Place's name inside a mention (郑州 in 郑州数据交易中心), or,
            for responsibleFor and participatesIn in task documents, of a quantity.
        sentence: Index into `Report.sentences`.
        rule: What read it.
        probability: 0 to 1 where a model judged, else None.
    """

    head: Span
    type: RelationType
    tail: Span
    sentence: int
    rule: str
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Residue:
    """A number or a quoted name that no fact uses, with the reason."""

    span: Span
    sentence: int
    reason: ResidueReason


CORRECTION_UNUSED: Final = "correction_unused"
"""Code of the issue that a correction found nothing; that of one place counts only if all agree."""

TASK_IDLE: Final = "task_without_fact"
"""Code of the issue that a task names bodies, but no project or number that they answer for; it
lists a row, and is no fault of the input."""

NOTES: Final = frozenset((TASK_IDLE, "year_differs", "region_differs"))
"""Codes of issues that only tell something of an input that was used all the same."""


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """Something that went wrong somewhere: one line of `issues.jsonl`.

    Args:
        code: Short stable word (`empty_file`, `no_year`).
        message: One line with the value, the place and the way out.
        file: The input's path as given.
        span: In the cleaned text, or None.
    """

    code: str
    message: str
    file: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one report; every tuple is in the order of the text."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    relations: tuple[Relation, ...] = ()
    residue: tuple[Residue, ...] = ()
    issues: tuple[Issue, ...] = ()
