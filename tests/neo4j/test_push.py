"""What a push does to a database that has something already, and how it fails."""

from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from neo4j import Driver

from kg.cli import main
from kg.config import Config
from kg.errors import OutputError, ServerError
from kg.export.neo4j import write
from kg.graph import to_networkx
from kg.model import Facts
from kg.neo4j import Pushed, push
from kg.neo4j.link import check_version
from tests.neo4j.same import expected, held
from tests.neo4j.server import PASSWORD, Server


@pytest.fixture
def graph(facts: Facts) -> "nx.MultiDiGraph[str]":
    return to_networkx(facts)


def build(graph: "nx.MultiDiGraph[str]", directory: Path) -> Path:
    directory.mkdir()
    write(Facts(), graph, directory, config=Config())
    return directory


def pushed(server: Server, directory: Path, *, force: bool = False) -> Pushed:
    return push(directory, uri=server.uri, user="neo4j", password=PASSWORD, force=force)


def rows(driver: Driver, statement: str) -> list[list[object]]:
    return [r.values() for r in driver.execute_query(statement, database_="neo4j").records]


def corrected(graph: "nx.MultiDiGraph[str]") -> tuple["nx.MultiDiGraph[str]", str, str]:
    """Return the graph with a project gone and a bridge renamed, and the ids of the two."""
    other = graph.copy()
    [gone] = [n for n in graph if graph.nodes[n]["label"] == "雁南"]
    [bridge] = [n for n in graph if graph.nodes[n]["label"] == "云栖大桥"]
    other.remove_node(gone)
    other.nodes[bridge].update(label="云栖特大桥", subtype="industry", mentions=3)
    del other.nodes[bridge]["reached"]
    return other, gone, bridge


