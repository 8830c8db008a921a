"""Links what the reports of one place say: ledger, lifecycles, and the edges between reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.ids import make_id
from kg.link.assemble import merge_edges
from kg.link.ledger import make_ledger
from kg.link.lifecycle import make_lifecycles
from kg.model import Edge, Facts, Figure, LedgerRow, Report


def link_place(resolved: Facts) -> Facts:
    """Add to the resolved facts of one issuing place what follows from its reports together.

    Args:
        resolved: What `kg.resolve.resolve_place` made of the place's reports.

    Returns:
        The same facts with ledger and lifecycles, and with the edges `follows` and `answeredBy`.
    """
    ledger = make_ledger(
        reports=resolved.reports,
        entities=resolved.entities,
        indicators=resolved.indicators,
        figures=resolved.figures,
        mentions=resolved.mentions,
    )
    lifecycles = make_lifecycles(
        reports=resolved.reports, entities=resolved.entities, steps=resolved.steps
    )
    edges = [*resolved.edges, *_follows(resolved.reports), *_answers(ledger, resolved.figures)]
    return replace(
        resolved,
        edges=merge_edges(edges),
        ledger=tuple(ledger),
        lifecycles=tuple(lifecycles),
    )


def _follows(reports: Sequence[Report]) -> Iterator[Edge]:
    by_year: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        if report.kind == "report":
            by_year[report.report_year].append(report)
    for year, later in by_year.items():
        for report in later:
            for earlier in by_year.get(year - 1, ()):
                edge = make_id("edge", "follows", report.id, earlier.id)
                yield Edge(edge, "follows", report.id, earlier.id, "inferred", "report.year")


def _answers(ledger: Iterable[LedgerRow], figures: Iterable[Figure]) -> Iterator[Edge]:
    sentences = {figure.id: figure.evidence.sentence_id for figure in figures}
    for row in ledger:
        if row.outcome_id is not None:
            yield Edge(
                id=make_id("edge", "answeredBy", row.target_id, row.outcome_id),
                type="answeredBy",
                source=row.target_id,
                target=row.outcome_id,
                basis=row.basis,
                rule=row.rule,
                evidence=tuple(sorted({sentences[row.target_id], sentences[row.outcome_id]})),
                verdict=row.verdict,
            )
