"""Facts to RDF: the only part with namespaces. Where quads are written or queried is said
elsewhere."""

from typing import TYPE_CHECKING

import networkx as nx

from kg.config import Config
from kg.model import Facts
from kg.rdf.fact import quads
from kg.rdf.name import Names, Quad

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Names", "Quad", "quads", "to_dataset"]


def to_dataset(facts: Facts, graph: "nx.MultiDiGraph[str]", *, config: Config) -> "Dataset":
    """Put facts into an rdflib dataset, whose default graph is the union of the named ones.

    Args:
        facts: What a build knows.
        graph: The graph of the same facts.
        config: Settings.
    """
    from rdflib import Dataset, URIRef  # heavy, and no other path through here needs it

    dataset = Dataset(default_union=True)
    by_graph: dict[str, list[str]] = {}
    for subject, predicate, value, name in quads(facts, graph, config=config):
        by_graph.setdefault(name, []).append(f"{subject} {predicate} {value} .\n")
    for name, lines in by_graph.items():
        dataset.graph(URIRef(name[1:-1])).parse(data="".join(lines), format="nt")
    for prefix, namespace in Names(config.base_iri).prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset
