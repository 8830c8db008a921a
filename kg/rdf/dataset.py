"""What a build's RDF says of itself: the dataset, its graphs, and the run that made them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from kg.config import Config
from kg.ids import make_id
from kg.model import Facts
from kg.rdf.name import Names, Quad, decimal, literal, text, typed
from kg.version import VERSION

GRAPH: Final = "runs"

_TITLES: Final = (
    ("政府工作报告知识图谱", "zh"),
    ("Knowledge graph of government work reports", "en"),
)
_RUN_LABELS: Final = ((f"kg {VERSION} 抽取", "zh"), (f"Extraction by kg {VERSION}", "en"))


def described(sizes: Mapping[str, int], facts: Facts, *, config: Config) -> Iterator[Quad]:
    """Describe the dataset by VoID and DCAT, and the run by PROV-O.

    Args:
        sizes: The number of triples of each graph, by its term.
        facts: What they were made from.
        config: Settings.
    """
    names = Names(config.base_iri)
    graph = names.graph(GRAPH)
    for subject, predicate, value in _described(sizes, facts, config, names):
        yield subject, names.term(predicate), value, graph


def _described(
    sizes: Mapping[str, int], facts: Facts, config: Config, names: Names
) -> Iterator[tuple[str, str, str]]:
    reports = [report.id for report in facts.reports]
    threshold = str(config.threshold)
    run = names.thing(make_id("run", VERSION, threshold, *reports))
    yield run, "rdf:type", names.term("gr:ExtractionRun")
    for label, language in _RUN_LABELS:
        yield run, "rdfs:label", text(label, language)
    yield run, "gr:version", literal(VERSION)
    yield run, "gr:threshold", decimal(Decimal(threshold))
    yield run, "gr:reports", typed(str(len(reports)), "integer")
    dataset = names.thing("dataset")
    for kind in ("void:Dataset", "dcat:Dataset"):
        yield dataset, "rdf:type", names.term(kind)
    for title, language in _TITLES:
        yield dataset, "dcterms:title", text(title, language)
        yield dataset, "rdfs:label", text(title, language)
    yield dataset, "prov:wasGeneratedBy", run
    yield dataset, "void:uriSpace", literal(f"{names.base}id/")
    yield dataset, "void:vocabulary", f"<{names.base}ontology>"
    yield dataset, "void:triples", typed(str(sum(sizes.values())), "integer")
    for graph, size in sorted(sizes.items()):
        yield dataset, "void:subset", graph
        yield graph, "rdf:type", names.term("void:Dataset")
        yield graph, "void:triples", typed(str(size), "integer")
    for report in reports:
        yield names.graph(report), "prov:wasGeneratedBy", run
        yield names.graph(report), "prov:wasDerivedFrom", names.thing(report)
