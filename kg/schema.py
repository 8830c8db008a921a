"""Node classes, properties and edge types, from `data/schema.toml`, and the one mapping between
their spellings.

camelCase in the schema and in RDF, snake_case in Python and in the graph's attributes, UPPER_SNAKE
for Neo4j's relationship types. What an export does with a property is the exporter's business.
"""

import re
from functools import cache
from typing import Final

from pydantic import Field

from kg.errors import SchemaError
from kg.rules import Strict, load

SCALARS: Final = ("string", "strings", "integer", "decimal", "boolean", "year", "moment", "date")
"""The ranges of a property that are no code list; any other range names one."""


class Code(Strict):
    """One value of a code list, or one subtype, with its labels, and the RDF term of another
    vocabulary that says the same."""

    id: str
    zh: str
    en: str
    same: str = ""


class CodeList(Strict):
    """A closed list of values (比较关系, 阶段, …)."""

    name: str
    zh: str
    en: str
    codes: tuple[Code, ...]


class Property(Strict):
    """An attribute of a node class.

    Args:
        range: A scalar or the name of a code list.
        required: Whether every node has it.
        iri: The RDF term that stands for it, with a prefix of `kg.rdf`; empty for an own term,
            `none` where RDF says it otherwise.
        broader: RDF terms that the own one narrows.
        refers: The node class whose id the string is; empty where it is no id.
        lang: The language of the text; empty for what is no text of one language.
        pattern: A regular expression that every value matches; empty for none.
        default: The value that RDF leaves out; empty for none.
    """

    name: str
    range: str
    required: bool = False
    iri: str = ""
    broader: tuple[str, ...] = ()
    refers: str = ""
    lang: str = ""
    pattern: str = ""
    default: str = ""
    zh: str
    en: str

    @property
    def key(self) -> str:
        """The attribute's name in the graph."""
        return snake(self.name)


class NodeClass(Strict):
    """A class of nodes.

    Args:
        figure: Whether it has the properties that Target and Outcome share.
        broader: RDF classes that it narrows.
        close: RDF classes that mean nearly the same.
        disjoint: RDF classes that share no member with it.
    """

    name: str
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    figure: bool = False
    broader: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    subtypes: tuple[Code, ...] = ()
    properties: tuple[Property, ...] = ()


class RdfClass(Strict):
    """A class that only RDF has: what networks of nodes and edges say on their edges or not at
    all."""

    name: str
    zh: str
    en: str
    comment_zh: str
    comment_en: str
    broader: tuple[str, ...] = ()
    properties: tuple[Property, ...]


class EdgeType(Strict):
    """A type of edges, with the node classes at its ends.

    Args:
        carried: Whether the evidence of such an edge is that of the node at its start or end, so
            that RDF needs no Assertion for it.
        implied: Whether RDF leaves it out, for other statements say it.
        broader: RDF terms that it narrows.
        inverse: The own name of the way back; empty where it has none.
        transitive: Whether it goes on from its target.
        symmetric: Whether it holds both ways.
        least, most: How many of them a source of each of the classes has; None for any number.
        inverse_least, inverse_most: The same for a target.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    carried: bool = False
    implied: bool = False
    broader: tuple[str, ...] = ()
    inverse: str = ""
    transitive: bool = False
    symmetric: bool = False
    least: int = 0
    most: int | None = None
    inverse_least: int = 0
    inverse_most: int | None = None
    zh: str
    en: str


class Comment(Strict):
    """What a term means, in both languages."""

    zh: str
    en: str


class Schema(Strict):
    """The whole of `data/schema.toml`; `comment` is by the own name of a property or an edge."""

    code_list: tuple[CodeList, ...]
    node: tuple[NodeClass, ...]
    figure_property: tuple[Property, ...]
    edge: tuple[EdgeType, ...]
    rdf_class: tuple[RdfClass, ...] = ()
    comment: dict[str, Comment] = Field(default_factory=dict)

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

    def rdf_properties_of(self, name: str) -> tuple[Property, ...]:
        """Return the properties of a class that only RDF has, in their order.

        Raises:
            SchemaError: There is no such class.
        """
        for rdf_class in self.rdf_class:
            if rdf_class.name == name:
                return rdf_class.properties
        names = ", ".join(rdf_class.name for rdf_class in self.rdf_class)
        raise SchemaError(f"no RDF class {name!r}; choose from {names}")

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
    owned = [(node.name, node.properties) for node in loaded.node]
    owned += [(rdf_class.name, rdf_class.properties) for rdf_class in loaded.rdf_class]
    for name, properties in owned:
        for prop in (*properties, *loaded.figure_property):
            if prop.range not in known:
                raise SchemaError(f"schema.toml: {name}.{prop.name}: no range {prop.range!r}")
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
