"""What a Python user holds: the graph, its tables, its forms, and what a bad setting says."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import ConfigError, OutputError, QueryError, UnknownFormatError

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build([EXAMPLES], gazetteers=[EXAMPLES / "gazetteer.csv"])


def test_repr_counts_nodes_and_edges(graph: kg.Graph) -> None:
    assert repr(graph).startswith("<kg.Graph: ")
    assert "Report 2" in repr(graph)
    assert f"edges {graph.nx.number_of_edges()}" in repr(graph)


def test_tables_are_the_facts_as_strings(graph: kg.Graph) -> None:
    assert list(graph.targets["id"]) != []
    assert set(graph.targets["id"]) == {figure.id for figure in graph.facts.figures}
    assert set(graph.ledger["target_id"]) == {row.target_id for row in graph.facts.ledger}
    assert {type(cell) for cell in graph.ledger["gap"]} == {str}


def test_unknown_table_names_those_there_are(graph: kg.Graph) -> None:
    with pytest.raises(UnknownFormatError, match=r"no table 'target'; choose from .*targets"):
        graph.table("target")


def test_query_gives_a_frame_or_a_truth_value(graph: kg.Graph) -> None:
    reports = graph.query("SELECT ?r WHERE { ?r a gr:Report }")

    assert len(reports) == 2
    assert graph.query("ASK { ?r a gr:Report }") is True


def test_query_takes_a_named_question_with_parameters(graph: kg.Graph) -> None:
    found = graph.query("missed-targets", year="2023")

    assert set(found["year"]) == {"2023"}


def test_query_that_would_write_is_refused(graph: kg.Graph) -> None:
    with pytest.raises(QueryError):
        graph.query("DELETE WHERE { ?s ?p ?o }")


def test_rdf_has_a_node_of_every_entity(graph: kg.Graph) -> None:
    graphs = graph.to_rdf().graphs()

    subjects = {str(subject).rpartition("/")[2] for part in graphs for subject in part.subjects()}
    assert {entity.id for entity in graph.facts.entities} <= subjects


def test_html_is_written_and_its_path_returned(graph: kg.Graph, tmp_path: Path) -> None:
    path = graph.to_html(tmp_path / "page.html")

    assert path == tmp_path / "page.html"
    assert path.read_text(encoding="utf-8").startswith("<!")
    assert "<iframe" in graph._repr_html_()


def test_what_is_written_is_loaded_again(graph: kg.Graph, tmp_path: Path) -> None:
    path = graph.write(tmp_path / "out")

    assert kg.Graph.load(path).facts == graph.facts


@pytest.fixture
def own_tables(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    gazetteer, corrections = tmp_path / "gazetteer.csv", tmp_path / "corrections.csv"
    for path in (gazetteer, corrections):
        path.write_bytes((EXAMPLES / path.name).read_bytes())
    yield gazetteer, corrections


@pytest.mark.parametrize("number", [0, 1], ids=["gazetteer", "corrections"])
def test_load_refuses_a_build_whose_own_tables_changed_since(
    number: int, own_tables: tuple[Path, Path], tmp_path: Path
) -> None:
    gazetteer, corrections = own_tables
    built = kg.build([EXAMPLES], gazetteers=[gazetteer], corrections=corrections)
    built.write(tmp_path / "out")
    own_tables[number].write_text("name\n", encoding="utf-8")

    with pytest.raises(OutputError, match=f"{own_tables[number].name}: is not what the build"):
        kg.Graph.load(tmp_path / "out")


@pytest.mark.parametrize(
    "setting",
    [
        pytest.param({"year": 23}, id="year"),
        pytest.param({"threshold": 2.0}, id="threshold"),
        pytest.param({"base_iri": "no iri"}, id="base-iri"),
        pytest.param({"jobs": -1}, id="jobs"),
    ],
)
def test_bad_setting_is_refused_before_anything_is_read(setting: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=next(iter(setting))):
        kg.build(["no/such/folder"], **setting)  # type: ignore[arg-type]


def test_a_script_without_a_main_guard_builds_many_files(tmp_path: Path) -> None:
    """Workers import the script, so that by default there must be none."""
    text = next(EXAMPLES.glob("*_2023.txt")).read_text(encoding="utf-8")
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        f"import kg\nprint(len(kg.build([{str(tmp_path)!r}]).facts.reports))\n", encoding="utf-8"
    )

    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)

    assert run.stdout == "4\n", run.stderr
