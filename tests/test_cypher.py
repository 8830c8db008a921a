"""openCypher over a build without a server."""

from pathlib import Path

import networkx as nx
import pytest

from kg.config import Config
from kg.cypher import questions, run
from kg.errors import OutputError, QueryError
from kg.export.neo4j import write
from kg.graph import to_networkx
from kg.model import Facts
from kg.query.result import Result

pytest.importorskip("ladybug", reason="the extra cypher is not installed")


@pytest.fixture(scope="module")
def graph(facts: Facts) -> "nx.MultiDiGraph[str]":
    return to_networkx(facts)


@pytest.fixture(scope="module")
def build(graph: "nx.MultiDiGraph[str]", tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("build")
    write(Facts(), graph, directory, config=Config())
    return directory


def texts(result: Result) -> list[tuple[str | None, ...]]:
    return [tuple(None if cell is None else cell.text for cell in row) for row in result.rows]


def test_every_node_and_edge_is_there(build: Path, graph: "nx.MultiDiGraph[str]") -> None:
    nodes = run(build, "MATCH (n) RETURN count(n)")
    edges = run(build, "MATCH ()-[r]->() RETURN count(r)")

    assert texts(nodes) == [(str(graph.number_of_nodes()),)]
    assert texts(edges) == [(str(graph.number_of_edges()),)]


def test_values_keep_their_types(build: Path) -> None:
    query = (
        "MATCH (r:Report {report_year: 2023}) MATCH (o:Outcome) "
        "RETURN r.delivered, r.report_year, o.low, o.low_exact, r.part"
    )

    [row] = run(build, query).rows

    kinds = [None if c is None else (c.text, c.datatype.rpartition("#")[2]) for c in row]
    assert (
        kinds
        == [
            ("2023-01-12", "date"),
            ("2023", "integer"),
            ("6.4", "double"),
            ("6.4", ""),
            None,
            ("true", "boolean"),
        ]
        or row[-1] is None
    )


def test_awkward_names_arrive_alone_and_in_lists(facts: Facts, tmp_path: Path) -> None:
    from tests.neo4j.conftest import AWKWARD, awkward_graph

    write(Facts(), awkward_graph(facts), tmp_path, config=Config())

    for i, name in enumerate(AWKWARD):
        query = (
            "MATCH (p:Project {id: $id})-[r:LOCATED_IN]->(:Place) "
            "WHERE p.label = $name AND p.aliases[1] = $name AND r.rule = $name "
            "AND r.evidence[1] = $name RETURN size(p.aliases)"
        )
        found = run(tmp_path, query, params={"id": f"project-awkward-{i:02d}", "name": name})
        assert texts(found) == [(str(i + 2),)], name


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:Project {id: 'x'})",
        "MATCH (n) DETACH DELETE n",
        "match (n) set n.label = 'x'",
        "COPY Project TO 'out.csv'",
        "LOAD FROM '/etc/passwd' RETURN *",
        "INSTALL fts",
        "MATCH (n) RETURN n; DROP TABLE Project",
    ],
)
def test_what_writes_or_reaches_outside_is_refused(build: Path, query: str) -> None:
    with pytest.raises(QueryError, match="is refused: queries only read"):
        run(build, query)


def test_words_in_strings_names_and_comments_are_not_refused(build: Path) -> None:
    query = "MATCH (n:Project) /* SET */ WHERE n.label <> 'DELETE' RETURN n.label AS `set` // DROP"

    assert run(build, query).columns == ("set",)


def test_missing_and_needless_parameters_are_told(build: Path) -> None:
    with pytest.raises(QueryError, match=r"no value for \$name"):
        run(build, "MATCH (n:Place {label: $name}) RETURN n.id")
    with pytest.raises(QueryError, match=r"no parameter \$other"):
        run(build, "MATCH (n) RETURN count(n)", params={"other": "x"})


def test_malformed_query_and_unknown_question_are_told(build: Path) -> None:
    with pytest.raises(QueryError, match="Parser exception"):
        run(build, "MATCH (n RETURN n")
    with pytest.raises(QueryError, match="no question 'nothing'; choose from"):
        run(build, "nothing")


def test_endless_query_is_stopped(build: Path) -> None:
    query = f"MATCH {', '.join(f'(n{i})' for i in range(9))} RETURN sum(size(n8.id))"

    with pytest.raises(QueryError, match=r"stopped after 0.5 s"):
        run(build, query, timeout_s=0.5)


def test_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no Neo4j files"):
        run(tmp_path, "MATCH (n) RETURN n")


def test_new_files_are_loaded_anew_and_nothing_is_left_over(
    facts: Facts, graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    write(Facts(), graph, tmp_path, config=Config())
    count = "MATCH (n:Sentence) RETURN count(n)"
    first = texts(run(tmp_path, count))
    smaller = graph.copy()
    smaller.remove_nodes_from([n for n in graph if graph.nodes[n]["type"] == "Sentence"][:1])

    write(Facts(), smaller, tmp_path, config=Config())

    assert (first, texts(run(tmp_path, count))) == ([("7",)], [("6",)])
    assert all(path.suffix == ".lbug" for path in (tmp_path / "cache").iterdir())


@pytest.mark.parametrize("name", [n for n, q in questions().items() if "embedded" in q.engines])
def test_named_questions_run(build: Path, name: str) -> None:
    assert run(build, name).columns


def test_question_for_a_server_says_so(build: Path) -> None:
    with pytest.raises(QueryError, match="find-names: needs a Neo4j server"):
        run(build, "find-names")
