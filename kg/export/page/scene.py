"""Decides what is drawn, how heavy it is and where it stands. What a fact says is the business of
`data`; the arithmetic of places that of `layout`."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import Final

import networkx as nx

from kg.export.page.layout import Item, arrange
from kg.export.page.place import COMMON, Group, home, make_groups
from kg.export.page.sheet import Box
from kg.model import RELATION_TYPES, Facts

DRAWN: Final = (
    "Report",
    "Place",
    "Agency",
    "Project",
    "Indicator",
    "Target",
    "Outcome",
    "Milestone",
)
"""Sections are the regions of the map; sentences are evidence and stand in the text."""

_TIES: Final = {*RELATION_TYPES, "about", "hasIndicator", "answeredBy", "hasMilestone"}
_RADIUS: Final = {"Report": 12.0, "Target": 4.0, "Outcome": 4.0, "Milestone": 3.2}
_CORE: Final = 6
_CORE_RADIUS: Final = 6.0
"""Of a figure of a core indicator."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A node as it is drawn.

    Args:
        id: Of the node in the graph.
        weight: How often it is spoken of.
        radius: In pixels at the natural scale.
        group: Index of its group.
        x, y: Where.
        years: The report years that speak of it, ascending.
        is_minor: Whether it is drawn only when it is selected: an indicator with one figure, which
            the figure's own dot stands for.
        is_moon: Whether it stands around what it is of.
    """

    id: str
    weight: int
    radius: float
    group: int
    x: float
    y: float
    years: tuple[int, ...]
    is_minor: bool = False
    is_moon: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn: dots in the order of their weight within a type, and the regions."""

    dots: tuple[Dot, ...]
    groups: tuple[Group, ...]
    boxes: tuple[Box | None, ...]
    group_of: dict[str, int]
    """Of every section's id."""


def make_scene(facts: Facts, graph: "nx.MultiDiGraph[str]") -> Scene:
    """Decide what is drawn and where.

    Args:
        facts: What a build knows.
        graph: The same as a graph; only nodes that it has are drawn.
    """
    groups, group_of = make_groups(facts)
    seen = _seen(facts, group_of)
    years = _years(facts)
    weight = _weights(facts, graph, seen)
    issuers = {edge.target for edge in facts.edges if edge.type == "covers"}
    minor = _minor(facts)
    drawn = [
        (node, attributes["type"])
        for node, attributes in graph.nodes(data=True)
        if attributes["type"] in DRAWN and node not in minor
    ]
    drawn.sort(key=lambda pair: (DRAWN.index(pair[1]), -weight[pair[0]], pair[0]))
    place = {
        node: COMMON
        if kind == "Report" or node in issuers
        else home(seen[node].elements(), count=len(groups))
        for node, kind in drawn
    }
    items = _items(facts, graph, drawn, weight, place)
    number = {node: index for index, (node, _) in enumerate(drawn)}
    breaks, bands = _breaks(facts, groups) if len(facts.reports) > 1 else ([], [])
    links = _links(graph, number)
    result = arrange(items, links, groups=len(groups), breaks=breaks, bands=bands)
    dots = [
        Dot(
            node,
            weight[node],
            item.radius,
            place[node],
            *at,
            years[node],
            is_moon=item.owner is not None,
        )
        for (node, _), item, at in zip(drawn, items, result.positions, strict=True)
    ]
    for node in sorted(minor):
        if node in graph and minor[node] in number:
            at = dots[number[minor[node]]]
            dots.append(Dot(node, 1, 5.0, at.group, at.x, at.y - 14, years[node], is_minor=True))
    return Scene(tuple(dots), groups, result.boxes, group_of)


def _weights(
    facts: Facts, graph: "nx.MultiDiGraph[str]", seen: dict[str, Counter[int]]
) -> dict[str, int]:
    """Count how often each node is spoken of; core indicators count for more."""
    core = {indicator.id for indicator in facts.indicators if indicator.is_core}
    return {
        node: max(1, sum(seen[node].values())) + (_CORE if node in core else 0) for node in graph
    }


