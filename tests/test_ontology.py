import tomllib
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SKOS

from kg.export.ontology import derived_files, table_indicators
from kg.rdf.name import Names
from kg.rdf.ontology import compound_units, render
from kg.rdf.unit import known_units
from kg.rules import data_path
from kg.schema import schema

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
GR = "https://w3id.org/govreport/ontology#"


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """Return the committed ontology."""
    return rdflib.Graph().parse(ONTOLOGY / "kg.ttl")


def test_committed_files_are_what_the_tables_give() -> None:
    """If this fails, run `python -m kg.export.ontology ontology` and read the difference."""
    committed = {
        path.relative_to(ONTOLOGY).as_posix(): path.read_text(encoding="utf-8")
        for path in ONTOLOGY.rglob("*")
        if path.suffix in (".ttl", ".rq")
    }

    assert committed == derived_files()


def test_every_own_term_has_labels_and_comments_in_both_languages(graph: rdflib.Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}

    assert len(terms) > 60
    for term in terms:
        for said in (RDFS.label, RDFS.comment):
            assert {str(o.language) for o in graph.objects(term, said)} == {"zh", "en"}, term  # type: ignore[attr-defined]


def test_no_own_term_is_link_and_value_at_once(graph: rdflib.Graph) -> None:
    links = set(graph.subjects(RDF.type, OWL.ObjectProperty))

    assert not links & set(graph.subjects(RDF.type, OWL.DatatypeProperty))


def test_every_own_term_that_is_used_is_defined(graph: rdflib.Graph) -> None:
    used = {str(term) for triple in graph for term in triple if str(term).startswith(GR)}

    assert used - {GR} <= {str(term) for term in graph.subjects(RDF.type)}


def test_every_code_is_in_its_list(graph: rdflib.Graph) -> None:
    codes = sum(len(code_list.codes) for code_list in schema().code_list)
    codes += sum(len(node.subtypes) for node in schema().node)

    assert len(set(graph.subjects(SKOS.inScheme))) == codes
    assert len(set(graph.subjects(SKOS.notation))) == codes + len(known_units())


def test_ontology_has_no_blank_node(graph: rdflib.Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


def test_ontology_is_consistent_under_owl_rl(graph: rdflib.Graph) -> None:
    owlrl = pytest.importorskip("owlrl")
    closed = rdflib.Graph()
    for triple in graph:
        closed.add(triple)

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)

    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert len(closed) > len(graph)
    assert not list(closed.objects(None, error))


@pytest.mark.filterwarnings("ignore:Dataset.:DeprecationWarning")  # pySHACL asks rdflib the old way
def test_shapes_are_shapes() -> None:
    conforms, _, report = validate(
        rdflib.Graph(), shacl_graph=str(ONTOLOGY / "shapes.ttl"), meta_shacl=True
    )

    assert conforms, report


def test_every_base_unit_has_names() -> None:
    table = tomllib.loads(data_path("units.toml").read_text(encoding="utf-8"))

    assert {row["base"] for row in table["unit"]} <= set(known_units())


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        pytest.param("yuan_per_person", "元/人", "yuan per person", id="two"),
        pytest.param("item_per_10万_person", "个/10万人", "item per 10万 person", id="count"),
        pytest.param("mu_per_<x>", "亩/<x>", "mu per <x>", id="unknown"),
    ],
)
def test_compound_unit_is_named_by_its_parts(unit: str, zh: str, en: str) -> None:
    quads = compound_units(["yuan", unit], Names())

    labels = {value for _, predicate, value, _ in quads if predicate.endswith("#label>")}
    assert labels == {f'"{zh}"@zh', f'"{en}"@en'}
    assert "<x>" not in quads[0][0]


def test_every_core_indicator_is_a_concept_with_both_labels() -> None:
    scheme = rdflib.Graph().parse(ONTOLOGY / "indicators.ttl")

    concepts = set(scheme.subjects(SKOS.inScheme))
    assert len(concepts) == len(table_indicators()) >= 30
    for concept in concepts:
        labels = {str(o.language) for o in scheme.objects(concept, SKOS.prefLabel)}  # type: ignore[attr-defined]
        assert labels == {"zh", "en"}, concept


def test_base_iri_moves_the_ontology() -> None:
    assert "w3id.org/govreport" not in render("https://example.org/kg/")
