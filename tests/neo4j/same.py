"""Says of the networkx graph what Neo4j should hold, and of a database what it does hold, in one
form that can be compared and hashed. Written apart from the exporter, so that both can be wrong."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import networkx as nx
from neo4j import Driver
from neo4j.time import Date

Content = dict[str, list[Any]]
"""By id: a node's labels and properties; a relationship's type, ends and properties."""


def expected(graph: "nx.MultiDiGraph[str]") -> tuple[Content, Content]:
    """Return the nodes and the relationships that the graph should become."""
    nodes: Content = {}
    for node, attributes in graph.nodes(data=True):
        labels = ["Entity", attributes["type"]]
        if "subtype" in attributes:
            words = attributes["subtype"].split("-")
            labels.append("".join(word.title() for word in words))
        nodes[node] = [sorted(labels), _properties(attributes)]
    edges: Content = {}
    for source, target, attributes in graph.edges(data=True):
        name = "".join(f"_{c}" if c.isupper() else c.upper() for c in attributes["type"])
        edges[attributes["id"]] = [name, source, target, _properties(attributes)]
    return nodes, edges


def _properties(attributes: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"kg": True}
    for key, value in attributes.items():
        if isinstance(value, Decimal):
            found[key] = float(value)
            found[f"{key}_exact"] = str(value)
        elif isinstance(value, tuple):
            if value:
                found[key] = list(value)
        elif key != "type":
            found[key] = value
    return found


def held(driver: Driver) -> tuple[Content, Content]:
    """Return all nodes and relationships of the database that a build made."""
    nodes: Content = {}
    for labels, properties in _rows(driver, "MATCH (n) WHERE n.kg RETURN labels(n), properties(n)"):
        assert properties["id"] not in nodes
        nodes[properties["id"]] = [sorted(labels), _plain(properties)]
    edges: Content = {}
    for name, source, target, properties in _rows(
        driver, "MATCH (a)-[r]->(b) WHERE r.kg RETURN type(r), a.id, b.id, properties(r)"
    ):
        assert properties["id"] not in edges
        edges[properties["id"]] = [name, source, target, _plain(properties)]
    return nodes, edges


def _rows(driver: Driver, statement: str) -> Iterable[tuple[Any, ...]]:
    return [tuple(r.values()) for r in driver.execute_query(statement, database_="neo4j").records]


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.iso_format() if isinstance(value, Date) else value
        for key, value in properties.items()
    }


def checksum(content: tuple[Content, Content]) -> str:
    """Hash nodes and relationships; equal for equal content in whatever order."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
