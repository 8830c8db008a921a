"""Chooses a part of a build for a page of its own: which nodes, and which reports speak of them.
How a page is made of them is the business of `kg.export.html`."""

import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import networkx as nx

from kg.errors import QueryError
from kg.export.page.trim import only
from kg.graph import to_networkx
from kg.model import Facts

_NAMED: Final = ("Place", "Agency", "Project", "Indicator")
_WITHIN: Final = {"locatedIn", "partOf"}
_OF_PLACE: Final = _WITHIN | {"scope", "about", "connects", "covers"}
_COMPANIONS: Final = {"hasIndicator", "hasMilestone", "answeredBy", "responsibleFor", "about"}
_QUIET: Final = {"scope", "covers", "follows", "mentions", "inSection", "states"}
"""Edges over which a neighbourhood does not spread: everything hangs on a report and its issuer."""
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see; what is None is not asked for, the rest must all hold.

    Args:
        place: Name, code or id of a Place; what lies in it belongs to it.
        indicator: Name or id of an Indicator.
        around: Name or id of any entity.
        depth: How many steps around it.
        is_ledger: Whether only the rows of the ledger count.
    """

    place: str | None = None
    indicator: str | None = None
    around: str | None = None
    depth: int = 1
    is_ledger: bool = False


def choose(
    facts: Facts, graph: "nx.MultiDiGraph[str]", wish: Wish
) -> tuple[Facts, "nx.MultiDiGraph[str]"]:
    """Choose a part of a build.

    Returns:
        The facts of the reports that speak of the part, and the graph of the part.

    Raises:
        QueryError: A name is unknown or stands for several things (the message says for which), or
            nothing answers to the whole wish.
    """
    kept = _kept(facts, graph, wish)
    asked = set() if wish.around is None else {find(graph, wish.around)}
    reports = _reports(facts, kept, asked=asked)
    if not reports:
        raise QueryError("no report says anything of that part; ask for less at once")
    chosen = only(facts, reports)
    whole = to_networkx(chosen)
    return chosen, whole.subgraph([node for node in whole if node in kept or node in reports])


def find(graph: "nx.MultiDiGraph[str]", name: str, types: Collection[str] = _NAMED) -> str:
    """Find a node by its id, its code, its label or an alias; a label goes before an alias.

    Raises:
        QueryError: There is none, or several.
    """
    nodes = [
        (node, data["label"], data.get("aliases") or ())
        for node, data in graph.nodes(data=True)
        if data["type"] in types
    ]
    wanted = _fold(name)
    tests: tuple[Callable[[str, str, Iterable[str]], bool], ...] = (
        lambda node, label, aliases: wanted in (node, node.removeprefix("place-")),
        lambda node, label, aliases: _fold(label) == wanted,
        lambda node, label, aliases: wanted in map(_fold, aliases),
    )
    for test in tests:
        found = [node for node, label, aliases in nodes if test(node, label, aliases)]
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError(f"{name!r} stands for several; give an id: {_listed(graph, found)}")
    like = _alike(wanted, nodes)
    hint = f"; is it one of {_listed(graph, like)}?" if like else ""
    raise QueryError(f"no {'/'.join(types)} is called {name!r}{hint}")


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _alike(wanted: str, nodes: Iterable[tuple[str, str, Iterable[str]]]) -> list[str]:
    """Return the nodes whose name holds what is wanted, the shortest first, else those that are
    spelt alike."""
    names: dict[str, str] = {}
    for node, label, aliases in nodes:
        for each in (label, *aliases):
            names.setdefault(_fold(each), node)
    holding = sorted((n for n in names if wanted and wanted in n), key=lambda n: (len(n), n))
    close = holding or get_close_matches(wanted, sorted(names), n=_MOST_NAMED)
    return list(dict.fromkeys(names[each] for each in close))


def _listed(graph: "nx.MultiDiGraph[str]", nodes: Collection[str]) -> str:
    shown = [f"{graph.nodes[node]['label']} ({node})" for node in list(nodes)[:_MOST_NAMED]]
    more = len(nodes) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _kept(facts: Facts, graph: "nx.MultiDiGraph[str]", wish: Wish) -> set[str]:
    parts: list[set[str]] = []
    if wish.place is not None:
        parts.append(_of_place(facts, graph, find(graph, wish.place, ("Place",))))
    if wish.indicator is not None:
        parts.append(_of_indicator(graph, find(graph, wish.indicator, ("Indicator",))))
    if wish.around is not None:
        parts.append(_around(graph, find(graph, wish.around), wish.depth))
    if wish.is_ledger:
        parts.append(_of_ledger(facts))
    return set.intersection(*parts) if parts else set(graph)


def _within(graph: "nx.MultiDiGraph[str]", place: str) -> set[str]:
    """Return a place and the places in it."""
    found, queue = {place}, [place]
    while queue:
        for source, _, kind in _incoming(graph, {queue.pop()}):
            if kind in _WITHIN and source not in found and graph.nodes[source]["type"] == "Place":
                found.add(source)
                queue.append(source)
    return found


def _outgoing(graph: "nx.MultiDiGraph[str]", nodes: set[str]) -> set[tuple[str, str, str]]:
    return {(s, t, edge["type"]) for s, t, edge in graph.out_edges(nodes, data=True)}


def _incoming(graph: "nx.MultiDiGraph[str]", nodes: set[str]) -> set[tuple[str, str, str]]:
    return {(s, t, edge["type"]) for s, t, edge in graph.in_edges(nodes, data=True)}


def _of_place(facts: Facts, graph: "nx.MultiDiGraph[str]", place: str) -> set[str]:
    places = _within(graph, place)
    own = {entity.id for entity in facts.entities if entity.scope_id in places}
    own |= {
        source
        for source, _, kind in _incoming(graph, places)
        if kind in _OF_PLACE and graph.nodes[source]["type"] != "Report"
    }
    companions = {
        other
        for source, target, kind in _outgoing(graph, set(graph))
        if kind in _COMPANIONS
        for one, other in ((source, target), (target, source))
        if one in own and graph.nodes[one]["type"] != "Indicator"
    }
    return places | own | companions


def _of_indicator(graph: "nx.MultiDiGraph[str]", indicator: str) -> set[str]:
    """Return an indicator, its figures, and what these are about."""
    figures = {source for source, _, kind in _incoming(graph, {indicator}) if kind not in _QUIET}
    ends = {
        target for _, target, kind in _outgoing(graph, figures) if kind in _OF_PLACE | _COMPANIONS
    }
    return {indicator} | figures | ends


def _around(graph: "nx.MultiDiGraph[str]", start: str, depth: int) -> set[str]:
    """Return what is within some steps, not counting steps over a report or to its issuer."""
    issuers = {target for _, target, kind in _outgoing(graph, set(graph)) if kind == "covers"}
    found, border = {start}, {start}
    for _ in range(depth):
        spreading = {node for node in border if node == start or node not in issuers}
        border = {
            other
            for source, target, kind in _outgoing(graph, spreading) | _incoming(graph, spreading)
            if kind not in _QUIET
            for other in (source, target)
        } - found
        found |= border
    return found


def _of_ledger(facts: Facts) -> set[str]:
    return {
        node
        for row in facts.ledger
        for node in (row.place_id, row.indicator_id, row.target_id, row.outcome_id)
        if node is not None
    }


def _reports(facts: Facts, kept: set[str], *, asked: set[str]) -> set[str]:
    """Return the reports that say something of what is kept; that they name a place is not enough,
    unless it was asked for."""
    places = {e.id for e in facts.entities if e.type == "Place"} - asked
    said = [(figure.id, figure.evidence) for figure in facts.figures]
    said += [(step.id, step.evidence) for step in facts.steps]
    said += [(mention.entity_id, mention.evidence) for mention in facts.mentions]
    return {where.report_id for node, where in said if node in kept and node not in places}
