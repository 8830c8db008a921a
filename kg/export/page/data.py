"""Puts what the page knows into one plain value that becomes its JSON. Offsets into texts are
turned from code points into the UTF-16 units that JavaScript counts in. Nothing here knows of
HTML."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import networkx as nx

from kg.export.page.initial import initials
from kg.export.page.scene import Scene
from kg.export.page.sheet import Box
from kg.model import Facts, Report
from kg.schema import schema
from kg.version import VERSION

Offset = Callable[[int], int]

_LEFT_OUT: Final = {"id", "type", "label", "aliases", "report_id", "start", "end", "sentence_id"}
_EDGES_LEFT_OUT: Final = {"mentions", "inSection", "states"}
"""A page tells these from mentions, spans and reports."""


def payload(facts: Facts, graph: "nx.MultiDiGraph[str]", scene: Scene) -> dict[str, Any]:
    """Return all that the page knows, as JSON has it."""
    number = {dot.id: index for index, dot in enumerate(scene.dots)}
    reports = {report.id: index for index, report in enumerate(facts.reports)}
    offsets = [_offsets(report.doc.text) for report in facts.reports]
    sentences = {
        report.sentence_id(at): (index, at)
        for index, report in enumerate(facts.reports)
        for at in range(len(report.sentences))
    }
    return {
        "version": VERSION,
        "schema": _schema(),
        "groups": [
            {"report": group.report, "section": group.section, "box": _box(box)}
            for group, box in zip(scene.groups, scene.boxes, strict=True)
        ],
        "reports": [
            _report(report, scene.group_of, offset)
            for report, offset in zip(facts.reports, offsets, strict=True)
        ],
        "nodes": [
            _node(graph.nodes[dot.id], reports, offsets)
            | {
                "weight": dot.weight,
                "radius": dot.radius,
                "group": dot.group,
                "x": dot.x,
                "y": dot.y,
                "years": list(dot.years),
            }
            | ({"minor": True} if dot.is_minor else {})
            | ({"moon": True} if dot.is_moon else {})
            for dot in scene.dots
        ],
        "edges": _edges(graph, number, sentences),
        "mentions": _mentions(facts, number, reports, offsets),
        "residue": [
            [index, offset(residue.span.start), offset(residue.span.end), residue.reason]
            for index, (extraction, offset) in enumerate(
                zip(facts.extractions, offsets, strict=True)
            )
            for residue in extraction.residue
        ],
        "ledger": _ledger(facts, number),
    }


def _offsets(text: str) -> Offset:
    """Return the function that turns an offset in code points into one in UTF-16 units."""
    if not text or max(text) <= "\uffff":
        return lambda offset: offset
    units = [0]
    for letter in text:
        units.append(units[-1] + (2 if letter > "\uffff" else 1))
    return units.__getitem__


def _schema() -> dict[str, Any]:
    table = schema()
    return {
        "types": {
            node.name: {
                "zh": node.zh,
                "en": node.en,
                "subtypes": {code.id: [code.zh, code.en] for code in node.subtypes},
                "props": {
                    prop.key: [prop.zh, prop.en, prop.range]
                    for prop in table.properties_of(node.name)
                },
            }
            for node in table.node
        },
        "edges": {edge.name: [edge.zh, edge.en] for edge in table.edge},
        "codes": {
            codes.name: {code.id: [code.zh, code.en] for code in codes.codes}
            for codes in table.code_list
        },
    }


def _box(box: Box | None) -> list[float] | None:
    if box is None:
        return None
    return [round(value, 1) for value in (box.left, box.top, box.width, box.height)]


def _report(report: Report, group_of: dict[str, int], offset: Offset) -> dict[str, Any]:
    return {
        "id": report.id,
        "title": report.title,
        "region": report.region,
        "level": report.level,
        "year": report.report_year,
        "kind": report.kind,
        "delivered": report.delivered,
        "file": report.file,
        "text": report.doc.text,
        "sections": [
            [
                offset(section.span.start),
                offset(section.span.end),
                section.depth,
                section.title,
                group_of[report.section_id(index)],
            ]
            for index, section in enumerate(report.sections)
        ],
        "sentences": [
            [offset(sentence.span.start), offset(sentence.span.end), sentence.section]
            for sentence in report.sentences
        ],
    }


def _node(
    attributes: dict[str, Any], reports: dict[str, int], offsets: list[Offset]
) -> dict[str, Any]:
    node: dict[str, Any] = {key: attributes[key] for key in ("id", "type", "label")}
    node["initials"] = initials(node["label"])
    if attributes.get("aliases"):
        node["aliases"] = list(attributes["aliases"])
    if "sentence_id" in attributes:
        report = reports[attributes["report_id"]]
        offset = offsets[report]
        node["at"] = [report, offset(attributes["start"]), offset(attributes["end"])]
    node["props"] = {
        key: _plain(value) for key, value in attributes.items() if key not in _LEFT_OUT
    }
    return node


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return list(value)
    return value


def _edges(
    graph: "nx.MultiDiGraph[str]",
    number: dict[str, int],
    sentences: dict[str, tuple[int, int]],
) -> list[dict[str, Any]]:
    edges = []
    for source, target, data in graph.edges(data=True):
        if data["type"] in _EDGES_LEFT_OUT or source not in number or target not in number:
            continue
        edge = {
            "type": data["type"],
            "source": number[source],
            "target": number[target],
            "basis": data["basis"],
            "rule": data["rule"],
            "evidence": [list(sentences[id_]) for id_ in data["evidence"]],
        }
        edge |= {key: data[key] for key in ("probability", "verdict") if key in data}
        edges.append(edge)
    return edges


def _mentions(
    facts: Facts, number: dict[str, int], reports: dict[str, int], offsets: list[Offset]
) -> list[list[Any]]:
    rows = []
    for mention in facts.mentions:
        node = number.get(mention.entity_id)
        if node is None:
            continue
        where = mention.evidence
        report = reports[where.report_id]
        start, end = offsets[report](where.span.start), offsets[report](where.span.end)
        rows.append([node, report, start, end, mention.rule, mention.probability])
    rows.sort(key=lambda row: row[:4])
    return rows


def _ledger(facts: Facts, number: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "place": number[row.place_id],
            "year": row.year,
            "indicator": number[row.indicator_id],
            "verdict": row.verdict,
            "target": number[row.target_id],
            "outcome": None if row.outcome_id is None else number.get(row.outcome_id),
            "gap": None if row.gap is None else f"{row.gap:f}",
        }
        for row in facts.ledger
        if row.target_id in number and row.indicator_id in number and row.place_id in number
    ]
