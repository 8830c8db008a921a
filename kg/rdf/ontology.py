"""The ontology in Turtle, derived from `data/schema.toml`: classes, properties, code lists and
units. The shapes that data must have are in `shape.py`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.config import BASE_IRI
from kg.rdf.name import Names, Quad, code_name, literal, text
from kg.rdf.turtle import block, document
from kg.rdf.unit import described_as, known_units, unit_name
from kg.schema import SCALARS, Code, CodeList, EdgeType, NodeClass, Property, RdfClass, schema
from kg.version import VERSION

GRAPH: Final = "ontology"
HEADING: Final = (
    "Written from kg/data/schema.toml by `python -m kg.export.ontology ontology`; do not edit.\n"
    "The base IRI is a setting and not registered: these IRIs do not resolve."
)
_DATATYPES: Final = {
    "string": ("xsd:string",),
    "strings": ("xsd:string",),
    "integer": ("xsd:integer",),
    "decimal": ("xsd:decimal",),
    "boolean": ("xsd:boolean",),
    "year": ("xsd:gYear",),
    "moment": ("xsd:gYear", "xsd:gYearMonth"),
    "date": ("xsd:date",),
}


def render(base: str = BASE_IRI) -> str:
    """Write the ontology for IRIs that begin with `base`."""
    names = Names(base)
    parts = [_header(names)]
    parts += [_class(node, names) for node in owners()]
    parts += [_edge(edge, names) for edge in schema().edge]
    parts += [_inverse(edge, names) for edge in schema().edge if edge.inverse]
    parts += [_property(name, uses, names) for name, uses in sorted(own_properties().items())]
    for code_list in (*schema().code_list, *subtype_lists()):
        parts += _code_list(code_list, names)
    parts += [block(f"gr:{unit_name(unit)}", described_as(unit)) for unit in known_units()]
    return document(names, heading=HEADING, parts=parts)


@cache
def quads(base: str) -> tuple[Quad, ...]:
    """Return the ontology as quads of its own graph, so that a build's codes have their labels."""
    return _parsed(render(base), Names(base))


def compound_units(units: Iterable[str], names: Names) -> tuple[Quad, ...]:
    """Return what is said of the units that the ontology does not have, in the same graph."""
    parts = [
        block(f"<{names.base}ontology#{unit_name(unit)}>", described_as(unit))
        for unit in units
        if unit not in known_units()
    ]
    return _parsed(document(names, heading="", parts=parts), names)


def _parsed(turtle: str, names: Names) -> tuple[Quad, ...]:
    graph = names.graph(GRAPH)
    found = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    return tuple((str(q.subject), str(q.predicate), str(q.object), graph) for q in found)


def own_properties() -> dict[str, list[tuple[str, Property]]]:
    """Return every own property that is no edge: its name, and the classes that have it."""
    edges = {edge.name for edge in schema().edge}
    found: dict[str, list[tuple[str, Property]]] = {}
    for owner in owners():
        for prop in properties_of(owner):
            name = own_name(prop)
            if name and name not in edges:
                found.setdefault(name, []).append((owner.name, prop))
    return found


def owners() -> tuple[NodeClass | RdfClass, ...]:
    """Return the classes of the graph and those that only RDF has."""
    return (*schema().node, *schema().rdf_class)


def properties_of(owner: NodeClass | RdfClass) -> tuple[Property, ...]:
    """Return the properties of a class of either sort."""
    if isinstance(owner, RdfClass):
        return owner.properties
    return schema().properties_of(owner.name)


def own_name(prop: Property) -> str:
    """Return the local name of a property's own term; empty where another vocabulary has it."""
    if not prop.iri:
        return prop.name
    prefix, _, local = prop.iri.partition(":")
    return local if prefix == "gr" else ""


def subtype_lists() -> tuple[CodeList, ...]:
    """Return the subtypes of each class as a code list of its own."""
    return tuple(
        CodeList(
            name=f"{node.name}Subtype",
            zh=f"{node.zh}子类",
            en=f"Kind of {node.en.lower()}",
            codes=node.subtypes,
        )
        for node in schema().node
        if node.subtypes
    )


def code_term(code_list: CodeList, code: Code) -> str:
    """Return the prefixed name of a code (`gr:operator-ge`, `gr:place-division`)."""
    return f"gr:{code_name(code_list.name.removesuffix('Subtype'), code.id)}"


def range_terms(prop: Property) -> tuple[str, ...]:
    """Return the datatypes or the class of a property's values."""
    special = {
        "Unit": ("qudt:Unit",),
        "Subtype": ("skos:Concept",),
        "Node": (),
        "Edge": ("rdf:Property",),
    }
    if prop.refers:
        return special.get(prop.refers, (f"gr:{prop.refers}",))
    if prop.lang:
        return ("rdf:langString",)
    return _DATATYPES[prop.range] if prop.range in SCALARS else (f"gr:{prop.range}",)


