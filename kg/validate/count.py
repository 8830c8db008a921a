"""Checks that every form of a build has as many of each thing as the build says it has."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.schema import schema
from kg.store import STORE_DIR
from kg.validate.fact import name_of, solutions
from kg.validate.source import rows

_TABLES: Final = {"reports": "Report", "milestones": "Milestone", "ledger": "ledger"}
_MORE_TABLES: Final = {"residue": "residue", "review": "review"}
_ELEMENT: Final = re.compile(r"^\s*<(node|edge) ")


def differences(directory: Path, counts: Mapping[str, int], *, base: str) -> Iterator[str]:
    """Compare the counts of every form that is there with those of `build.json`."""
    nodes = sum(counts.get(node.name, 0) for node in schema().node)
    told = {**counts, "nodes": nodes}
    for form, found in _forms(directory, base):
        for name, number in sorted(found.items()):
            if number != told.get(name, 0):
                yield f"{form}: has {number} of {name}, build.json {told.get(name, 0)}"


def _forms(directory: Path, base: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    if (directory / "tables").is_dir():
        yield "tables", _in_tables(directory)
    if (directory / "graph.graphml").is_file():
        yield "graph.graphml", _in_graphml(directory / "graph.graphml")
    if (directory / "neo4j").is_dir():
        yield "neo4j", _in_neo4j(directory / "neo4j")
    if (directory / STORE_DIR).is_dir():
        yield STORE_DIR, _in_store(directory, base)


def _in_tables(directory: Path) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for table, name in (_TABLES | _MORE_TABLES).items():
        found[name] = sum(1 for _ in rows(directory, table))
    for row in rows(directory, "targets"):
        found["Target" if row["status"] == "target" else "Outcome"] += 1
    for row in rows(directory, "entities"):
        found[row["type"]] += 1
    return found


def _in_graphml(path: Path) -> Mapping[str, int]:
    with path.open(encoding="utf-8") as file:
        found = Counter(match[1] for line in file if (match := _ELEMENT.match(line)))
    return {"nodes": found["node"], "edges": found["edge"]}


def _in_neo4j(folder: Path) -> Mapping[str, int]:
    found: Counter[str] = Counter({"nodes": 0, "edges": 0})
    for path in sorted(folder.glob("*.csv")):
        kind = "nodes" if path.name.startswith("nodes-") else "edges"
        if not path.stem.endswith(("-header", "-load")):
            with path.open(encoding="utf-8", newline="") as file:
                found[kind] += sum(1 for _ in csv.reader(file))
    return found


def _in_store(directory: Path, base: str) -> Mapping[str, int]:
    """Count nodes by class; edges cannot be counted there, for some are implied."""
    text = "SELECT ?class (COUNT(*) AS ?n) { ?thing a ?class } GROUP BY ?class"
    counted = {
        name_of(row["class"]).rpartition("#")[2]: int(name_of(row["n"]))
        for row in solutions(directory, text, base=base)
    }
    return {node.name: counted[node.name] for node in schema().node if node.name in counted}
