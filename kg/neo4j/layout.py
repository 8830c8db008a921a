"""How the graph lies in tables for Neo4j: which columns a class of nodes or a type of edges has,
and what their values are. Nothing here reads or writes a file.

Every node has the base label `Entity`, its class and, where it has one, its subtype as labels;
every edge is a relationship in UPPER_SNAKE. Keys are those of the graph's attributes. Four things
differ from the graph: `type` is the label; an exact decimal is a double with its digits beside it
as `…_exact`, for Neo4j has no decimals; an empty list is absent; and everything of ours has
`kg: true`, by which a later push knows it from what others added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from kg.errors import SchemaError
from kg.schema import EdgeType, Property, schema, snake, upper_snake

BASE_LABEL: Final = "Entity"
MARK: Final = "kg"
"""The property that says that a node or a relationship is a build's own."""
VECTOR: Final = "embedding"
"""The property with a node's vector, where one was asked for; ours, but in no file."""

Kind = Literal["string", "strings", "long", "double", "boolean", "date"]
Value = str | int | float | bool | tuple[str, ...] | None
"""A value of a column; dates are ISO strings, and what is unknown is None."""

_KINDS: Final[Mapping[str, Kind]] = {
    "string": "string",
    "strings": "strings",
    "integer": "long",
    "decimal": "double",
    "boolean": "boolean",
    "year": "long",
    "moment": "string",
    "date": "date",
}
_FLOATS: Final = ("probability",)
"""Decimals of the schema that a model gave as floats, so that they have no exact digits."""


@dataclass(frozen=True, slots=True)
class Column:
    """A property: its key in Neo4j, its kind, and the attribute of the graph that it comes from.

    Args:
        is_exact: Whether it holds the digits of a decimal, in a column of strings.
    """

    key: str
    kind: Kind
    attribute: str
    is_exact: bool = False

    def value_of(self, attributes: Mapping[str, object]) -> Value:
        """Return the value that a node or an edge has in this column.

        Raises:
            SchemaError: Its value is of another kind.
        """
        value = self._converted(attributes.get(self.attribute))
        if value is None or isinstance(value, _PYTHON[self.kind]):
            return value
        raise SchemaError(f"{self.key}: {value!r} is no {self.kind}")

    def _converted(self, value: object) -> Value:
        if isinstance(value, Decimal):
            return format(value, "f") if self.is_exact else float(value)
        if self.kind == "double" and isinstance(value, int):
            return float(value)
        if isinstance(value, list):
            return tuple(str(item) for item in value)
        if value is None or isinstance(value, str | int | float | tuple):
            return value
        raise SchemaError(f"{self.key}: no column can hold {value!r}")


_PYTHON: Final[Mapping[Kind, type]] = {
    "string": str,
    "strings": tuple,
    "long": int,
    "double": float,
    "boolean": bool,
    "date": str,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The nodes of a class, or the relationships of a type.

    Args:
        name: The class's label, or the relationship's type.
        of: What its rows are.
        columns: Its properties, without the id and the mark.
        labels: All subtype labels that its nodes may have, sorted.
    """

    name: str
    of: Literal["nodes", "relationships"]
    columns: tuple[Column, ...]
    labels: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """What its files are called: `nodes-project`, `relationships-located-in`."""
        plain = self.name if self.of == "relationships" else snake(self.name)
        return f"{self.of}-{plain.lower().replace('_', '-')}"

    def values_of(self, attributes: Mapping[str, object]) -> tuple[Value, ...]:
        """Return the values of a node or an edge in the order of the columns.

        Raises:
            SchemaError: It has an attribute that no column holds, or a value of another kind.
        """
        known = {column.attribute for column in self.columns} | _APART
        if unknown := sorted(set(attributes) - known):
            raise SchemaError(f"{self.name}: no column for {', '.join(unknown)}")
        return tuple(column.value_of(attributes) for column in self.columns)


_APART: Final = {"id", "type"}
"""Attributes that are no properties: the id has its own column, the type is label or type."""

_EDGE_COLUMNS: Final = (
    Column("basis", "string", "basis"),
    Column("rule", "string", "rule"),
    Column("evidence", "strings", "evidence"),
    Column("probability", "double", "probability"),
)
_VERDICT: Final = Column("verdict", "string", "verdict")
"""The column that only answers to targets have."""


@cache
def node_tables() -> Mapping[str, Table]:
    """Return the table of each node class, in the schema's order."""
    tables = {}
    for node in schema().node:
        columns = [Column("label", "string", "label")]
        for prop in schema().properties_of(node.name):
            columns.extend(_columns(prop))
        labels = tuple(sorted(camel(subtype.id) for subtype in node.subtypes))
        tables[node.name] = Table(node.name, "nodes", tuple(columns), labels)
    return tables


@cache
def edge_tables() -> Mapping[str, Table]:
    """Return the table of each edge type, by its name in the schema and in the schema's order."""
    return {edge.name: _edge_table(edge) for edge in schema().edge}


def _edge_table(edge: EdgeType) -> Table:
    more = (_VERDICT,) if edge.name == "answeredBy" else ()
    return Table(upper_snake(edge.name), "relationships", _EDGE_COLUMNS + more)


def _columns(prop: Property) -> Sequence[Column]:
    kind = _KINDS.get(prop.range, "string")
    column = Column(prop.key, kind, prop.key)
    if prop.range == "decimal" and prop.key not in _FLOATS:
        return column, Column(f"{prop.key}_exact", "string", prop.key, is_exact=True)
    return (column,)


def camel(name: str) -> str:
    """Turn a subtype's id into a label (`party-government` to `PartyGovernment`)."""
    return "".join(part.capitalize() for part in name.split("-"))


def labels_of(attributes: Mapping[str, object]) -> tuple[str, ...]:
    """Return the labels of a node: the base label, its class, and its subtype if it has one."""
    labels = (BASE_LABEL, str(attributes["type"]))
    subtype = attributes.get("subtype")
    return labels if subtype is None else (*labels, camel(str(subtype)))
