"""The files for Neo4j, without a server: what is in them, and that they read back as they were."""

import csv
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg.config import Config
from kg.errors import OutputError, SchemaError
from kg.export.neo4j import write
from kg.graph import to_networkx
from kg.model import Facts
from kg.neo4j.file import SIGNS, FileList, fields_of, line_of, read_list, read_rows, table_of
from kg.neo4j.layout import node_tables

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def graph(facts: Facts) -> "nx.MultiDiGraph[str]":
    return to_networkx(facts)


def written(graph: "nx.MultiDiGraph[str]", directory: Path) -> FileList:
    directory.mkdir(exist_ok=True)
    write(Facts(), graph, directory, config=Config())
    return read_list(directory)


def some_project(graph: "nx.MultiDiGraph[str]") -> str:
    return min(node for node in graph if graph.nodes[node]["type"] == "Project")


def test_files_have_a_row_for_every_node_and_edge(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    listed = written(graph, tmp_path)

    nodes = sum(entry.rows for entry in listed.files if entry.of == "nodes")
    edges = sum(entry.rows for entry in listed.files if entry.of == "relationships")
    assert (nodes, edges) == (graph.number_of_nodes(), graph.number_of_edges())
    for entry in listed.files:
        with (tmp_path / "neo4j" / entry.data).open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.reader(file)) == entry.rows


def test_rows_are_sorted_by_id_and_read_back(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    listed = written(graph, tmp_path)

    for entry in listed.files:
        rows = list(read_rows(tmp_path, entry, delimiter=listed.signs.delimiter))
        ids = [str(row[0 if entry.of == "nodes" else 3]) for row in rows]
        assert ids == sorted(ids)
        if entry.of == "nodes":
            found = [(column.key, column.kind) for column in table_of(tmp_path, entry).columns]
            table = node_tables()[entry.table]
            assert found == [(column.key, column.kind) for column in table.columns]
            for row in rows:
                label = graph.nodes[str(row[0])]["label"]
                assert row[2] == label


def test_unknown_and_empty_values_are_told_apart(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    project = some_project(graph)
    graph.nodes[project]["label"] = ""
    graph.nodes[project].pop("first_year")

    listed = written(graph, tmp_path)

    [entry] = [entry for entry in listed.files if entry.table == "Project"]
    [row] = [
        row
        for row in read_rows(tmp_path, entry, delimiter=listed.signs.delimiter)
        if row[0] == project
    ]
    keys = [column.key for column in table_of(tmp_path, entry).columns]
    values = dict(zip(keys, row[2:-1], strict=True))
    assert values["label"] == ""
    assert values["first_year"] is None


@pytest.mark.parametrize("used", [0, 1, 3])
def test_sign_between_items_is_one_that_no_item_has(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path, used: int
) -> None:
    aliases = tuple(f"a{sign}b" for sign in SIGNS[:used]) or ("a",)
    graph.nodes[some_project(graph)]["aliases"] = aliases

    listed = written(graph, tmp_path)

    assert listed.signs.delimiter == SIGNS[used]
    assert listed.signs.stand_in == SIGNS[used + 1]
    script = (tmp_path / "neo4j" / "import.sh").read_text(encoding="utf-8")
    assert f"--array-delimiter=U+{ord(SIGNS[used]):04X}" in script


def test_graph_that_uses_every_sign_is_refused(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    graph.nodes[some_project(graph)]["aliases"] = tuple(SIGNS)

    with pytest.raises(OutputError, match="no sign is left"):
        written(graph, tmp_path)


def test_file_with_a_backslash_has_a_twin_for_load_csv(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    graph.nodes[some_project(graph)]["label"] = "a\\"

    listed = written(graph, tmp_path)

    assert [entry.load for entry in listed.files if entry.load] == ["nodes-project-load.csv"]
    folder = tmp_path / "neo4j"
    twin = (folder / "nodes-project-load.csv").read_text(encoding="utf-8")
    assert "\\" not in twin
    assert f'"a{listed.signs.stand_in}"' in twin
    assert "file:///nodes-project-load.csv" in (folder / "load.cypher").read_text(encoding="utf-8")


def test_style_has_a_rule_for_every_class(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    written(graph, tmp_path)

    style = (tmp_path / "neo4j" / "style.grass").read_text(encoding="utf-8")
    assert [name for name in node_tables() if f"node.{name} {{" not in style] == []
    assert style.count("{\n") == style.count("\n}")


def test_attribute_without_a_column_is_an_error(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    graph.nodes[some_project(graph)]["colour"] = "red"

    with pytest.raises(SchemaError, match="Project: no column for colour"):
        written(graph, tmp_path)


def test_list_of_one_empty_string_is_an_error() -> None:
    lists = [field for field in fields_of(node_tables()["Project"]) if field.kind == "strings"]

    with pytest.raises(ValueError, match="no list for a CSV file"):
        line_of((("",),), lists[:1], "\x1e")


def test_files_are_the_same_bytes_in_another_process(facts: Facts, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.sample import sample_facts; "
        "from kg.graph import to_networkx; from kg.config import Config; "
        "from kg.export.neo4j import write; f = sample_facts(); "
        "write(f, to_networkx(f), Path(sys.argv[1]), config=Config())"
    )
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / seed)],
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
        )

    one, two = (
        {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (tmp_path / seed / "neo4j").iterdir()
        }
        for seed in ("1", "2")
    )
    assert one == two


def test_damaged_files_are_told(graph: "nx.MultiDiGraph[str]", tmp_path: Path) -> None:
    listed = written(graph, tmp_path)
    [entry] = [entry for entry in listed.files if entry.table == "Project"]
    path = tmp_path / "neo4j" / entry.data
    path.write_text(path.read_text(encoding="utf-8") + '"cut off', encoding="utf-8", newline="")

    with pytest.raises(OutputError, match=r"damaged at character \d+; build anew"):
        list(read_rows(tmp_path, entry, delimiter=listed.signs.delimiter))

    header = tmp_path / "neo4j" / entry.header
    header.write_text('"id:ID(Entity)",":LABEL","x} DETACH DELETE n //:string"\n', encoding="utf-8")
    with pytest.raises(OutputError, match="build anew"):
        table_of(tmp_path, entry)


def test_import_script_passes_the_database_and_options_on(
    graph: "nx.MultiDiGraph[str]", tmp_path: Path
) -> None:
    if shutil.which("sh") is None:
        pytest.skip("no sh")
    written(graph, tmp_path)
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin" / "neo4j-admin"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    fake.chmod(0o755)

    def said(*arguments: str) -> list[str]:
        script = str(tmp_path / "neo4j" / "import.sh")
        done = subprocess.run(
            [script, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={"NEO4J_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        )
        return done.stdout.splitlines()

    assert said()[:4] == ["database", "import", "full", "neo4j"]
    assert said("other", "--verbose")[3] == "other"
    assert said("--verbose")[-1] == "--verbose"
    assert '--quote="' in said()
