import gzip
import hashlib
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.config import Config
from kg.errors import SchemaError
from kg.export.rdf import write
from kg.graph import to_networkx
from kg.model import Facts
from kg.rdf import Names, quads, to_dataset
from kg.rdf.name import decimal, literal

_GRAPHS = ("entities", "gazetteer", "inferred", "ledger", "ontology", "runs")


def _lines(facts: Facts, config: Config | None = None) -> list[str]:
    graph = to_networkx(facts)
    found = quads(facts, graph, config=config or Config())
    return [f"{s} {p} {o} {g} ." for s, p, o, g in found]


@pytest.fixture(scope="module")
def written(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the RDF of the sample."""
    directory = tmp_path_factory.mktemp("rdf")
    write(facts, to_networkx(facts), directory, config=Config())
    return directory


def test_quads_are_one_set_without_blank_nodes(facts: Facts) -> None:
    lines = _lines(facts)

    triples = [line.rsplit(" ", 2)[0] for line in lines]
    assert len(set(triples)) == len(triples)
    assert not [line for line in lines if "_:" in line.split('"')[0]]


def test_quads_have_a_graph_for_each_report_and_the_common_ones(facts: Facts) -> None:
    graphs = {line.rsplit(" ", 2)[1] for line in _lines(facts)}

    expected = {Names().graph(name) for name in (*_GRAPHS, *(r.id for r in facts.reports))}
    assert graphs == expected


def test_turtle_is_the_same_to_rdflib_and_pyoxigraph(written: Path, facts: Facts) -> None:
    by_rdflib = rdflib.Graph().parse(written / "graph.ttl")
    by_oxigraph = rdflib.Graph()
    for triple in ox.parse(path=written / "graph.ttl", format=ox.RdfFormat.TURTLE):
        by_oxigraph.parse(data=f"{triple.triple} .", format="nt")

    assert isomorphic(by_rdflib, by_oxigraph)
    assert len(by_rdflib) == len(_lines(facts))


def test_turtle_literals_are_valid(written: Path) -> None:
    graph = rdflib.Graph().parse(written / "graph.ttl")

    literals = [o for o in graph.objects() if isinstance(o, rdflib.Literal)]
    assert {str(o.datatype).rpartition("#")[2] for o in literals} >= {"gYear", "decimal", "date"}
    assert not [o for o in literals if o.ill_typed]


def test_turtle_is_the_same_bytes_in_another_process(written: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.sample import sample_facts;"
        "from kg.graph import to_networkx; from kg.export.rdf import write; from kg.config import"
        " Config; f = sample_facts();"
        "write(f, to_networkx(f), Path(sys.argv[1]), config=Config())"
    )

    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, env=environment)

    digests = {
        hashlib.sha256((path / "graph.ttl").read_bytes()).hexdigest()
        for path in (written, tmp_path)
    }
    assert len(digests) == 1


def test_large_builds_are_written_as_quads(facts: Facts, tmp_path: Path) -> None:
    write(facts, to_networkx(facts), tmp_path, config=Config(), most_triples=10)

    assert not (tmp_path / "graph.ttl").exists()
    packed = gzip.decompress((tmp_path / "graph.nq.gz").read_bytes()).decode()
    assert sorted(packed.splitlines()) == sorted(_lines(facts))


def test_base_iri_moves_every_own_name(facts: Facts) -> None:
    lines = _lines(facts, Config(base_iri="https://example.org/kg/"))

    assert not [line for line in lines if "w3id.org/govreport" in line]
    assert any("<https://example.org/kg/ontology#Target>" in line for line in lines)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # by rdflib itself
def test_dataset_of_rdflib_holds_the_same_quads(facts: Facts) -> None:
    dataset = to_dataset(facts, to_networkx(facts), config=Config())

    assert len(list(dataset.quads())) == len(_lines(facts))
    found = dataset.query("SELECT ?l { ?p a gr:Project ; rdfs:label ?l } ORDER BY ?l")
    assert [str(row[0]) for row in found] == ["云栖大桥", "雁南"]


@pytest.mark.parametrize(
    ("value", "canonical"),
    [("6.40", "6.4"), ("1E+3", "1000"), ("-0.0", "0"), ("100", "100"), ("0.05", "0.05")],
)
def test_decimal_is_canonical(value: str, canonical: str) -> None:
    assert decimal(Decimal(value)).startswith(f'"{canonical}"^^')


def test_literal_escapes_what_would_end_it() -> None:
    text = 'a"b\\c\nd\te\x00f'

    line = f"<http://a/s> <http://a/p> {literal(text)} ."
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == text


def test_names_refuse_an_id_that_breaks_an_iri() -> None:
    with pytest.raises(SchemaError, match="cannot be the last part of an IRI"):
        Names().thing("a> <b")


def test_a_small_threshold_is_a_decimal_without_exponent(facts: Facts) -> None:
    lines = _lines(facts, Config(threshold=0.00001))

    (line,) = [line for line in lines if 'ontology#threshold> "' in line]
    assert '"0.00001"^^<http://www.w3.org/2001/XMLSchema#decimal>' in line


def test_every_thing_that_is_no_text_has_a_label_but_statements(facts: Facts) -> None:
    graph = rdflib.Graph().parse(
        data="\n".join(line.rsplit(" ", 2)[0] + " ." for line in _lines(facts)), format="nt"
    )
    namespace = f"{Config().base_iri}id/"

    bare = {
        str(kind).rpartition("#")[2]
        for subject, kind in graph.subject_objects(rdflib.RDF.type)
        if str(subject).startswith(namespace) and (subject, rdflib.RDFS.label, None) not in graph
    }
    assert bare == {"Assertion", "LedgerEntry", "Sentence"}
