import csv
import io
import json
import random
import time
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.config import Config
from kg.errors import OutputError, QueryError, UnknownFormatError
from kg.export.rdf import write
from kg.graph import to_networkx
from kg.model import Facts
from kg.query import FORMATS, frame, named, render, run, run_in_memory
from kg.query.guard import check
from kg.query.named import find, parse

_ROWS = {
    "compare-places": 4,
    "contradictions": 0,
    "frequent-indicators": 2,
    "graph-sizes": 8,
    "indicator-series": 4,
    "inferred-facts": 4,
    "mentions-of": 6,
    "missed-targets": 0,
    "project-lifecycle": 2,
    "projects-of-place": 2,
    "promises-and-outcomes": 2,
    "reports": 2,
    "sentences-with": 2,
    "shared-projects": 0,
    "silent-projects": 1,
    "targets-with-evidence": 3,
    "unanswered-targets": 1,
    "verdicts-by-place": 2,
    "who-is-responsible": 1,
}
"""How many rows each named query gives for the sample."""

_NEEDED = {"sentences-with": {"word": "大桥"}, "project-lifecycle": {"project": "云栖大桥"}}
"""The parameters that must be given."""


@pytest.fixture(scope="module")
def build(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the store of the sample."""
    directory = tmp_path_factory.mktemp("build")
    write(facts, to_networkx(facts), directory, config=Config())
    return directory


def _cells(build: Path, text: str, params: Mapping[str, str] | None = None) -> list[list[str]]:
    result = run(build, text, params=params or {})
    return [["" if cell is None else cell.text for cell in row] for row in result.rows]


@pytest.mark.parametrize("name", sorted(_ROWS))
def test_named_query_answers(build: Path, name: str) -> None:
    assert len(_cells(build, name, _NEEDED.get(name))) == _ROWS[name]


def test_every_named_query_is_tested_and_says_what_it_answers() -> None:
    assert set(named()) == set(_ROWS)
    assert all("?" in answers for answers in named().values())


@pytest.mark.parametrize(
    ("name", "params", "rows"),
    [
        pytest.param("promises-and-outcomes", {"place": "云岭市", "year": "2023"}, 2, id="two"),
        pytest.param("promises-and-outcomes", {"indicator": "地区生产总值"}, 1, id="name"),
        pytest.param("promises-and-outcomes", {"year": "2024"}, 0, id="other-year"),
        pytest.param("projects-of-place", {"place": "云中省"}, 1, id="by-the-place-around-it"),
        pytest.param("verdicts-by-place", {"place": "云岭市"}, 2, id="grouped"),
        pytest.param("mentions-of", {"name": "市交通局"}, 1, id="alias"),
        pytest.param("sentences-with", {"word": '"'}, 0, id="quotation-mark"),
    ],
)
def test_parameters_narrow_the_answer(
    build: Path, name: str, params: dict[str, str], rows: int
) -> None:
    assert len(_cells(build, name, params)) == rows


_PARAMETERS = [(name, param) for name in sorted(_ROWS) for param, _ in find(name, base="").types]


@pytest.mark.parametrize(("name", "param"), _PARAMETERS)
def test_every_parameter_leaves_nothing_for_an_unknown_value(
    build: Path, name: str, param: str
) -> None:
    value = "1950" if param == "year" else "没有的名称"

    assert _cells(build, name, {param: value}) == []


@pytest.mark.parametrize(
    "value",
    [
        '云岭市" . } INSERT DATA { <a:a> <a:a> 1 } #',
        '"@zh } UNION { ?s ?p ?o } #',
        "\\",
        '") SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } ("',
        "}\n#",
    ],
)
def test_parameter_is_a_term_and_never_text(build: Path, value: str) -> None:
    assert _cells(build, "promises-and-outcomes", {"place": value}) == []
    assert _cells(build, "sentences-with", {"word": value}) == []


@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        pytest.param("promises-and-outcomes", {"year": "23"}, "'23' is no year", id="type"),
        pytest.param("promises-and-outcomes", {"town": "x"}, "no parameter 'town'", id="name"),
        pytest.param("sentences-with", {}, "--param word=", id="missing"),
        pytest.param("nothing", {}, "no named query 'nothing'; choose from", id="query"),
        pytest.param("/no/such.rq", {}, "cannot be read", id="file"),
        pytest.param(
            "SELECT ?p { ?s ?p ?o }", {"s": "x"}, "variable .s in its SELECT", id="not-a-column"
        ),
        pytest.param("SELECT * { ?s ?p }", {}, r"^1:\d+: expected", id="syntax"),
    ],
)
def test_bad_question_is_told(build: Path, name: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(build, name, params=params)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://x/> { } }",
        "SELECT * { \\u0053ERVICE <http://x/> { } }",
        "SELECT * { ?s ?p ?o FILTER(?a<?b&&?c='x>y') SERVICE <http://x/> { } } #'",
        "SELECT * { ?s ?p ?o FILTER(?a<?b#>'''\n) SERVICE <http://x/> { } } #'''",
        "SELECT * { ?s ?p 'a\\'b' SERVICE <http://x/> { } }",
        "# SELECT\nSERVICE",
        "SELECT * { ?s ?p 'open }",
        "INSERT DATA { <a:b> <a:b> 1 }",
        "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <http://a/> LOAD <http://x/>",
        "CLEAR ALL",
        "",
        "{ }",
    ],
)
def test_guard_refuses(text: str) -> None:
    with pytest.raises(QueryError):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE' }",
        'SELECT * { ?s ?p """a "SERVICE" b""" } # SERVICE',
        "SELECT * { ?s <http://x.org/a#SERVICE> ?o FILTER(?a < 3 && ?b > 2) }",
        "PREFIX a: <http://a/>\nBASE <http://b/>\nASK { ?service a:INSERT ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DESCRIBE <http://a/b#c>",
    ],
)
def test_guard_lets_reading_pass(text: str) -> None:
    check(text)


def test_guard_lets_no_call_to_another_server_through() -> None:
    """Put texts together at random that a careless tokeniser reads otherwise than the engine."""
    store = ox.Store()
    node = ox.NamedNode("http://a/a")
    store.add(ox.Quad(node, node, node))
    call = "SERVICE <http://127.0.0.1:9/> { ?x ?y ?w }"  # the engine refuses to dial this port
    bits = ["?c", "'x'", '"y"', "'''z'''", "&&", "<", ">", "=", "<a>", "<a#>", "<u:'>", "#\n"]
    bits += ["# >\n", "#'\n", "(1)", "a:b", "a:c\\#", "a:", " ", "'x>y'", '"#"', "'\\''", "\\u0027"]
    rng = random.Random(0)
    dialled = 0
    for _ in range(4000):
        inside = "".join(rng.choice(bits) for _ in range(rng.randint(0, 6)))
        gap, end = rng.choice(["", "\n", "#\n", "#'\n"]), rng.choice(["", "#'", "#'''", '#"', "#>"])
        text = f"PREFIX a: <http://a/> SELECT * {{ ?s ?p ?o FILTER(?a<?b{inside}){gap}{call}}}{end}"
        try:
            list(store.query(text))  # type: ignore[arg-type]
        except OSError:
            dialled += 1
            with pytest.raises(QueryError):
                check(text)
        except SyntaxError:
            continue
    assert dialled > 100


def test_endless_query_is_stopped(build: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

    started = time.monotonic()
    with pytest.raises(QueryError, match=r"stopped after 0\.5 s"):
        run(build, text, timeout_s=0.5)
    assert time.monotonic() - started < 5


def test_greedy_query_is_stopped(build: Path) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"

    with pytest.raises(QueryError, match=r"needs more than 256 MB|ended with code"):
        run(build, text, timeout_s=60, memory_mb=256)


def test_facts_in_memory_answer_the_same(build: Path, facts: Facts) -> None:
    graph = to_networkx(facts)

    for name in ("reports", "projects-of-place"):
        assert run_in_memory(facts, graph, name, config=Config()) == run(build, name)
    given = _NEEDED["project-lifecycle"]
    table = frame(run_in_memory(facts, graph, "project-lifecycle", params=given, config=Config()))
    assert not isinstance(table, bool)
    assert list(table["stage"]) == ["start", "operate"]


def test_missing_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no store here"):
        run(tmp_path, "ASK { }")


def test_query_runs_from_a_file(build: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT (COUNT(?s) AS ?n) { ?s a gr:Project }", encoding="utf-8")

    assert _cells(build, str(file)) == [["2"]]


def test_named_queries_follow_the_base_iri(facts: Facts, tmp_path: Path) -> None:
    base = "https://example.org/kg/"
    write(facts, to_networkx(facts), tmp_path, config=Config(base_iri=base))
    record = {"settings": {"base_iri": base}}
    (tmp_path / "build.json").write_text(json.dumps(record), encoding="utf-8")

    given = _NEEDED["project-lifecycle"]
    assert len(_cells(tmp_path, "project-lifecycle", given)) == 2


def test_declared_parameters_are_read() -> None:
    query = parse("# What?\n# @param year year 2023\n#  @require word text\nSELECT * {}")

    assert query.types == (("year", "year"), ("word", "text"))
    assert query.required == ("word",)


def test_forms_agree(build: Path) -> None:
    result = run(build, "SELECT ?l { ?p a gr:Project ; rdfs:label ?l } ORDER BY ?l")

    rows = list(csv.reader(io.StringIO(render(result, "csv"))))
    bindings = json.loads(render(result, "json"))["results"]["bindings"]
    tree = ElementTree.fromstring(render(result, "xml"))
    assert [row[0] for row in rows] == ["l", "云栖大桥", "雁南"]
    assert [binding["l"]["value"] for binding in bindings] == ["云栖大桥", "雁南"]
    assert [str(e.text) for e in tree.iter() if e.tag.endswith("literal")] == ["云栖大桥", "雁南"]
    assert render(result, "table").endswith("(2 rows)\n")


@pytest.mark.parametrize("form", FORMATS)
def test_forms_show_truth_and_graphs(build: Path, form: str) -> None:
    truth = run(build, "ASK { ?p a gr:Project }")
    graph = run(build, "CONSTRUCT { ?p a gr:Thing } WHERE { ?p a gr:Project }")

    assert truth.boolean is True
    assert render(truth, form).strip()
    assert graph.is_graph
    assert "project-" in render(graph, form)


def test_unknown_form_is_told(build: Path) -> None:
    with pytest.raises(UnknownFormatError, match="choose from table, csv, json, xml"):
        render(run(build, "ASK { }"), "yaml")