def test_second_push_writes_nothing(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    directory = build(graph, tmp_path / "build")
    pushed(server, directory)
    last = "SHOW DATABASE neo4j YIELD lastCommittedTxn"
    before = rows(database, last)

    again = pushed(server, directory)

    for tally in (again.nodes, again.relationships):
        assert (tally.added, tally.changed, tally.removed) == (0, 0, 0)
    assert again.nodes.same == graph.number_of_nodes()
    assert again.relationships.same == graph.number_of_edges()
    assert held(database) == expected(graph)
    assert rows(database, last) == before, "the second push committed something"


def test_push_of_a_corrected_build_updates_and_removes(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    other, _, _ = corrected(graph)
    pushed(server, build(graph, tmp_path / "first"))

    result = pushed(server, build(other, tmp_path / "second"))

    assert (result.nodes.changed, result.nodes.removed, result.nodes.left) == (1, 1, 0)
    assert result.relationships.removed == graph.number_of_edges() - other.number_of_edges()
    assert held(database) == expected(other)
    assert rows(database, "MATCH (n) RETURN count(n)") == [[other.number_of_nodes()]]


def test_push_leaves_alone_what_others_added(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    other, gone, bridge = corrected(graph)
    pushed(server, build(graph, tmp_path / "first"))
    database.execute_query(
        "MATCH (g:Entity {id: $gone}), (b:Entity {id: $bridge}), (p:Place)<-[r:LOCATED_IN]-(b) "
        "CREATE (x:Note {text: 'mine'})-[:ABOUT {page: 7}]->(g) "
        "CREATE (:Entity:Project {id: 'mine', label: 'my project'})-[:LOCATED_IN {id: 'm'}]->(p) "
        "SET b.rank = 0.5, b:Watched, r.seen = true",
        gone=gone,
        bridge=bridge,
        database_="neo4j",
    )

    result = pushed(server, build(other, tmp_path / "second"))

    assert result.nodes.left == 1
    assert rows(database, "MATCH (x:Note)-[a]->(g) RETURN a.page, labels(g), g.id, g.label") == [
        [7, ["KgGone"], gone, "雁南"]
    ]
    assert rows(database, "MATCH (n:Project {id: 'mine'})-[r]->(p) RETURN type(r), r.id") == [
        ["LOCATED_IN", "m"]
    ]
    assert rows(
        database, "MATCH (b:Watched)-[r:LOCATED_IN]->() RETURN b.rank, b.label, r.seen"
    ) == [[0.5, "云栖特大桥", True]]
    back = pushed(server, tmp_path / "first")
    assert back.nodes.added == 1
    assert rows(database, "MATCH (:Note)-->(g:Entity:Project) RETURN g.id, g:KgGone") == [
        [gone, False]
    ]


def test_relationship_that_others_annotated_leaves_their_words_behind(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    other = graph.copy()
    [edge] = [e for e in graph.edges(keys=True, data="type") if e[3] == "responsibleFor"]
    other.remove_edge(*edge[:3])
    pushed(server, build(graph, tmp_path / "first"))
    database.execute_query("MATCH ()-[r:RESPONSIBLE_FOR]->() SET r.note = '?'", database_="neo4j")

    pushed(server, build(other, tmp_path / "second"))

    assert rows(database, "MATCH (a)-[r:KG_GONE]->() RETURN a.id, r.was, r.note, r.kg") == [
        [edge[0], "RESPONSIBLE_FOR", "?", None]
    ]
    assert held(database) == expected(other)


def test_push_that_was_cut_off_is_mended_by_the_next(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    directory = build(graph, tmp_path / "build")

    def stop(what: str, done: int, total: int) -> None:
        if what == "write relationships":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(directory, uri=server.uri, user="neo4j", password=PASSWORD, progress=stop)
    pushed(server, directory)

    assert held(database) == expected(graph)


def test_push_tells_of_progress_up_to_the_whole(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    seen: list[tuple[str, int, int]] = []

    push(
        build(graph, tmp_path / "build"),
        uri=server.uri,
        user="neo4j",
        password=PASSWORD,
        progress=lambda *told: seen.append(told),
    )

    whole = graph.number_of_nodes() + graph.number_of_edges()
    written = [done for what, done, _ in seen if what.startswith("write")]
    assert list(dict.fromkeys(what for what, _, _ in seen)) == [
        "compare relationships",
        "write nodes",
        "write relationships",
    ]
    assert seen[-1] == ("write relationships", whole, whole)
    assert written == sorted(written)


def test_database_of_something_else_is_refused_unless_forced(
    database: Driver, server: Server, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    directory = build(graph, tmp_path / "build")
    database.execute_query("CREATE (:Movie {title: 'x'})", database_="neo4j")

    with pytest.raises(ServerError, match=r"holds something else .labels Movie.*--force"):
        pushed(server, directory)
    assert rows(database, "MATCH (n) RETURN count(n)") == [[1]]

    pushed(server, directory, force=True)
    assert held(database) == expected(graph)
    assert rows(database, "MATCH (n:Movie) RETURN n.title") == [["x"]]


def test_graph_of_another_place_is_not_replaced_unless_forced(
    database: Driver, server: Server, facts: Facts, tmp_path: Path
) -> None:
    graph = to_networkx(facts)
    other = graph.copy()
    for node in other:
        if other.nodes[node]["type"] == "Report":
            other.nodes[node]["region"] = "别处市"
    pushed(server, build(graph, tmp_path / "first"))
    second = build(other, tmp_path / "second")

    with pytest.raises(ServerError, match=r"云岭市, not of 别处市.*--force"):
        pushed(server, second)

    pushed(server, second, force=True)
    assert held(database) == expected(other)


def test_wrong_password_is_told(server: Server, awkward_build: Path) -> None:
    with pytest.raises(ServerError, match="wrong user or password for user 'neo4j'"):
        push(awkward_build, uri=server.uri, user="neo4j", password="wrong")


def test_command_takes_the_password_from_the_environment(
    database: Driver, server: Server, awkward_build: Path, awkward: "nx.MultiDiGraph[str]"
) -> None:
    command = ["neo4j", "push", "-d", str(awkward_build), "--uri", server.uri]

    right = CliRunner().invoke(main, command, env={"NEO4J_PASSWORD": PASSWORD})
    wrong = CliRunner().invoke(main, command, env={"NEO4J_PASSWORD": "wrong"})

    assert right.exit_code == 0
    assert f"nodes: {awkward.number_of_nodes()} added" in right.stderr
    assert right.stdout == ""
    assert wrong.exit_code == 2
    assert "wrong user or password" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_wrong_database_is_told(server: Server, awkward_build: Path) -> None:
    with pytest.raises(ServerError, match="no database 'other'"):
        push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD, database="other")


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:1", "neo4j://127.0.0.1:1"])
def test_no_server_is_told(uri: str, awkward_build: Path) -> None:
    with pytest.raises(ServerError, match=r"no Neo4j server answers.*--uri"):
        push(awkward_build, uri=uri, user="neo4j", password="x")


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "what is this"])
def test_address_of_another_kind_is_told(uri: str, awkward_build: Path) -> None:
    with pytest.raises(ServerError, match="is no address of a Neo4j server; write bolt://"):
        push(awkward_build, uri=uri, user="neo4j", password="x")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.25.1", "Neo4j/3.5.0"])
def test_old_server_is_told(agent: str) -> None:
    with pytest.raises(ServerError, match=f"is {agent}; 5.26 or newer"):
        check_version(agent, "bolt://x")


def test_other_server_is_told() -> None:
    with pytest.raises(ServerError, match="is 'Memgraph/3', not Neo4j"):
        check_version("Memgraph/3", "bolt://x")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/2025.10.1"])
def test_new_server_is_taken(agent: str) -> None:
    check_version(agent, "bolt://x")


def test_build_without_the_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no Neo4j files; build it without --no-neo4j"):
        push(tmp_path, uri="bolt://127.0.0.1:1", user="neo4j", password="x")
