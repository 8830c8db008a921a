"""Facts to quads. Which attribute is which term is said in `data/schema.toml`; what a fact is, is
the business of the stages before.

Every triple stands in exactly one named graph: that of its report, `gazetteer` (divisions),
`entities` (what reports name, and what numbers measure), `inferred`, `ledger`, `runs` or
`ontology`. So the union of the graphs is a set, and no reader counts anything twice.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import networkx as nx

from kg.config import Config
from kg.model import Facts, LedgerRow
from kg.rdf.dataset import described
from kg.rdf.name import Names, Quad, Triple, code_name, decimal, literal, moment, text, typed
from kg.rdf.ontology import compound_units
from kg.rdf.ontology import quads as ontology_quads
from kg.rdf.unit import unit_name
from kg.schema import SCALARS, Property, schema

GAZETTEER: Final = "gazetteer"
ENTITIES: Final = "entities"
INFERRED: Final = "inferred"
LEDGER: Final = "ledger"

_SAID: Final = ("answeredBy", "scope", "states")
"""Carried edges whose basis a property of a node says: of the ledger's entry, of the figure."""

Attributes = Mapping[str, Any]
Write = Callable[[Any], str]

_SCALAR_WRITERS: Final[Mapping[str, Write]] = {
    "string": literal,
    "strings": literal,
    "integer": lambda value: typed(str(value), "integer"),
    "decimal": lambda value: decimal(Decimal(str(value))),
    "boolean": lambda value: typed("true" if value else "false", "boolean"),
    "year": lambda value: typed(f"{value:04d}", "gYear"),
    "moment": moment,
    "date": lambda value: typed(value, "date"),
}


def quads(facts: Facts, graph: "nx.MultiDiGraph[str]", *, config: Config) -> Iterator[Quad]:
    """Say the facts of a build as quads: each once, without blank nodes, in a fixed order.

    Args:
        facts: What a build knows.
        graph: The graph of the same facts.
        config: Settings; the IRIs begin with `base_iri`.

    Raises:
        SchemaError: A node's id cannot be the last part of an IRI.
    """
    names = Names(config.base_iri)
    sizes: Counter[str] = Counter()
    for quad in _of_facts(facts, graph, names):
        sizes[quad[3]] += 1
        yield quad
    yield from described(sizes, facts, config=config)


def _of_facts(facts: Facts, graph: "nx.MultiDiGraph[str]", names: Names) -> Iterator[Quad]:
    writer = _Writer(facts, graph, names)
    units: dict[str, None] = {}
    for node, attributes in graph.nodes(data=True):
        yield from writer.node(node, attributes)
        if "unit" in attributes:
            units[attributes["unit"]] = None
    for source, target, attributes in graph.edges(data=True):
        yield from writer.edge(source, target, attributes)
    for row in facts.ledger:
        yield from writer.ledger_row(row)
    yield from compound_units(sorted(units), names)
    yield from ontology_quads(names.base)


