"""One real server for all tests of this folder. It starts on what the bulk importer made."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import pytest
from neo4j import Driver

from kg.config import Config
from kg.export.neo4j import write
from kg.graph import to_networkx
from kg.model import Facts
from tests.neo4j.same import Content, held
from tests.neo4j.server import Server, missing

AWKWARD = (
    'a "quoted" name',
    '"',
    '""',
    "two\nlines",
    "windows\r\nline",
    "lone\rreturn",
    "semi;colon, comma",
    "back\\slash",
    "ends in a backslash\\",
    "\\",
    "\\\\",
    '\\"',
    '"\\',
    "literal \\n \\u4e2d",
    "tab\tstop",
    " blanks around ",
    "　全角　",
    "record\x1eseparator",
    "unit\x1fseparator",
    "emoji 👩‍👩‍👧 🌉",
    "𠮷野家𪚥",
    "e\u0301 combining",
    "\ufeffmark",
    "line\u2028separator",
    "null",
    "true",
    "123",
    "'single' `back`",
    "$param {map: 1}",
    "<script>alert(1)</script>",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What import.sh said, and what the database held when the server came up."""

    done: "subprocess.CompletedProcess[str]"
    content: tuple[Content, Content]


def awkward_graph(facts: Facts) -> "nx.MultiDiGraph[str]":
    """Return the sample's graph with names that are hard to quote, alone and in lists."""
    graph = to_networkx(facts)
    [place] = [node for node in graph if graph.nodes[node].get("label") == "云岭市"]
    for i, name in enumerate(AWKWARD):
        node = f"project-awkward-{i:02d}"
        graph.add_node(
            node,
            id=node,
            type="Project",
            label=name,
            subtype="construction",
            aliases=(name, "plain", *AWKWARD[:i]),
            mentions=i,
        )
        edge = f"edge-awkward-{i:02d}"
        fields = {"id": edge, "type": "locatedIn", "basis": "stated", "rule": name}
        graph.add_edge(node, place, key=edge, **fields, evidence=(name,))
    return graph


@pytest.fixture(scope="session")
def awkward(facts: Facts) -> "nx.MultiDiGraph[str]":
    return awkward_graph(facts)


@pytest.fixture(scope="session")
def awkward_build(
    awkward: "nx.MultiDiGraph[str]", tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with the files of the awkward graph."""
    directory = tmp_path_factory.mktemp("awkward")
    write(Facts(), awkward, directory, config=Config())
    return directory


@pytest.fixture(scope="session")
def imported_server(
    awkward_build: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Imported]]:
    if absent := missing():
        pytest.skip(f"no Neo4j server without {absent}")
    server = Server(tmp_path_factory.mktemp("home"))
    server.prepare()
    done = server.run([str(awkward_build / "neo4j" / "import.sh")])
    server.start()
    try:
        with server.driver() as driver:
            content = held(driver)
        yield server, Imported(done, content)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server(imported_server: tuple[Server, Imported]) -> Server:
    return imported_server[0]


@pytest.fixture(scope="session")
def imported(imported_server: tuple[Server, Imported]) -> Imported:
    return imported_server[1]


@pytest.fixture
def database(server: Server) -> Iterator[Driver]:
    """Return a driver to a database without data, constraints and indexes."""
    with server.driver() as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_="neo4j")
        made = (
            ("CONSTRAINT", "CONSTRAINTS"),
            ("INDEX", "FULLTEXT INDEXES"),
            ("INDEX", "RANGE INDEXES"),
        )
        for what, shown in made:
            found = driver.execute_query(f"SHOW {shown} YIELD name", database_="neo4j")
            for record in found.records:
                driver.execute_query(f"DROP {what} {record['name']}", database_="neo4j")
        yield driver