def _header(names: Names) -> str:
    return block(
        f"<{names.base}ontology>",
        [
            ("a", ["owl:Ontology"]),
            (
                "dcterms:title",
                [
                    text("政府工作报告知识图谱本体", "zh"),
                    text("Government work report ontology", "en"),
                ],
            ),
            (
                "dcterms:description",
                [
                    text(
                        "描述政府工作报告中的项目、机构、地点、目标与成效，并可追溯至原句。", "zh"
                    ),
                    text(
                        "Projects, agencies, places, targets and outcomes that Chinese government "
                        "work reports state, each traceable to the sentence that says it.",
                        "en",
                    ),
                ],
            ),
            ("dcterms:license", ["<https://spdx.org/licenses/MIT>"]),
            ("owl:versionInfo", [literal(VERSION)]),
            ("vann:preferredNamespacePrefix", [literal("gr")]),
            ("vann:preferredNamespaceUri", [literal(f"{names.base}ontology#")]),
        ],
    )


def _labels(zh: str, en: str) -> tuple[str, Sequence[str]]:
    return "rdfs:label", [text(zh, "zh"), text(en, "en")]


def _comments(name: str) -> tuple[str, Sequence[str]]:
    comment = schema().comment[name]
    return "rdfs:comment", [text(comment.zh, "zh"), text(comment.en, "en")]


def _defined(names: Names) -> tuple[str, Sequence[str]]:
    return "rdfs:isDefinedBy", [f"<{names.base}ontology>"]


def _class(owner: NodeClass | RdfClass, names: Names) -> str:
    close = owner.close if isinstance(owner, NodeClass) else ()
    disjoint = owner.disjoint if isinstance(owner, NodeClass) else ()
    return block(
        f"gr:{owner.name}",
        [
            ("a", ["owl:Class"]),
            ("rdfs:subClassOf", owner.broader),
            ("owl:disjointWith", disjoint),
            ("skos:closeMatch", close),
            _labels(owner.zh, owner.en),
            ("rdfs:comment", [text(owner.comment_zh, "zh"), text(owner.comment_en, "en")]),
            _defined(names),
        ],
    )


def _ends(sources: Sequence[str], targets: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Say a property's domain and range: by RDFS where they are one class, for it would read
    several as their common members, and else by the looser terms of schema.org."""
    for single, several, classes in (
        ("rdfs:domain", "schema:domainIncludes", sources),
        ("rdfs:range", "schema:rangeIncludes", targets),
    ):
        yield (single if len(classes) == 1 else several, classes)


def _edge(edge: EdgeType, names: Names) -> str:
    kinds = ["owl:ObjectProperty"]
    kinds += ["owl:TransitiveProperty"] if edge.transitive else []
    kinds += ["owl:SymmetricProperty"] if edge.symmetric else []
    sources = [f"gr:{name}" for name in edge.sources]
    sources += ["gr:Sentence"] if edge.name == "inSection" else []
    sources += ["gr:LedgerEntry"] if edge.name == "hasIndicator" else []
    return block(
        f"gr:{edge.name}",
        [
            ("a", kinds),
            ("rdfs:subPropertyOf", edge.broader),
            *_ends(sources, [f"gr:{name}" for name in edge.targets]),
            _labels(edge.zh, edge.en),
            _comments(edge.name),
            _defined(names),
        ],
    )


def _inverse(edge: EdgeType, names: Names) -> str:
    return block(
        f"gr:{edge.inverse}",
        [
            ("a", ["owl:ObjectProperty"]),
            ("owl:inverseOf", [f"gr:{edge.name}"]),
            *_ends(
                [f"gr:{name}" for name in edge.targets], [f"gr:{name}" for name in edge.sources]
            ),
            _labels(f"{edge.zh}（反向）", f"inverse of {edge.en}"),
            (
                "rdfs:comment",
                [
                    text(f"{edge.zh}的反向；数据中只写正向。", "zh"),
                    text(f"The way back of {edge.name}; data has the way there alone.", "en"),
                ],
            ),
            _defined(names),
        ],
    )


def _property(name: str, uses: Sequence[tuple[str, Property]], names: Names) -> str:
    first = uses[0][1]
    is_link = bool(first.refers) or first.range not in SCALARS
    classes = [f"gr:{owner}" for owner, _ in uses]
    return block(
        f"gr:{name}",
        [
            ("a", ["owl:ObjectProperty" if is_link else "owl:DatatypeProperty"]),
            ("rdfs:subPropertyOf", first.broader),
            *_ends(classes, range_terms(first)),
            _labels(first.zh, first.en),
            _comments(name),
            _defined(names),
        ],
    )


def _code_list(code_list: CodeList, names: Names) -> Iterator[str]:
    scheme = f"gr:{code_list.name}List"
    yield block(
        f"gr:{code_list.name}",
        [
            ("a", ["owl:Class"]),
            ("rdfs:subClassOf", ["skos:Concept"]),
            _labels(code_list.zh, code_list.en),
            (
                "rdfs:comment",
                [
                    text(f"代码表“{code_list.zh}”的各项。", "zh"),
                    text(f"The values of the code list “{code_list.en}”.", "en"),
                ],
            ),
            _defined(names),
        ],
    )
    yield block(
        scheme,
        [("a", ["skos:ConceptScheme"]), _labels(code_list.zh, code_list.en), _defined(names)],
    )
    for code in code_list.codes:
        yield block(
            code_term(code_list, code),
            [
                ("a", ["skos:Concept", f"gr:{code_list.name}"]),
                _labels(code.zh, code.en),
                ("skos:prefLabel", [text(code.zh, "zh"), text(code.en, "en")]),
                ("skos:notation", [literal(code.id)]),
                ("skos:inScheme", [scheme]),
                ("skos:topConceptOf", [scheme]),
                ("skos:exactMatch", [code.same] if code.same else []),
            ],
        )
