"""Facts to the networkx graph that the user holds. What the attributes are is said in
`data/schema.toml`; how a fact is found is the business of the stages before."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import networkx as nx

from kg.model import (
    Entity,
    Evidence,
    Facts,
    Figure,
    Indicator,
    Lifecycle,
    Period,
    Report,
    Step,
)

_SHOWN: Final = 24
"""Longest label of a Sentence, in code points; what is cut off is in its `text`."""

Attributes = dict[str, str | int | float | bool | Decimal | tuple[str, ...] | None]


def to_networkx(facts: Facts) -> "nx.MultiDiGraph[str]":
    """Build the graph.

    Args:
        facts: What a build knows.

    Returns:
        A MultiDiGraph. Every node has `type`, `label` and the properties of its class (snake_case);
        what is unknown is absent. Decimals are `Decimal`, lists tuples of strings, years `int`.
        Every edge has its id as key and `type`, `basis`, `rule`, `evidence` (a tuple of Sentence
        ids), and `probability` and `verdict` where it has one. Nodes and edges are in the order of
        their ids.
    """
    nodes = dict(_nodes(facts))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(nodes):
        present = {key: value for key, value in nodes[node].items() if value is not None}
        graph.add_node(node, id=node, **present)
    for edge in facts.edges:
        optional = {"probability": edge.probability, "verdict": edge.verdict}
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.id,
            id=edge.id,
            type=edge.type,
            basis=edge.basis,
            rule=edge.rule,
            evidence=edge.evidence,
            **{key: value for key, value in optional.items() if value is not None},
        )
    return graph


def _nodes(facts: Facts) -> Iterator[tuple[str, Attributes]]:
    """Give every node's id and attributes; what is unknown is None."""
    for report in facts.reports:
        yield report.id, _report(report)
        yield from _sections(report)
        yield from _sentences(report)
    lifecycles = {lifecycle.project_id: lifecycle for lifecycle in facts.lifecycles}
    names = {}
    for entity in facts.entities:
        names[entity.id] = entity.name
        yield entity.id, _entity(entity, lifecycles.get(entity.id))
    for indicator in facts.indicators:
        yield indicator.id, _indicator(indicator)
    for figure in facts.figures:
        yield figure.id, _figure(figure)
    for step in facts.steps:
        yield step.id, _step(step, names[step.project_id])


def _report(report: Report) -> Attributes:
    return {
        "type": "Report",
        "label": f"{report.region}{report.report_year}年",
        "title": report.title,
        "report_kind": report.kind,
        "region": report.region,
        "level": report.level,
        "report_year": report.report_year,
        "delivered": report.delivered,
        "speaker": report.speaker,
        "meeting": report.meeting,
        "file": report.file,
        "part": report.part or None,
        "sha256": report.sha256,
    }


def _sections(report: Report) -> Iterator[tuple[str, Attributes]]:
    for index, section in enumerate(report.sections):
        yield (
            report.section_id(index),
            {
                "type": "Section",
                "label": section.title or report.title,
                "report_id": report.id,
                "path": section.name or report.title,
                "depth": section.depth,
                "start": section.span.start,
                "end": section.span.end,
            },
        )


def _sentences(report: Report) -> Iterator[tuple[str, Attributes]]:
    for index, sentence in enumerate(report.sentences):
        text = report.doc.quote(sentence.span)
        yield (
            report.sentence_id(index),
            {
                "type": "Sentence",
                "label": text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…",
                "report_id": report.id,
                "section_id": report.section_id(sentence.section),
                "text": text,
                "start": sentence.span.start,
                "end": sentence.span.end,
            },
        )


def _entity(entity: Entity, lifecycle: Lifecycle | None) -> Attributes:
    attributes: Attributes = {
        "type": entity.type,
        "label": entity.name,
        "subtype": entity.subtype,
        "aliases": entity.aliases or None,
        "code": entity.code,
        "first_year": entity.first_year,
        "last_year": entity.last_year,
        "mentions": entity.mentions,
    }
    if lifecycle is not None:
        attributes["reached"] = lifecycle.reached
        attributes["aimed"] = lifecycle.aimed
        attributes["is_silent"] = lifecycle.is_silent
    return attributes


def _indicator(indicator: Indicator) -> Attributes:
    return {
        "type": "Indicator",
        "label": indicator.name,
        "label_en": indicator.label_en or None,
        "aliases": indicator.aliases or None,
        "unit": indicator.unit or None,
        "good": indicator.good,
        "is_core": indicator.is_core,
    }


def _figure(figure: Figure) -> Attributes:
    name = figure.indicator_text or "数值"
    return {
        "type": "Target" if figure.status == "target" else "Outcome",
        "label": f"{name} {figure.value_text}",
        "status": figure.status,
        "indicator_text": figure.indicator_text,
        "subject_text": figure.subject_text,
        "kind": figure.kind,
        "op": figure.op,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "value_text": figure.value_text,
        "basis": figure.basis,
        "rule": figure.rule,
        "probability": figure.probability,
        **_period(figure.period),
        "period_basis": figure.period_basis,
        "scope_basis": figure.scope_basis,
        **_evidence(figure.evidence),
    }


def _step(step: Step, project: str) -> Attributes:
    return {
        "type": "Milestone",
        "label": f"{project} {step.evidence.quote}",
        "stage": step.stage,
        "status": step.status,
        "basis": step.basis,
        "rule": step.rule,
        "quote": step.evidence.quote,
        **_period(step.period),
        "period_basis": step.period_basis,
        **_evidence(step.evidence),
    }


def _period(period: Period | None) -> Attributes:
    if period is None:
        return {}
    return {"period_start": period.start, "period_end": period.end}


def _evidence(evidence: Evidence) -> Attributes:
    return {
        "report_id": evidence.report_id,
        "sentence_id": evidence.sentence_id,
        "start": evidence.span.start,
        "end": evidence.span.end,
    }