class _Writer:
    """What is looked up while the quads of one build are made."""

    def __init__(self, facts: Facts, graph: "nx.MultiDiGraph[str]", names: Names) -> None:
        self._graph = graph
        self._names = names
        self._order = {report.id: place for place, report in enumerate(facts.reports)}
        self._sentences = {
            report.sentence_id(index): (report.id, sentence.span.start, sentence.span.end)
            for report in facts.reports
            for index, sentence in enumerate(report.sentences)
        }
        self._type = names.term("rdf:type")
        self._label = names.term("rdfs:label")
        self._rows = {node.name: self._rows_of(node.name) for node in schema().node}
        self._rdf_rows = {
            rdf_class.name: [self._row(prop, rdf_class.name) for prop in rdf_class.properties]
            for rdf_class in schema().rdf_class
        }
        self._predicates = {edge.name: names.term(f"gr:{edge.name}") for edge in schema().edge}

    # --- nodes

    def node(self, node: str, attributes: Attributes) -> Iterator[Quad]:
        """Say a node's class, label and properties."""
        kind = attributes["type"]
        graph = self._names.graph(self._home(node, attributes))
        subject = self._term(node)
        yield subject, self._type, self._names.term(f"gr:{kind}"), graph
        if kind != "Sentence":
            yield subject, self._label, text(attributes["label"], "zh"), graph
        for triple in _described(subject, attributes, self._rows[kind]):
            yield *triple, graph

    def _home(self, node: str, attributes: Attributes) -> str:
        """Name the graph that a node belongs to."""
        if attributes["type"] == "Report":
            return node
        if "report_id" in attributes:
            return str(attributes["report_id"])
        return GAZETTEER if attributes.get("subtype") == "division" else ENTITIES

    def _term(self, node: str) -> str:
        span = self._sentences.get(node)
        return self._names.thing(node) if span is None else self._names.text_span(*span)

    # --- edges

    def edge(self, source: str, target: str, attributes: Attributes) -> Iterator[Quad]:
        """Say an edge as a triple, and beside it, unless its node has the evidence, an Assertion
        with its evidence, basis, rule and probability."""
        kind = schema().edge_type(attributes["type"])
        if kind.implied:
            return
        home = self._edge_home(source, target, attributes)
        graph = self._names.graph(home)
        subject, target_term = self._term(source), self._term(target)
        yield subject, self._predicates[kind.name], target_term, graph
        if not kind.carried or (attributes["basis"] == "inferred" and kind.name not in _SAID):
            values = {
                **attributes,
                "subject": source,
                "predicate": kind.name,
                "object": target,
            }
            yield from self._assertion(values, graph)

    def _assertion(self, values: Attributes, graph: str) -> Iterator[Quad]:
        subject = self._names.thing(values["id"])
        derived = self._names.term("prov:wasDerivedFrom")
        yield subject, self._type, self._names.term("gr:Assertion"), graph
        for triple in _described(subject, values, self._rdf_rows["Assertion"]):
            if triple[1] != derived:
                yield *triple, graph
        for sentence in values["evidence"]:
            report = self._sentences[sentence][0]
            yield subject, derived, self._term(sentence), self._names.graph(report)

    def _edge_home(self, source: str, target: str, attributes: Attributes) -> str:
        """Name the graph of an edge: its report's, else that of what it was concluded from."""
        if attributes["type"] == "answeredBy":
            return LEDGER
        for end in (source, target):
            home = self._home(end, self._graph.nodes[end])
            if home in self._order:
                return home
        if attributes["evidence"] and attributes["basis"] == "stated":
            reports = {self._sentences[sentence][0] for sentence in attributes["evidence"]}
            return min(reports, key=self._order.__getitem__)
        ends = (self._graph.nodes[source], self._graph.nodes[target])
        if all(end.get("subtype") == "division" for end in ends):
            return GAZETTEER
        return INFERRED

    # --- the ledger

    def ledger_row(self, row: LedgerRow) -> Iterator[Quad]:
        """Say a row of the ledger."""
        values = {
            "place": row.place_id,
            "level": row.level,
            "year": row.year,
            "indicator": row.indicator_id,
            "verdict": row.verdict,
            "target": row.target_id,
            "outcome": row.outcome_id,
            "gap": row.gap,
            "basis": row.basis,
            "rule": row.rule,
        }
        graph = self._names.graph(LEDGER)
        subject = self._names.thing(row.id)
        yield subject, self._type, self._names.term("gr:LedgerEntry"), graph
        for triple in _described(subject, values, self._rdf_rows["LedgerEntry"]):
            yield *triple, graph

    # --- properties

    def _rows_of(self, node_type: str) -> list["_Row"]:
        return [
            self._row(prop, node_type)
            for prop in schema().properties_of(node_type)
            if prop.iri != "none"
        ]

    def _row(self, prop: Property, owner: str) -> "_Row":
        predicate = self._names.term(prop.iri or f"gr:{prop.name}")
        return prop.key, predicate, self._value_writer(prop, owner), prop.default

    def _value_writer(self, prop: Property, owner: str) -> Write:
        names = self._names
        by_reference: dict[str, Write] = {
            "Subtype": lambda value: names.term(f"gr:{code_name(owner, value)}"),
            "Unit": lambda value: names.term(f"gr:{unit_name(value)}"),
            "Edge": lambda value: names.term(f"gr:{value}"),
        }
        if prop.refers:
            return by_reference.get(prop.refers, self._term)
        if prop.range not in SCALARS:
            return lambda value: names.code(prop.range, value)
        if prop.lang:
            return lambda value: text(value, prop.lang)
        return _SCALAR_WRITERS[prop.range]


_Row = tuple[str, str, Write, str]
"""The key of an attribute, its predicate, what writes a value of it, and which is not written."""


def _described(subject: str, values: Attributes, rows: Sequence[_Row]) -> Iterator[Triple]:
    """Say the properties that a thing has; an absent or None value is not said."""
    for key, predicate, write, default in rows:
        value = values.get(key)
        if default and str(value).lower() == default:
            continue
        if isinstance(value, tuple):
            for item in value:
                yield subject, predicate, write(item)
        elif value is not None:
            yield subject, predicate, write(value)
