import shutil
from pathlib import Path

import networkx as nx
from neo4j import Driver

from kg.neo4j import push
from tests.neo4j.conftest import Imported
from tests.neo4j.same import checksum, expected, held
from tests.neo4j.server import PASSWORD, Server


def statements(path: Path) -> list[str]:
    """Return the statements of a script, as cypher-shell would run them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("//"))
    return [part.strip() for part in text.split(";\n\n") if part.strip("; \n")]


def run_script(driver: Driver, path: Path) -> None:
    with driver.session(database="neo4j") as session:
        for statement in statements(path):
            session.run(statement.removesuffix(";")).consume()


def test_bulk_import_gives_the_graph_without_a_warning(
    imported: Imported, awkward: "nx.MultiDiGraph[str]"
) -> None:
    said = imported.done.stdout + imported.done.stderr
    assert imported.done.returncode == 0, said
    assert "IMPORT DONE" in said
    assert "warn" not in said.lower(), said

    assert imported.content == expected(awkward)
    assert checksum(imported.content) == checksum(expected(awkward))


def test_bulk_import_leaves_nothing_in_the_folder(imported: Imported, awkward_build: Path) -> None:
    names = {path.name for path in (awkward_build / "neo4j").iterdir()}

    assert not {name for name in names if "report" in name and "nodes-report" not in name}


def test_load_script_gives_the_graph_on_a_server_with_default_settings(
    database: Driver, server: Server, awkward_build: Path, awkward: "nx.MultiDiGraph[str]"
) -> None:
    setting = "SHOW SETTINGS 'db.import.csv.legacy_quote_escaping' YIELD value RETURN value"
    assert database.execute_query(setting).records[0].value() == "true"
    for path in (awkward_build / "neo4j").glob("*.csv"):
        shutil.copy(path, server.home / "import")

    run_script(database, awkward_build / "neo4j" / "load.cypher")
    once = held(database)
    run_script(database, awkward_build / "neo4j" / "load.cypher")
    pushed = push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)

    assert once == expected(awkward)
    assert checksum(held(database)) == checksum(once)
    assert pushed.nodes.same == awkward.number_of_nodes()
    assert pushed.relationships.same == awkward.number_of_edges()


def test_push_gives_the_graph(
    database: Driver, server: Server, awkward_build: Path, awkward: "nx.MultiDiGraph[str]"
) -> None:
    pushed = push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)

    assert pushed.nodes.added == awkward.number_of_nodes()
    assert pushed.relationships.added == awkward.number_of_edges()
    assert held(database) == expected(awkward)
    assert checksum(held(database)) == checksum(expected(awkward))


def test_index_finds_names_and_aliases(
    database: Driver, server: Server, awkward_build: Path
) -> None:
    push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)
    run_script(database, awkward_build / "neo4j" / "constraints.cypher")
    search = "CALL db.index.fulltext.queryNodes('entity_names', $text) YIELD node RETURN node.label"

    by_name = database.execute_query(search, text="云栖", database_="neo4j").records
    by_alias = database.execute_query(search, text="市交通局", database_="neo4j").records

    assert [record.value() for record in by_name] == ["云栖大桥"]
    assert by_alias[0].value() == "云岭市交通运输局"


def test_sentence_of_a_fact_is_found_by_an_index(
    database: Driver, server: Server, awkward_build: Path
) -> None:
    push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)
    run_script(database, awkward_build / "neo4j" / "constraints.cypher")
    ask = "EXPLAIN MATCH (f:Target), (s:Sentence {id: f.sentence_id}) RETURN s"

    plan = str(database.execute_query(ask, database_="neo4j").summary.plan)

    assert "NodeIndexSeek" in plan
    assert "sentence_id" in plan
