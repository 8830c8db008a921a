"""The graph as a retriever of the package neo4j-graphrag: vectors for the named nodes, and a hybrid
search over them and the full-text index that brings the facts and the sentences around each hit.

The vectors are counts of character pairs, so they need no model and no network; a user with a
better embedder gives it to the same functions.
"""

import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

from kg.errors import MissingExtraError
from kg.neo4j.layout import BASE_LABEL, MARK, VECTOR
from kg.neo4j.statement import NAME_INDEX, NAMED

if TYPE_CHECKING:
    from neo4j import Driver
    from neo4j_graphrag.retrievers import HybridCypherRetriever

VECTOR_INDEX: Final = "entity_vectors"
DIMENSIONS: Final = 256
_BATCH: Final = 1000
_LUCENE: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_WORDS: Final = re.compile(r"\b(AND|OR|NOT)\b")
"""Lucene's own words; the index knows no capitals, so small letters find the same."""

AROUND: Final = """\
OPTIONAL MATCH (s:Sentence)-[:MENTIONS]->(node)
WITH node, score, s ORDER BY s.report_id, s.start
WITH node, score, collect(DISTINCT s.text)[..3] AS sentences
OPTIONAL MATCH (node)-[r]-(near) WHERE NOT near:Sentence AND NOT near:Section
WITH node, score, sentences, type(r) + ' ' + near.label AS fact ORDER BY fact
RETURN node.id AS id, node.label AS name, collect(DISTINCT fact)[..10] AS facts, sentences, score
ORDER BY score DESC, id"""
"""What is told of a hit: its id and name, the facts and the sentences around it."""


class Embeds(Protocol):
    """What turns a text into a vector; every embedder of neo4j-graphrag does."""

    def embed_query(self, text: str) -> list[float]:
        """Return the text's vector."""


class PairEmbedder:
    """Counts the pairs of neighbouring characters, hashed into a vector of length one."""

    def embed_query(self, text: str) -> list[float]:
        """Return the text's vector; equal on every machine."""
        counts = [0.0] * DIMENSIONS
        for first, second in pairwise(f" {text.strip()} "):
            counts[zlib.crc32((first + second).encode()) % DIMENSIONS] += 1.0
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts]


def add_vectors(
    driver: "Driver", *, embedder: Embeds | None = None, database: str = "neo4j"
) -> int:
    """Give every named node of a build a vector of its name and aliases, and index them.

    Args:
        driver: An open driver.
        embedder: Character pairs if it is left out.
        database: Where the build is.

    Returns:
        How many nodes have one now.
    """
    embed = PairEmbedder() if embedder is None else embedder
    find = (
        f"MATCH (n:{'|'.join(NAMED)}) WHERE n.{MARK} "
        "RETURN n.id, n.label, coalesce(n.aliases, []) ORDER BY n.id"
    )
    found = [record.values() for record in driver.execute_query(find, database_=database).records]
    store = (
        f"UNWIND $rows AS row MATCH (n:{BASE_LABEL} {{id: row[0]}}) "
        f"CALL db.create.setNodeVectorProperty(n, '{VECTOR}', row[1])"
    )
    for start in range(0, len(found), _BATCH):
        rows = [
            [node, embed.embed_query(" ".join([name, *aliases]))]
            for node, name, aliases in found[start : start + _BATCH]
        ]
        driver.execute_query(store, rows=rows, database_=database)
    size = len(embed.embed_query("大"))
    driver.execute_query(
        f"CREATE VECTOR INDEX {VECTOR_INDEX} IF NOT EXISTS FOR (n:{BASE_LABEL}) ON n.{VECTOR} "
        f"OPTIONS {{indexConfig: {{`vector.dimensions`: {size}, "
        "`vector.similarity_function`: 'cosine'}}",
        database_=database,
    )
    driver.execute_query("CALL db.awaitIndexes(600)", database_=database)
    return len(found)


def escape(text: str) -> str:
    """Write a text so that Lucene takes it for words, whatever signs it has."""
    return _WORDS.sub(lambda word: word[0].lower(), _LUCENE.sub(r"\\\1", text))


def retriever(
    driver: "Driver",
    *,
    embedder: Embeds | None = None,
    around: str = AROUND,
    database: str = "neo4j",
) -> "HybridCypherRetriever":
    """Return a retriever over the names of a build in a database; `add_vectors` comes first.

    Args:
        driver: An open driver.
        embedder: The one that made the vectors.
        around: Cypher that says what is told of a hit `node` with its `score`.
        database: Where the build is.

    Raises:
        MissingExtraError: neo4j-graphrag is not installed.
    """
    try:
        from neo4j_graphrag.retrievers import HybridCypherRetriever
    except ImportError as exc:
        raise MissingExtraError(
            "no neo4j-graphrag; install the extra: govreport-kg[graphrag]"
        ) from exc
    embed = PairEmbedder() if embedder is None else embedder

    class Retriever(HybridCypherRetriever):
        """Asks Lucene for words, never for its own signs: the parent passes the text as it is."""

        def get_search_results(self, query_text: str, *args: Any, **more: Any) -> Any:
            if more.get("query_vector") is None:
                more["query_vector"] = embed.embed_query(query_text)
            return super().get_search_results(escape(query_text), *args, **more)

    return Retriever(
        driver, VECTOR_INDEX, NAME_INDEX, retrieval_query=around, neo4j_database=database
    )
