from pathlib import Path

import networkx as nx
import pytest

from kg.config import Config
from kg.export import graphml
from kg.graph import to_networkx
from kg.model import Facts


def _write(graph: "nx.MultiDiGraph[str]", folder: Path) -> "nx.MultiDiGraph[str]":
    graphml.write(Facts(), graph, folder, config=Config())
    return nx.read_graphml(folder / graphml.FILE, force_multigraph=True)


def test_graphml_reads_back_as_the_same_graph(facts: Facts, tmp_path: Path) -> None:
    graph = to_networkx(facts)

    read = _write(graph, tmp_path)

    assert set(read) == set(graph)
    assert set(read.edges(keys=True)) == set(graph.edges(keys=True))
    for node, data in graph.nodes(data=True):
        assert set(read.nodes[node]) == set(data) - {"id"}
        assert read.nodes[node]["label"] == data["label"]
    target = next(n for n, data in graph.nodes(data=True) if data.get("value_text") == "3万人")
    assert read.nodes[target]["low"] == 30000.0
    silent = [data["is_silent"] for _, data in read.nodes(data=True) if "is_silent" in data]
    assert sorted(silent) == [False, True]


def test_graphml_is_the_same_bytes_twice(facts: Facts) -> None:
    graph = to_networkx(facts)

    assert list(graphml.lines_of(graph)) == list(graphml.lines_of(graph))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("甲&乙<丙>\"丁'", "甲&乙<丙>\"丁'", id="xml-signs"),
        pytest.param("甲\n乙\t丙\r丁", "甲\n乙\t丙\r丁", id="blanks"),
        pytest.param("甲\x07乙\x00丙", "甲␇乙␀丙", id="control-signs-become-pictures"),
        pytest.param("甲\ud800乙\ufffe", "甲\ufffd乙\ufffd", id="what-no-xml-can-hold"),
        pytest.param("𠮷🚄", "𠮷🚄", id="four-byte-signs"),
    ],
)
def test_graphml_keeps_awkward_text(text: str, read: str, tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", id="a", type="Project", label=text, aliases=(text, "乙"))

    again = _write(graph, tmp_path)

    assert again.nodes["a"]["label"] == read
    assert again.nodes["a"]["aliases"] == f"{read}|乙"


def test_graphml_leaves_nothing_behind_when_it_fails(facts: Facts, tmp_path: Path) -> None:
    graph = to_networkx(facts)
    graph.add_node(3)  # type: ignore[arg-type]

    with pytest.raises(AttributeError):
        graphml.write(facts, graph, tmp_path, config=Config())

    assert list(tmp_path.iterdir()) == []
