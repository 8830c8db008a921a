"""Checks the RDF against the SHACL shapes, report by report, so that it takes memory for one."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import rdflib
from pyshacl import validate
from rdflib.namespace import SH

from kg.rdf import Names
from kg.rdf.shape import render
from kg.store import STORE_DIR, open_read_only
from kg.validate.fact import name_of

MOST_GRAPHS: Final = 100
"""Graphs that are looked at; of more, as many are taken at even distances."""
WHOLE: Final = 100_000
"""Triples up to which the whole is looked at in one go, which is faster."""

_Graph = ox.NamedNode | ox.BlankNode
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def breaches(directory: Path, *, base: str, most_graphs: int = MOST_GRAPHS) -> Iterator[str]:
    """Yield what breaks a shape, sorted within each graph.

    Args:
        directory: A build's folder with its store.
        base: Where its IRIs begin.
        most_graphs: The most graphs to look at; `looked_at` says how many of how many they are.
    """
    store = open_read_only(directory / STORE_DIR)
    shapes = rdflib.Graph().parse(data=render(base), format="turtle")
    graphs = sorted(store.named_graphs(), key=str)
    if len(store) <= WHOLE:
        yield from _breaches(store, graphs, shapes)
        return
    ontology = ox.NamedNode(Names(base).graph("ontology")[1:-1])
    for graph in _taken(graphs, most_graphs):
        if graph != ontology:
            yield from _breaches(store, [graph], shapes)


def looked_at(directory: Path, *, most_graphs: int = MOST_GRAPHS) -> tuple[int, int]:
    """Return how many graphs `breaches` looks at, and how many there are."""
    store = open_read_only(directory / STORE_DIR)
    graphs = sorted(store.named_graphs(), key=str)
    is_whole = len(store) <= WHOLE
    return len(graphs) if is_whole else len(_taken(graphs, most_graphs)), len(graphs)


def _taken(graphs: Sequence[_Graph], most: int) -> list[_Graph]:
    step = max(1, -(-len(graphs) // most))
    return [graph for place, graph in enumerate(graphs) if place % step == 0]


def _breaches(store: ox.Store, graphs: Sequence[_Graph], shapes: rdflib.Graph) -> Iterator[str]:
    """Check some graphs, with the types of what they point at; what stands in other graphs is not
    blamed for what it lacks here."""
    triples = [
        quad.triple for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)
    ]
    own = {triple.subject for triple in triples if triple.predicate == _TYPE}
    ends = {end for triple in triples for end in (triple.subject, triple.object)}
    others = {end for end in ends - own if isinstance(end, ox.NamedNode)}
    for end in others:
        triples += [quad.triple for quad in store.quads_for_pattern(end, _TYPE, None)]
    data = rdflib.Graph()
    data.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pySHACL asks rdflib the old way
        _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    lines = []
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        if ox.NamedNode(str(focus)) in own or path is None:
            lines.append(_line(report, result))
    yield from sorted(lines)


def _line(report: rdflib.Graph, result: rdflib.term.Node) -> str:
    """Say one breach: what, which property, which value, and why."""
    focus, path, value = (
        report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value)
    )
    message = report.value(result, SH.resultMessage)
    parts = [_name(focus), _name(path) if path else "", _name(value) if value else "", str(message)]
    return ": ".join(" ".join(part.split()) for part in parts if part)


def _name(term: rdflib.term.Node | None) -> str:
    if isinstance(term, rdflib.URIRef):
        return name_of(ox.NamedNode(str(term))).rpartition("#")[2] or str(term)
    if isinstance(term, rdflib.BNode):
        return "way back"
    return str(term)
