"""Keeps a page readable when a build is larger than a page can be: it holds the latest reports, as
many as fit, and says so. What is left out stays in every other form of the build."""

from dataclasses import replace
from typing import Final

from kg.model import Facts, Report

MOST_LETTERS: Final = 2_500_000
"""Most letters of report text in a page: about a hundred reports."""


def trim(facts: Facts, *, limit: int = MOST_LETTERS) -> Facts:
    """Leave out reports, the oldest first, until the texts fit; the latest always stays.

    Returns:
        The same facts where they fit.
    """
    order = sorted(facts.reports, key=lambda report: (-report.report_year, report.id))
    kept: set[str] = set()
    letters = 0
    for report in order:
        letters += len(report.doc.text)
        if kept and letters > limit:
            break
        kept.add(report.id)
    if len(kept) == len(order):
        return facts
    return only(facts, kept)


def only(facts: Facts, reports: set[str]) -> Facts:
    """Return what some of the reports say, with the entities and edges that it needs."""
    figures = tuple(f for f in facts.figures if f.evidence.report_id in reports)
    steps = tuple(s for s in facts.steps if s.evidence.report_id in reports)
    mentions = tuple(m for m in facts.mentions if m.evidence.report_id in reports)
    extractions = tuple(e for e in facts.extractions if e.report.id in reports)
    sentences = {sentence for e in extractions for sentence in _sentences(e.report)}
    own = {figure.id for figure in figures} | {step.id for step in steps}
    edges = []
    for edge in facts.edges:
        evidence = tuple(one for one in edge.evidence if one in sentences)
        if evidence or not edge.evidence:
            edges.append(replace(edge, evidence=evidence))
    named = {mention.entity_id for mention in mentions}
    named |= {step.project_id for step in steps}
    named |= {place for f in figures for place in (f.scope_id, f.subject_id) if place}
    named |= {edge.target for edge in edges if edge.source in reports and edge.type == "covers"}
    measured = {figure.indicator_id for figure in figures}
    there = own | named | reports | {one for one in measured if one} | sentences
    there |= {e.report.section_id(at) for e in extractions for at in range(len(e.report.sections))}
    return replace(
        facts,
        extractions=extractions,
        entities=tuple(entity for entity in facts.entities if entity.id in named),
        indicators=tuple(one for one in facts.indicators if one.id in measured),
        figures=figures,
        steps=steps,
        mentions=mentions,
        edges=tuple(e for e in edges if e.source in there and e.target in there),
        ledger=tuple(r for r in facts.ledger if r.target_id in own and r.place_id in named),
        lifecycles=tuple(one for one in facts.lifecycles if one.project_id in named),
    )


def _sentences(report: Report) -> list[str]:
    return [report.sentence_id(at) for at in range(len(report.sentences))]
