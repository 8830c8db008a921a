"""Every Cypher statement that is run or written down: constraints, indexes, and loading. What the
tables are is in `layout`; nothing here reads a file or speaks to a server.

Names in a statement come from the schema alone, never from a report, so they need no quoting.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from kg.neo4j.layout import BASE_LABEL, MARK, Column, Table

NAME_INDEX: Final = "entity_names"
"""The full-text index over names and aliases."""
TEXT_INDEX: Final = "sentence_text"
"""The full-text index over the reports' sentences."""

GONE_LABEL: Final = "KgGone"
"""Of a node that no build has any more, but that others have tied something to."""
GONE_TYPE: Final = "KG_GONE"
"""Likewise of a relationship; its own type is in its property `was`."""

NAMED: Final = ("Project", "Agency", "Place", "Indicator")
"""The classes whose names people look for."""
_CJK: Final = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"


def constraints(types: Iterable[str]) -> list[str]:
    """Return what must stand before anything is loaded: ids are unique.

    Args:
        types: Relationship types, for each of which ids are unique too.
    """
    lines = [
        f"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:{BASE_LABEL}) REQUIRE n.id IS UNIQUE"
    ]
    lines += [
        f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS "
        f"FOR ()-[r:{name}]-() REQUIRE r.id IS UNIQUE"
        for name in types
    ]
    return lines


def indexes() -> list[str]:
    """Return the indexes that make the graph's names and sentences quick to find."""
    lines = [
        f"CREATE INDEX {name.lower()}_label IF NOT EXISTS FOR (n:{name}) ON (n.label)"
        for name in NAMED
    ]
    # Facts name their sentence by its id, and the constraint's index serves only :Entity.
    lines.append("CREATE INDEX sentence_id IF NOT EXISTS FOR (n:Sentence) ON (n.id)")
    lines.append(
        f"CREATE FULLTEXT INDEX {NAME_INDEX} IF NOT EXISTS FOR (n:{'|'.join(NAMED)}) "
        f"ON EACH [n.label, n.aliases] {_CJK}"
    )
    lines.append(
        f"CREATE FULLTEXT INDEX {TEXT_INDEX} IF NOT EXISTS FOR (n:Sentence) ON EACH [n.text] {_CJK}"
    )
    return lines


AWAIT_INDEXES: Final = "CALL db.awaitIndexes(600)"


def load_csv(table: Table, file: str, *, delimiter: str, stand_in: str | None) -> str:
    """Return the statement that loads a table's file with LOAD CSV, in batches.

    Args:
        table: Which.
        file: The file's name in the server's import folder.
        delimiter: What stands between the items of a list.
        stand_in: What stands for a backslash in this file, or None where it has none.
    """
    text = _Text(delimiter, stand_in)
    if table.of == "nodes":
        first, lines = 2, _load_node(table, text)
    else:
        first, lines = 4, _load_relationship(table, text)
    entity = "n" if table.of == "nodes" else "r"
    values = [
        f"{column.key}: {text.value(column, first + index)}"
        for index, column in enumerate(table.columns)
    ]
    joined = ",\n    ".join([*values, f"{MARK}: true"])
    body = "\n  ".join([*lines, f"SET {entity} += {{\n    {joined}\n  }}"])
    return (
        f"LOAD CSV FROM 'file:///{file}' AS row\n"
        f"CALL (row) {{\n  {body}\n}} IN TRANSACTIONS OF 5000 ROWS"
    )


def _load_node(table: Table, text: "_Text") -> list[str]:
    lines = [f"MERGE (n:{BASE_LABEL} {{id: {text.string(0)}}})", f"SET n:{table.name}"]
    if table.labels:
        lines.append(f"SET n:$({text.split(1)})")
    return lines


def _load_relationship(table: Table, text: "_Text") -> list[str]:
    return [
        f"MATCH (a:{BASE_LABEL} {{id: {text.string(0)}}})",
        f"MATCH (b:{BASE_LABEL} {{id: {text.string(1)}}})",
        f"MERGE (a)-[r:{table.name} {{id: {text.string(3)}}}]->(b)",
    ]


class _Text:
    """Writes down how a field of `row` becomes a value."""

    def __init__(self, delimiter: str, stand_in: str | None) -> None:
        self._delimiter = _literal(delimiter)
        self._stand_in = None if stand_in is None else _literal(stand_in)

    def string(self, index: int) -> str:
        if self._stand_in is None:
            return f"row[{index}]"
        return rf"replace(row[{index}], {self._stand_in}, '\\')"

    def split(self, index: int) -> str:
        return f"split({self.string(index)}, {self._delimiter})"

    def value(self, column: Column, index: int) -> str:
        plain = f"row[{index}]"
        return {
            "string": self.string(index),
            "strings": self.split(index),
            "long": f"toInteger({plain})",
            "double": f"toFloat({plain})",
            "boolean": f"toBoolean({plain})",
            "date": f"date({plain})",
        }[column.kind]


def _literal(char: str) -> str:
    return rf"'\u{ord(char):04x}'"


def known_nodes(table: Table) -> str:
    """Return the query for a class's nodes that are a build's own: id, labels, values."""
    return (
        f"MATCH (n:{BASE_LABEL}:{table.name}) WHERE n.{MARK} "
        f"RETURN n.id, labels(n), [{_values(table, 'n')}]"
    )


