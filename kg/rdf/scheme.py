"""The SKOS scheme of the core indicators in Turtle. Which they are is said in the indicators'
table; what a report's other words measure is no part of it."""

from collections.abc import Iterable
from typing import Final

from kg.config import BASE_IRI
from kg.model import Indicator
from kg.rdf.name import Names, code_name, literal, text, typed
from kg.rdf.turtle import block, document
from kg.rdf.unit import unit_name

HEADING: Final = (
    "Core indicators, written from kg/data/indicators.toml by"
    " `python -m kg.export.ontology ontology`."
)


def render(indicators: Iterable[Indicator], base: str = BASE_IRI) -> str:
    """Write the scheme for IRIs that begin with `base`."""
    names = Names(base)
    head = block(
        "id:indicators",
        [
            ("a", ["skos:ConceptScheme"]),
            ("rdfs:label", [text("核心指标", "zh"), text("Core indicators", "en")]),
            ("dcterms:title", [text("核心指标", "zh"), text("Core indicators", "en")]),
        ],
    )
    return document(names, heading=HEADING, parts=[head, *map(_concept, indicators)])


def _concept(indicator: Indicator) -> str:
    labels = [text(indicator.name, "zh"), text(indicator.label_en, "en")]
    good = [f"gr:{code_name('Good', indicator.good)}"] if indicator.good != "none" else []
    return block(
        f"id:{indicator.id}",
        [
            ("a", ["gr:Indicator", "skos:Concept"]),
            ("rdfs:label", labels),
            ("skos:prefLabel", labels),
            ("skos:altLabel", [text(alias, "zh") for alias in indicator.aliases]),
            ("skos:notation", [literal(indicator.id)]),
            ("skos:inScheme", ["id:indicators"]),
            ("skos:topConceptOf", ["id:indicators"]),
            ("gr:isCore", [typed("true", "boolean")]),
            ("gr:unit", [f"gr:{unit_name(indicator.unit)}"] if indicator.unit else []),
            ("gr:good", good),
        ],
    )
