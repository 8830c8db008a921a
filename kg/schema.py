"""Node classes, properties and edge types, from `data/schema.toml`, and the one mapping between
their spellings.

camelCase in the schema and in RDF, snake_case in Python and in the graph's attributes, UPPER_SNAKE
for Neo4j's
relationship types. What an export does with a property is the exporter's business.
"""

import re
from functools import cache
from typing import Final, Literal

from kg.errors import SchemaError
from kg.rules import Strict, load

ScalarRange = Literal[
    "string", "strings", "integer", "decimal", "boolean", "year", "moment", "date"
]
SCALARS: Final = ("string", "strings", "integer", "decimal", "boolean", "year", "moment", "date")


class Code(Strict):
    """One value of a code list, or one subtype, with its labels."""

    id: str
    zh: str
    en: str


class CodeList(Strict):
    """A closed list of values (比较关系, 阶段, …)."""

    name: str
    zh: str
    en: str
    codes: tuple[Code, ...]


class Property(Strict):
    """An attribute of a node class; `range` is a scalar or the name of a code list."""

    name: str
    range: str
    required: bool = False
    zh: str
    en: str

    @property
    def key(self) -> str:
        """The attribute's name in the graph."""
        return snake(self.name)


class NodeClass(Strict):
    """A class of nodes. `figure` says that it has the properties that Target and Outcome share."""

    name: str
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    figure: bool = False
    subtypes: tuple[Code, ...] = ()
    properties: tuple[Property, ...] = ()


class EdgeType(Strict):
    """A type of edges, with the node classes at its ends."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    zh: str
    en: str


class Schema(Strict):
    """The whole of `data/schema.toml`."""

    code_list: tuple[CodeList, ...]
    node: tuple[NodeClass, ...]
    figure_property: tuple[Property, ...]
    edge: tuple[EdgeType, ...]

    def properties_of(self, node_type: str) -> tuple[Property, ...]:
        """Return a class's properties in their order.

        Raises:
            SchemaError: There is no such class.
        """
        for node in self.node:
            if node.name == node_type:
                return self.figure_property if node.figure else node.properties
        names = ", ".join(node.name for node in self.node)
        raise SchemaError(f"no node class {node_type!r}; choose from {names}")

    def edge_type(self, name: str) -> EdgeType:
        """Return an edge type.

        Raises:
            SchemaError: There is no such type.
        """
        for edge in self.edge:
            if edge.name == name:
                return edge
        names = ", ".join(edge.name for edge in self.edge)
        raise SchemaError(f"no edge type {name!r}; choose from {names}")

    def codes(self, name: str) -> tuple[Code, ...]:
        """Return the values of a code list.

        Raises:
            SchemaError: There is no such list.
        """
        for code_list in self.code_list:
            if code_list.name == name:
                return code_list.codes
        raise SchemaError(f"no code list {name!r}")


@cache
def schema() -> Schema:
    """Load the schema and check that every range and every end of an edge exists.

    Raises:
        RuleFileError: The table is broken.
        SchemaError: It names something that it does not define.
    """
    loaded = load("schema.toml", Schema)
    known = {*SCALARS, *(code_list.name for code_list in loaded.code_list)}
    classes = {node.name for node in loaded.node}
    for node in loaded.node:
        for prop in (*node.properties, *loaded.figure_property):
            if prop.range not in known:
                raise SchemaError(f"schema.toml: {node.name}.{prop.name}: no range {prop.range!r}")
    for edge in loaded.edge:
        missing = {*edge.sources, *edge.targets} - classes
        if missing:
            raise SchemaError(
                f"schema.toml: edge {edge.name}: no node class {', '.join(sorted(missing))}"
            )
    return loaded


def snake(name: str) -> str:
    """Turn camelCase into snake_case (`reportYear` to `report_year`)."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def upper_snake(name: str) -> str:
    """Turn camelCase into UPPER_SNAKE (`locatedIn` to `LOCATED_IN`)."""
    return snake(name).upper()
