"""The plain values that pass between the stages. No reading, no writing, no rules of language.

`Report` and `Extraction` are made from one document alone and point into its text with spans.
`Facts` is
what resolution and linking make of many of them: entities with stable ids, and statements with
evidence.
Everything is frozen; sequences are tuples in a stated order, so equal input gives equal values.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, get_args

from kg.ids import make_id
from kg.text import Document, Span

Level = Literal["national", "province", "city", "county"]
ReportKind = Literal["report", "tasks"]
"""A government work report (政府工作报告), or a division of its tasks (任务分工) among bodies."""

EntityType = Literal["Project", "Agency", "Place"]
Kind = Literal["amount", "rate", "growth", "decline", "rank"]
Operator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Status = Literal["target", "actual"]
Stage = Literal["prepare", "start", "advance", "complete", "operate"]
RelationType = Literal[
    "locatedIn", "partOf", "responsibleFor", "participatesIn", "connects", "cooperatesWith"
]
Basis = Literal["stated", "inferred"]
Good = Literal["up", "down", "none"]
Verdict = Literal["met", "missed", "reported", "not_reported", "pending"]
ResidueReason = Literal[
    "name",
    "date",
    "list_mark",
    "slogan",
    "ordinal",
    "article",
    "document_number",
    "unlinked",
    "unexplained",
]
"""Why a number or a quoted name is in no fact: part of a name, a date, a list mark (一、（二）1.),
a slogan
("1566"), an ordinal of a thing, an article (一批), a document's number, a quoted name or a
measured number that
could not be tied to anything, or unknown."""

LEVELS: Final = get_args(Level)
STAGES: Final = get_args(Stage)

_MOMENT: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The time a statement is about: one year, a month, or a term of years.

    Args:
        start: `YYYY` or `YYYY-MM`.
        end: The same; equal to `start` where the period is one year or month. Both ends belong to
            it.

    Raises:
        ValueError: An end is no year or month, or the period runs backwards.
    """

    start: str
    end: str

    def __post_init__(self) -> None:
        if not (_MOMENT.fullmatch(self.start) and _MOMENT.fullmatch(self.end)):
            raise ValueError(f"no period: {self.start!r} to {self.end!r}")
        if self.start[:4] > self.end[:4] or (
            self.start > self.end and len(self.start) == len(self.end)
        ):
            raise ValueError(f"period runs backwards: {self.start} to {self.end}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2023`, `2023-06` or `2021/2025`.

        Raises:
            ValueError: The text is none of these.
        """
        start, _, end = text.partition("/")
        return cls(start, end or start)

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start}/{self.end}"


# --- what is read from one document
# ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Args:
        span: From the heading to the end of the last sentence under it, deeper sections included.
        title: The heading's own words, as in the text; empty for the part before the first heading.
        depth: 0 for the part before the first heading, 1 for 一、, 2 for （一）, and so on.
        path: Titles from the outermost section down to this one; empty for depth 0.
    """

    span: Span
    title: str
    depth: int
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The path in one string, as in the gold annotations: `一、… / （一）…`."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the cleaned text, and the index of its section in `Report.sections`."""

    span: Span
    section: int


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a 任务分工 table, or a clause that names who does what, tied to its place in the
    text.

    Args:
        span: What is to be done.
        lead: The bodies that lead it (牵头), in the order of the text.
        support: The other bodies named (配合).
        deadline: The stated 完成时限, or None.
        sentence: Index into `Report.sentences`.
    """

    span: Span
    lead: tuple[Span, ...]
    support: tuple[Span, ...]
    deadline: Period | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Report:
    """One document, read and cleaned, with what is known of it.

    Args:
        id: `make_id("report", sha256, part)`.
        file: The input's path as given.
        part: Which piece of the file, where one file holds several reports (`row 3`); empty
            otherwise.
        sha256: Of the file's bytes.
        encoding: The encoding that the source was decoded with.
        kind: A work report or a division of tasks.
        doc: The cleaned text with its map to the source.
        sections: In the order of the text; the first is the part before any heading.
        sentences: In the order of the text; they do not overlap.
        region: The issuer's Place as the full name of a division (郑州市), or 全国 for the State
            Council.
        region_code: Its GB/T 2260 code, six digits (`000000` for the nation); None where no table
            has it.
        level: Of the issuer.
        report_year: The year it plans for; it reviews the year before.
        title: As in the text, or made from region and year where the text has none.
        delivered: ISO date (`2023-02-01`) on which it was delivered, or None.
        speaker: Who delivered it, or None.
        meeting: Before which meeting, or None.
        told: How each of region, level, report_year, title, delivered, speaker and meeting was
            told: pairs of
            field and rule (`text.title`, `file.name`, `given`), sorted by field.
        tasks: Rows of 任务分工 tables, where the reader met such a table.
    """

    id: str
    file: str
    part: str
    sha256: str
    encoding: str
    kind: ReportKind
    doc: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    region: str
    region_code: str | None
    level: Level
    report_year: int
    title: str
    delivered: str | None = None
    speaker: str | None = None
    meeting: str | None = None
    told: tuple[tuple[str, str], ...] = ()
    tasks: tuple[Task, ...] = ()

    def section_of(self, sentence: int) -> Section:
        """Return the section that the sentence of this index stands in."""
        return self.sections[self.sentences[sentence].section]

    def sentence_id(self, index: int) -> str:
        """Return the id of the Sentence node of this index."""
        span = self.sentences[index].span
        return make_id("sentence", self.id, str(span.start), str(span.end))

    def section_id(self, index: int) -> str:
        """Return the id of the Section node of this index."""
        section = self.sections[index]
        return make_id("section", self.id, str(section.span.start), section.title)


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
            for
            responsibleFor and participatesIn in task documents, of a quantity.
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


# --- what is made of many documents
# ----------------------------------------------------------------------------


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
        first_year: First report year it was mentioned in; None for a place that stands in the
            graph only
            because another lies in it.
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
    """A mention tied to its entity."""

    entity_id: str
    rule: str
    probability: float | None
    evidence: Evidence


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
    """Whether a later report of the place exists that does not mention it."""


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
    issues: tuple[Issue, ...] = field(default=())

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in the order of the extractions."""
        return tuple(extraction.report for extraction in self.extractions)
