"""neo4j-graphrag over the graph, with our own embedder and without a language model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver

from kg.neo4j import push
from kg.neo4j.retrieval import PairEmbedder, add_vectors, escape, retriever
from tests.neo4j.server import PASSWORD, Server

# The package warns of its own way to name a hit; whoever uses it cannot help that.
pytestmark = pytest.mark.filterwarnings("ignore:The default returned 'id':DeprecationWarning")


def similarity(first: str, second: str) -> float:
    embed = PairEmbedder().embed_query
    return sum(a * b for a, b in zip(embed(first), embed(second), strict=True))


def test_embedder_puts_alike_names_near_each_other() -> None:
    assert similarity("云栖大桥", "云栖大桥") == pytest.approx(1)
    assert similarity("云栖大桥", "云栖特大桥") > similarity("云栖大桥", "市交通运输局")
    assert len(PairEmbedder().embed_query("")) == len(PairEmbedder().embed_query("大桥"))


def test_escape_takes_lucene_its_signs() -> None:
    assert escape('他说"你好"/(:') == r"他说\"你好\"\/\(\:"
    assert escape("AND 云栖 OR NOTE") == "and 云栖 or NOTE"


@pytest.fixture
def vectors(database: Driver, server: Server, awkward_build: Path) -> Iterator[Driver]:
    pytest.importorskip("neo4j_graphrag", reason="neo4j-graphrag is not installed")
    push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)
    assert add_vectors(database) == 37
    yield database
    database.execute_query("DROP INDEX entity_vectors", database_="neo4j")


def test_retriever_brings_the_facts_and_sentences_of_what_is_asked_for(vectors: Driver) -> None:
    found = retriever(vectors).search(query_text="云栖大桥什么时候通车？", top_k=3)

    first = found.items[0].content
    assert "name='云栖大桥'" in first
    assert "LOCATED_IN 云岭市" in first
    assert "云栖大桥建成通车" in first
    by_alias = retriever(vectors).search(query_text="市交通局负责什么", top_k=1)
    assert "name='云岭市交通运输局'" in by_alias.items[0].content


def test_retriever_takes_any_text(vectors: Driver, server: Server, awkward_build: Path) -> None:
    for text in ('他说"你好"/(:', "AND", "云栖 OR", "a\\", "。"):
        retriever(vectors).search(query_text=text, top_k=1)

    again = push(awkward_build, uri=server.uri, user="neo4j", password=PASSWORD)
    assert again.nodes.changed == 0