def known_relationships(table: Table) -> str:
    """Return the query for a type's relationships that are a build's own: id, ends, values."""
    return (
        f"MATCH (a)-[r:{table.name}]->(b) WHERE r.{MARK} "
        f"RETURN r.id, [a.id, b.id], [{_values(table, 'r')}]"
    )


def _values(table: Table, name: str) -> str:
    """Write down what a batch's row has too, so that the two compare: dates as strings."""
    return ", ".join(
        f"toString({name}.{column.key})" if column.kind == "date" else f"{name}.{column.key}"
        for column in table.columns
    )


def merge_nodes(table: Table, labels: Sequence[str], *, without: Sequence[str] = ()) -> str:
    """Return the statement that writes `$rows` of nodes: id, then values.

    Args:
        table: Of the rows.
        labels: All labels that the nodes shall have.
        without: Labels of ours that they may have had before.
    """
    others = [label for label in without if label not in labels]
    remove = f"REMOVE n:{':'.join(others)} " if others else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{BASE_LABEL} {{id: row[0]}}) {remove}"
        f"SET n:{':'.join(labels)}, n += {{{_assigned(table, 1)}}}"
    )


def merge_relationships(table: Table) -> str:
    """Return the statement that writes `$rows` of relationships: start, end, id, then values."""
    return (
        f"UNWIND $rows AS row MATCH (a:{BASE_LABEL} {{id: row[0]}}) "
        f"MATCH (b:{BASE_LABEL} {{id: row[1]}}) "
        f"MERGE (a)-[r:{table.name} {{id: row[2]}}]->(b) SET r += {{{_assigned(table, 3)}}}"
    )


def _assigned(table: Table, first: int) -> str:
    values = [
        f"{column.key}: {'date' if column.kind == 'date' else ''}(row[{first + index}])"
        for index, column in enumerate(table.columns)
    ]
    return ", ".join([*values, f"{MARK}: true"])


def remove_relationships(table: Table) -> str:
    """Return the statement that removes those of `$ids`.

    One that has properties besides `$keys` leaves a relationship KG_GONE with them behind, for
    somebody else gave it those.
    """
    return (
        f"UNWIND $ids AS id MATCH (a)-[r:{table.name} {{id: id}}]->(b) WHERE r.{MARK} "
        "FOREACH (_ IN CASE WHEN any(key IN keys(r) WHERE NOT key IN $keys) "
        "THEN [1] ELSE [] END | "
        f"CREATE (a)-[gone:{GONE_TYPE}]->(b) SET gone = properties(r), gone.was = '{table.name}' "
        f"REMOVE gone.{MARK}) DELETE r"
    )


def remove_nodes(labels: Sequence[str]) -> str:
    """Return the statement that removes those of `$ids`, and how many it had to leave behind.

    A node that has relationships, labels besides `labels` or properties besides `$keys` has them
    from somebody else: it stays, but as KgGone and without the labels of a build.

    Args:
        labels: All labels that a build gives to nodes of their class.
    """
    return (
        f"UNWIND $ids AS id MATCH (n:{BASE_LABEL} {{id: id}}) WHERE n.{MARK} "
        "WITH n, EXISTS {(n)--()} OR any(key IN keys(n) WHERE NOT key IN $keys) "
        "OR any(label IN labels(n) WHERE NOT label IN $labels) AS stays "
        "FOREACH (_ IN CASE WHEN stays THEN [1] ELSE [] END | "
        f"SET n:{GONE_LABEL} REMOVE n:{':'.join(labels)} REMOVE n.{MARK}) "
        "FOREACH (_ IN CASE WHEN stays THEN [] ELSE [1] END | DELETE n) "
        "RETURN sum(CASE WHEN stays THEN 1 ELSE 0 END)"
    )


GONE_IDS: Final = f"MATCH (n:{GONE_LABEL}) RETURN n.id"
REVIVE: Final = (
    f"UNWIND $ids AS id MATCH (n:{GONE_LABEL} {{id: id}}) "
    f"WHERE NOT EXISTS {{MATCH (:{BASE_LABEL} {{id: id}})}} "
    f"SET n:{BASE_LABEL} REMOVE n:{GONE_LABEL}"
)
"""Take a node back that a build has again; what others gave it comes with it."""

IS_OURS: Final = (
    f"OPTIONAL MATCH (n:{BASE_LABEL}) WHERE n.{MARK} WITH n LIMIT 1 RETURN n IS NOT NULL"
)
SOME_LABELS: Final = "MATCH (n) WITH n LIMIT 1000 UNWIND labels(n) AS label RETURN DISTINCT label"
IS_EMPTY: Final = "MATCH (n) RETURN count(n) = 0"
REGIONS: Final = f"MATCH (n:Report) WHERE n.{MARK} RETURN DISTINCT n.region"


def script(statements: Iterable[str], *, comment: str) -> str:
    """Join statements into a file for cypher-shell, under a comment."""
    head = "".join(f"// {line}\n" if line else "//\n" for line in comment.splitlines())
    return head + "".join(f"\n{statement};\n" for statement in statements)