def _minor(facts: Facts) -> dict[str, str]:
    """Return the indicators that have a single figure, each with the id of that figure."""
    figures: dict[str, list[str]] = defaultdict(list)
    for figure in facts.figures:
        if figure.indicator_id is not None:
            figures[figure.indicator_id].append(figure.id)
    return {
        indicator.id: figures[indicator.id][0]
        for indicator in facts.indicators
        if not indicator.is_core and len(figures[indicator.id]) == 1
    }


def _items(
    facts: Facts,
    graph: "nx.MultiDiGraph[str]",
    drawn: list[tuple[str, str]],
    weight: dict[str, int],
    place: dict[str, int],
) -> list[Item]:
    number = {node: index for index, (node, _) in enumerate(drawn)}
    owner = _owners(facts, place)
    core = _core_figures(facts)
    items = []
    for node, kind in drawn:
        moon_of = number.get(owner.get(node, ""))
        letters = 0.0 if moon_of is not None else _letters(str(graph.nodes[node]["label"]))
        radius = _CORE_RADIUS if node in core else _radius(kind, weight[node])
        items.append(Item(place[node], radius, letters, moon_of))
    return items


def _core_figures(facts: Facts) -> set[str]:
    core = {indicator.id for indicator in facts.indicators if indicator.is_core}
    return {figure.id for figure in facts.figures if figure.indicator_id in core}


def _links(graph: "nx.MultiDiGraph[str]", number: dict[str, int]) -> list[tuple[int, int]]:
    return [
        (number[source], number[target])
        for source, target, edge in graph.edges(data=True)
        if edge["type"] in _TIES and source in number and target in number
    ]


def _seen(facts: Facts, group_of: dict[str, int]) -> dict[str, Counter[int]]:
    """Count for every node the groups that speak of it."""
    seen: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in facts.mentions:
        seen[mention.entity_id][group_of[mention.evidence.section_id]] += 1
    for figure in facts.figures:
        group = group_of[figure.evidence.section_id]
        seen[figure.id][group] += 1
        if figure.indicator_id is not None:
            seen[figure.indicator_id][group] += 1
    for step in facts.steps:
        seen[step.id][group_of[step.evidence.section_id]] += 1
    return seen


def _years(facts: Facts) -> dict[str, tuple[int, ...]]:
    year_of = {report.id: report.report_year for report in facts.reports}
    found: dict[str, set[int]] = defaultdict(set)
    for report in facts.reports:
        found[report.id].add(report.report_year)
    for mention in facts.mentions:
        found[mention.entity_id].add(year_of[mention.evidence.report_id])
    for figure in facts.figures:
        year = year_of[figure.evidence.report_id]
        found[figure.id].add(year)
        if figure.indicator_id is not None:
            found[figure.indicator_id].add(year)
    for step in facts.steps:
        found[step.id].add(year_of[step.evidence.report_id])
    return defaultdict(tuple, {node: tuple(sorted(years)) for node, years in found.items()})


def _owners(facts: Facts, place: dict[str, int]) -> dict[str, str]:
    """Tell around what a fact stands: its project, its subject or its indicator, if in one
    group."""
    owner: dict[str, str] = {}
    for step in facts.steps:
        _own(owner, place, step.id, step.project_id)
    for figure in facts.figures:
        for candidate in (figure.subject_id, figure.indicator_id):
            _own(owner, place, figure.id, candidate)
    return owner


def _own(owner: dict[str, str], place: dict[str, int], moon: str, body: str | None) -> None:
    if body is None or moon in owner or moon not in place:
        return
    if place.get(body) == place[moon]:
        owner[moon] = body


def _breaks(facts: Facts, groups: tuple[Group, ...]) -> tuple[list[int], list[int]]:
    """Return the groups with which a report begins, and those with which another region does."""
    regions = [report.region for report in facts.reports]
    breaks, bands = [], []
    for index, group in enumerate(groups):
        before = groups[index - 1].report if index else None
        if group.report is None or group.report == before:
            continue
        breaks.append(index)
        if before is None or regions[before] != regions[group.report]:
            bands.append(index)
    return breaks, bands


def _radius(kind: str, weight: int) -> float:
    return _RADIUS.get(kind, round(min(20.0, 4.0 + 2.4 * sqrt(weight)), 1))


def _letters(label: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E80 else 0.55 for letter in label)
