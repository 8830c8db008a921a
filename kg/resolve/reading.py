"""The readings of one report tied to entities: mentions, figures, steps, and their edges.

What a mention, a figure or a relation becomes is said in the modules of these names.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.ids import make_id
from kg.model import (
    Basis,
    Edge,
    EntityMention,
    EntityType,
    Evidence,
    Extraction,
    Figure,
    Indicator,
    Mention,
    ReviewRow,
    Step,
)
from kg.resolve.issuer import Unit
from kg.resolve.names import Names
from kg.resolve.naming import Named
from kg.resolve.tally import Tally
from kg.text import Span

NO_ENTITY: Final = "no_entity"


@dataclass(slots=True)
class Reading:
    """What is made of one report, while it is made."""

    extraction: Extraction
    names: Names
    threshold: float
    tally: Tally
    named: Mapping[EntityType, frozenset[str]]
    """The names, folded, that the reports of the place have for each type of entity."""
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    sure: dict[int, list[Mention]] = field(default_factory=dict)
    unsure: dict[int, list[Mention]] = field(default_factory=dict)
    indicators: list[tuple[Indicator, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    by_span: dict[Span, list[Figure]] = field(default_factory=lambda: defaultdict(list))
    steps: list[Step] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    mentions: list[EntityMention] = field(default_factory=list)
    review: list[ReviewRow] = field(default_factory=list)
    starts: list[int] = field(init=False)
    """Where the sentences begin."""

    def __post_init__(self) -> None:
        """Find where the sentences begin."""
        self.starts = [sentence.span.start for sentence in self.extraction.report.sentences]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that an offset of the text lies in."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_id(self, offset: int) -> str:
        """Return the id of the sentence that an offset of the text lies in."""
        return self.extraction.report.sentence_id(self.sentence_at(offset))

    def evidence(self, span: Span, sentence: int, rule: str) -> Evidence:
        """Return the evidence of a span of a sentence."""
        report = self.extraction.report
        if sentence not in self.places:
            section = report.section_id(report.sentences[sentence].section)
            self.places[sentence] = report.sentence_id(sentence), section
        return Evidence(
            report.id,
            *self.places[sentence],
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


def entity_at(reading: Reading, span: Span, sentence: int) -> Named | None:
    """Return the entity of a span: of the mention there, or of the longest that it shares a sign
    with."""
    near = [m for m in reading.sure.get(sentence, ()) if m.span.overlaps(span)]
    best = max(near, key=lambda m: (m.span == span, len(m.span), -m.span.start), default=None)
    named = None if best is None else reading.names.of(best)
    return named if isinstance(named, Named) else None


def missing(reading: Reading, spans: Iterable[Span], sentence: int) -> str:
    """Say why there is no entity at some spans: a doubtful mention is there, or none."""
    unsure = [m for m in reading.unsure.get(sentence, ()) if any(m.span.overlaps(s) for s in spans)]
    return "entity_in_review" if unsure else NO_ENTITY


def unit_at(reading: Reading, words: str) -> Unit | None:
    """Return the division that some words mean which are no mention, and keep it for the graph."""
    unit = reading.names.scope(words) or reading.names.division(words)
    if unit is not None:
        reading.tally.units[unit.id] = unit
    return unit
