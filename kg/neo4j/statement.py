"""Every Cypher statement that is run or written down: constraints, indexes, and loading. What the
tables are is in `layout`; nothing here reads a file or speaks to a server.

Names in a statement come from the schema alone, never from a report, so they need no quoting.
"""

from collections.abc import Iterable
from typing import Final

from kg.neo4j.layout import BASE_LABEL, MARK, Column, Table

NAME_INDEX: Final = "entity_names"
"""The full-text index over names and aliases."""
TEXT_INDEX: Final = "sentence_text"
"""The full-text index over the reports' sentences."""

_NAMED: Final = ("Project", "Agency", "Place", "Indicator")
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
        for name in _NAMED
    ]
    lines.append(
        f"CREATE FULLTEXT INDEX {NAME_INDEX} IF NOT EXISTS FOR (n:{'|'.join(_NAMED)}) "
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


def script(statements: Iterable[str], *, comment: str) -> str:
    """Join statements into a file for cypher-shell, under a comment."""
    head = "".join(f"// {line}\n" if line else "//\n" for line in comment.splitlines())
    return head + "".join(f"\n{statement};\n" for statement in statements)
