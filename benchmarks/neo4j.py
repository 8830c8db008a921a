"""Measure a push of 100,000 nodes and 300,000 relationships beside the bulk import of the same
files in the same run, on a real server. Needs Java and Maven."""

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import networkx as nx

from kg.config import Config
from kg.export.neo4j import write
from kg.graph import Attributes
from kg.ids import make_id
from kg.model import Facts
from kg.neo4j import push
from tests.neo4j.server import PASSWORD, Server

NODES = 100_000
_WORDS = "云岭江南新区大桥工程高速铁路数据中心产业园城市更新示范项目推进建设完成投资增长改革开放"
_SHARES = {
    "Report": 0.0005,
    "Section": 0.01,
    "Sentence": 0.45,
    "Place": 0.02,
    "Agency": 0.03,
    "Project": 0.15,
    "Indicator": 0.0095,
    "Target": 0.15,
    "Outcome": 0.1,
    "Milestone": 0.08,
}
"""What part of the nodes is of which class, about as in real reports."""
_EDGES = (
    ("mentions", "Sentence", "Project", 1.0),
    ("mentions", "Sentence", "Place", 0.5),
    ("locatedIn", "Project", "Place", 0.15),
    ("hasIndicator", "Target", "Indicator", 0.15),
    ("hasIndicator", "Outcome", "Indicator", 0.1),
    ("scope", "Target", "Place", 0.15),
    ("scope", "Outcome", "Place", 0.1),
    ("states", "Report", "Target", 0.15),
    ("states", "Report", "Outcome", 0.1),
    ("states", "Report", "Milestone", 0.08),
    ("inSection", "Target", "Section", 0.15),
    ("inSection", "Outcome", "Section", 0.1),
    ("inSection", "Milestone", "Section", 0.08),
    ("hasMilestone", "Project", "Milestone", 0.08),
    ("answeredBy", "Target", "Outcome", 0.03),
    ("about", "Target", "Project", 0.08),
)
"""Which edges there are, and how many for each node of the graph; three in all."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=NODES)
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kg-neo4j-"))
    try:
        _measure(folder, args.nodes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path, nodes: int) -> None:
    graph = made_graph(nodes)
    print(f"{graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} relationships")
    _timed("write the files", partial(write, Facts(), graph, folder, config=Config()))
    imported = Server(folder / "imported")
    imported.prepare()
    bulk = _timed("bulk import, whole command", lambda: _import(imported, folder))
    pushed = Server(folder / "pushed")
    pushed.prepare()
    pushed.start()
    try:
        first = _timed("push into an empty database", lambda: _push(pushed, folder))
        _timed("the same push again", lambda: _push(pushed, folder))
    finally:
        pushed.stop()
    print(f"push took {first / bulk:.2f} times as long as the bulk import; at most 4 is wanted")


def _timed(what: str, run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    seconds = time.perf_counter() - begun
    print(f"{what:<32}{seconds:8.1f} s", flush=True)
    return seconds


def _import(server: Server, folder: Path) -> None:
    done = server.run([str(folder / "neo4j" / "import.sh")])
    if done.returncode or "IMPORT DONE" not in done.stdout:
        raise RuntimeError(done.stdout[-2000:] + done.stderr)


def _push(server: Server, folder: Path) -> None:
    print("   ", push(folder, uri=server.uri, user="neo4j", password=PASSWORD))


def made_graph(nodes: int) -> "nx.MultiDiGraph[str]":
    """Make a graph of invented names with the shape of a real one; equal at each call."""
    dice = random.Random(7)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ids: dict[str, list[str]] = {}
    for kind, share in _SHARES.items():
        ids[kind] = [make_id(kind.lower(), str(i)) for i in range(round(nodes * share))]
        for node in ids[kind]:
            graph.add_node(node, id=node, type=kind, **_attributes(kind, dice))
    for kind, start, end, share in _EDGES:
        for i, (source, target) in enumerate(_pairs(ids[start], ids[end], dice, nodes * share)):
            edge = make_id("edge", kind, source, target, str(i))
            by = (dice.choice(ids["Sentence"]),)
            graph.add_edge(
                source,
                target,
                key=edge,
                id=edge,
                type=kind,
                basis="stated",
                rule=f"relation.{kind}",
                evidence=by,
            )
    return graph


def _pairs(
    starts: list[str], ends: list[str], dice: random.Random, count: float
) -> Iterator[tuple[str, str]]:
    """Pair nodes; a few of the ends have very many edges, as a report's own place has."""
    for i in range(round(count)):
        place = int(len(ends) * dice.random() ** 3)
        yield starts[i % len(starts)], ends[place]


def _name(dice: random.Random, length: int) -> str:
    return "".join(dice.choices(_WORDS, k=length))


def _attributes(kind: str, dice: random.Random) -> Attributes:
    name = _name(dice, 8)
    entity: Attributes = {"label": name, "aliases": (name[:4],), "mentions": 3}
    years: Attributes = {"first_year": 2019, "last_year": 2024}
    found: Attributes = {"basis": "stated", "rule": "unit.percent", "start": 100, "end": 105}
    where: Attributes = {"report_id": "report-1", "sentence_id": "sentence-1"}
    period: Attributes = {"period_start": "2024", "period_end": "2024", "period_basis": "stated"}
    match kind:
        case "Report":
            return {"label": name, "title": name, "region": f"{name[:2]}市", "report_year": 2024}
        case "Section":
            return {"label": name, "path": name, "depth": 1, "start": 1, "end": 900}
        case "Sentence":
            return {"label": name, "text": _name(dice, 45), "start": 1, "end": 46}
        case "Place" | "Agency" | "Project":
            subtype = {"Place": "division", "Agency": "enterprise", "Project": "construction"}
            return {**entity, "subtype": subtype[kind], **years}
        case "Indicator":
            return {"label": name, "good": "up", "is_core": False}
        case "Milestone":
            return {"label": name, "stage": "start", "status": "target", **found, **where, **period}
        case _:
            value = Decimal(dice.randrange(10_000)) / 10
            return {
                "label": name,
                "status": "target",
                "kind": "growth",
                "op": "eq",
                "low": value,
                "high": value,
                "unit": "percent",
                "value_text": f"{value}%",
                **found,
                **where,
                **period,
            }


if __name__ == "__main__":
    main()
