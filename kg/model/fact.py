"""What is made of many documents: entities with stable ids, and statements with evidence."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.model.reading import Extraction, Issue
from kg.model.report import Report
from kg.model.word import (
    Basis,
    EntityType,
    Good,
    Kind,
    Level,
    Manner,
    Operator,
    Period,
    Stage,
    Status,
    Verdict,
)
from kg.text import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement was read.

    Args:
        report_id: Of the report.
        sentence_id: Id of a Sentence node: what edges carry as their evidence.
        section_id: Id of the Section node.
        span: The words of the fact, in the cleaned text.
        quote: Those words.
        rule: What read them.
    """

    report_id: str
    sentence_id: str
    section_id: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A project, a body or a place, over all its mentions.

    Args:
        id: `place-410100` for a division, else `make_id` of type, scope and canonical name.
        type: Project, Agency or Place.
        subtype: One of the schema's subtypes of that type.
        name: Canonical name.
        aliases: Other names it was read under, sorted.
        scope_id: Id of the Place within which the name is unique; None for what is unique by name
            alone.
        code: GB/T 2260 code of a division, else None.
        first_year: First report year it was mentioned in; None for a place that stands in the graph
            only because another lies in it.
        last_year: Last report year it was mentioned in.
        mentions: How often it was mentioned.
    """

    id: str
    type: EntityType
    subtype: str
    name: str
    aliases: tuple[str, ...]
    scope_id: str | None
    code: str | None
    first_year: int | None
    last_year: int | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a number measures (指标).

    Args:
        id: A core indicator's id (`gdp`), else `make_id("indicator", normalised words)`.
        name: Canonical Chinese name.
        label_en: English label; empty where the table has none.
        unit: Base unit of its amounts; empty where it is not fixed.
        good: Which direction is good.
        is_core: Whether the indicators' table has it.
        aliases: Other words it was read under, sorted.
    """

    id: str
    name: str
    label_en: str
    unit: str
    good: Good
    is_core: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A Target (目标) or an Outcome (成效): a quantity with its indicator, scope and period.

    Args:
        id: `make_id("target" or "outcome", report_id, start, end)` of the number's span.
        status: target for a Target, actual for an Outcome.
        indicator_id: Of an Indicator, or None where nothing names what is measured.
        indicator_text: The words as they stand, or None.
        kind, op, unit, period: As in Quantity.
        low, high: In the base unit; None where open.
        value_text: The number with its unit, as written.
        scope_id: The Place the figure covers.
        scope_basis: stated where the sentence names it.
        subject_id: The entity it is about, if other than the report's region.
        period_basis: stated where the sentence says it.
        basis: stated where the indicator's words stand in the sentence, else inferred.
        rule: What read the number.
        probability: 0 to 1 where a model judged, else None.
        evidence: Where.
        subject_text: What the sentence says it is about, where that is no entity (主城区).
        manner: Of an amount, where the sentence tells it.
        is_of_part: Whether the sentence says it of a part of the year (前三季度).
    """

    id: str
    status: Status
    indicator_id: str | None
    indicator_text: str | None
    kind: Kind
    op: Operator
    low: Decimal | None
    high: Decimal | None
    unit: str
    value_text: str
    period: Period | None
    scope_id: str
    scope_basis: Basis
    subject_id: str | None
    period_basis: Basis
    basis: Basis
    rule: str
    probability: float | None
    evidence: Evidence
    subject_text: str | None = None
    manner: Manner | None = None
    is_of_part: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A Milestone of a resolved Project; `id` is made of report, project, stage and the cue's
    place."""

    id: str
    project_id: str
    stage: Stage
    status: Status
    period: Period | None
    period_basis: Basis
    basis: Basis
    rule: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two nodes of the graph.

    Args:
        id: `make_id("edge", type, source, target)`: one edge for a statement, however often it is
            read.
        type: An edge type of the schema.
        source, target: Node ids.
        basis: stated if any evidence states it.
        rule: What read or inferred it; the first in order where there are several.
        evidence: Ids of Sentence nodes, sorted; empty for what follows from tables or from the
            report itself.
        probability: The highest of its readings, where a model judged.
        verdict: Of an answeredBy edge.
    """

    id: str
    type: str
    source: str
    target: str
    basis: Basis
    rule: str
    evidence: tuple[str, ...] = ()
    probability: float | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A mention tied to its entity; `resolution` is the rule by which its name was (`name.same`,
    `merge.quotes`, `agency.issuer`, `correction.3`)."""

    entity_id: str
    rule: str
    probability: float | None
    evidence: Evidence
    resolution: str = "name.same"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A target and what became of it (台账); `outcome_id` is None where no outcome was found.

    Args:
        id: `make_id("ledger", target_id)`.
        year: The year the target is for.
        gap: Outcome minus target in the unit of the target, signed; None where they do not compare.
    """

    id: str
    place_id: str
    level: Level
    year: int
    indicator_id: str
    verdict: Verdict
    target_id: str
    outcome_id: str | None
    gap: Decimal | None
    basis: Basis
    rule: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """A project's stages over the years: the furthest reached, and when it was last heard of."""

    project_id: str
    first_year: int
    last_year: int
    reached: Stage | None
    aimed: Stage | None
    step_ids: tuple[str, ...]
    is_silent: bool
    """Whether a later report of the place exists, and none has one of its names."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A doubtful reading that stayed out of the graph, or a doubtful pair of names, for a person
    to judge.

    Args:
        what: `mention`, `relation` or `pair`.
        left: The name, or the head.
        right: The other name, or the tail; empty for a mention.
        detail: The entity's type or the relation.
        reason: Why it is doubtful.
        probability: Where a model judged.
        evidence: Where it was read, or None.
    """

    what: Literal["mention", "relation", "pair"]
    left: str
    right: str
    detail: str
    reason: str
    probability: float | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a build knows; each export is made from this. All tuples are sorted by id or
    place.

    Args:
        extractions: One a report, sorted by region code, report year and report id.
    """

    extractions: tuple[Extraction, ...] = ()
    entities: tuple[Entity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    figures: tuple[Figure, ...] = ()
    steps: tuple[Step, ...] = ()
    edges: tuple[Edge, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    lifecycles: tuple[Lifecycle, ...] = ()
    review: tuple[ReviewRow, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in the order of the extractions."""
        return tuple(extraction.report for extraction in self.extractions)
