"""The ten questions of docs/neo4j.md: the page has the true answers of both engines on examples/.

After a change to what is read, rewrite the page with KG_UPDATE_DOCS=1 and look at the difference.
"""

import os
from pathlib import Path

import pytest
from neo4j import Driver

from kg import cypher, pipeline
from kg.config import Config
from kg.export.neo4j import write
from kg.neo4j import push
from tests.neo4j.server import PASSWORD, Server

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "neo4j.md"
START, END = "<!-- answers -->\n", "<!-- /answers -->"
Answer = tuple[tuple[str, ...], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("examples")
    config = Config(gazetteers=(ROOT / "examples" / "gazetteer.csv",), jobs=1)
    built = pipeline.build([ROOT / "examples"], config=config)
    write(built.facts, built.graph, directory, config=config)
    return directory


def asked_embedded(directory: Path, name: str) -> Answer:
    result = cypher.run(directory, name)
    rows = [tuple("" if cell is None else cell.text for cell in row) for row in result.rows]
    return result.columns, rows


def asked_server(driver: Driver, name: str) -> Answer:
    result = driver.execute_query(cypher.questions()[name].cypher, database_="neo4j")
    rows = [
        tuple("" if cell is None else str(cell) for cell in record.values())
        for record in result.records
    ]
    return tuple(result.keys), rows


def written(name: str, answer: Answer) -> str:
    question = cypher.questions()[name]
    columns, rows = answer
    lines = [f"| {' | '.join(row)} |" for row in (columns, ["---"] * len(columns), *rows)]
    table = "\n".join(lines) if rows else "(nothing)"
    text = question.cypher.strip()
    only = "" if "embedded" in question.engines else " (needs a server)"
    head = f"### {question.en}\n\n{question.zh} `{name}`{only}\n\n"
    return f"{head}```cypher\n{text}\n```\n\n{table}\n\n"


def test_page_has_the_true_answers_of_both_engines(
    database: Driver, server: Server, examples: Path
) -> None:
    pytest.importorskip("ladybug", reason="the extra cypher is not installed")
    push(examples, uri=server.uri, user="neo4j", password=PASSWORD)
    database.execute_query("CALL db.awaitIndexes(60)", database_="neo4j")
    answers = {name: asked_server(database, name) for name in cypher.questions()}

    for name, question in cypher.questions().items():
        if "embedded" in question.engines:
            assert asked_embedded(examples, name) == answers[name], name
    found = "\n" + "".join(written(name, answer) for name, answer in answers.items())
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    page, after = rest.split(END)
    if os.environ.get("KG_UPDATE_DOCS"):
        text = f"{before}{START}{found}{END}{after}"
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    assert len(answers) == 10
    assert sum(1 for _, rows in answers.values() if rows) == 10
    assert page == found or os.environ.get("KG_UPDATE_DOCS"), "see KG_UPDATE_DOCS above"
