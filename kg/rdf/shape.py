"""SHACL shapes in Turtle, derived from `data/schema.toml`: how often a property stands, what its
values are, and that every stated fact has its evidence. What shapes cannot see (that a quote is the
text it points at) is checked in `kg.validate`."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.config import BASE_IRI
from kg.rdf.name import Names, literal
from kg.rdf.ontology import owners, properties_of, range_terms
from kg.rdf.turtle import block, document
from kg.schema import EdgeType, NodeClass, Property, RdfClass, schema

HEADING: Final = (
    "SHACL shapes, written from kg/data/schema.toml by `python -m kg.export.ontology ontology`."
)
_YEAR: Final = "^(19|20)[0-9]{2}$"
_MOMENT: Final = "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?$"
_ORDERED: Final = (
    ("gr:start", "sh:lessThan", "gr:end"),
    ("nif:beginIndex", "sh:lessThan", "nif:endIndex"),
    ("gr:low", "sh:lessThanOrEquals", "gr:high"),
    ("gr:firstYear", "sh:lessThanOrEquals", "gr:lastYear"),
)


def render(base: str = BASE_IRI) -> str:
    """Write the shapes for IRIs that begin with `base`."""
    names = Names(base)
    parts = [_class_shape(owner) for owner in owners()]
    parts += [shape for edge in schema().edge for shape in _edge_shapes(edge)]
    parts.append(_evidence_shape())
    return document(names, heading=HEADING, parts=parts)


def _class_shape(owner: NodeClass | RdfClass) -> str:
    shapes = list(_label_shapes(owner))
    paths = set()
    for prop in properties_of(owner):
        if prop.iri != "none":
            paths.add(prop.iri or f"gr:{prop.name}")
            shapes.append(_property_shape(prop, owner.name))
    shapes += [
        _anonymous([("sh:path", [left]), (relation, [right])])
        for left, relation, right in _ORDERED
        if {left, right} <= paths
    ]
    if isinstance(owner, NodeClass):
        shapes += [shape for edge in schema().edge for shape in _cardinalities(edge, owner.name)]
    return block(
        f"shape:{owner.name}",
        [
            ("a", ["sh:NodeShape"]),
            ("sh:targetClass", [f"gr:{owner.name}"]),
            ("sh:nodeKind", ["sh:IRI"]),
            ("sh:property", shapes),
        ],
    )


def _label_shapes(owner: NodeClass | RdfClass) -> Iterator[str]:
    """Ask for one label in each language, of the nodes that have labels."""
    if isinstance(owner, NodeClass) and owner.name != "Sentence":
        yield _anonymous(
            [
                ("sh:path", ["rdfs:label"]),
                ("sh:datatype", ["rdf:langString"]),
                ("sh:uniqueLang", ["true"]),
                ("sh:minCount", ["1"]),
            ]
        )


def _property_shape(prop: Property, owner: str) -> str:
    is_label = prop.iri == "rdfs:label"
    pairs: list[tuple[str, Sequence[str]]] = [("sh:path", [prop.iri or f"gr:{prop.name}"])]
    if prop.required and not prop.default:
        pairs.append(("sh:minCount", ["1"]))
    if prop.range != "strings" and not is_label:
        pairs.append(("sh:maxCount", ["1"]))
    pairs += _value(prop, owner)
    return _anonymous(pairs)


def _value(prop: Property, owner: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Say what a property's values are."""
    terms = range_terms(prop)
    if prop.refers == "Subtype":
        yield "sh:class", [f"gr:{owner}Subtype"]
    elif prop.refers in ("Unit", "Node", "Edge"):
        yield "sh:nodeKind", ["sh:IRI"]
    elif terms and terms[0].startswith("gr:"):
        yield "sh:class", terms
    elif len(terms) == 1:
        yield "sh:datatype", terms
    else:
        yield "sh:or", [_list([_anonymous([("sh:datatype", [term])]) for term in terms])]
    pattern = prop.pattern or {"year": _YEAR, "moment": _MOMENT}.get(prop.range, "")
    if pattern:
        yield "sh:pattern", [literal(pattern)]
    if prop.range == "integer":
        yield "sh:minInclusive", ["0"]
    if prop.name in ("probability", "threshold"):
        yield "sh:minInclusive", ["0.0"]
        yield "sh:maxInclusive", ["1.0"]


def _cardinalities(edge: EdgeType, owner: str) -> Iterator[str]:
    """Say how many edges of a type leave and reach a node of a class."""
    if edge.implied:
        return
    if owner in edge.sources and (edge.least or edge.most is not None):
        yield _anonymous(
            [("sh:path", [f"gr:{edge.name}"]), *_counts(edge.least, edge.most)],
        )
    if owner in edge.targets and (edge.inverse_least or edge.inverse_most is not None):
        path = f"[ sh:inversePath gr:{edge.name} ]"
        yield _anonymous([("sh:path", [path]), *_counts(edge.inverse_least, edge.inverse_most)])


def _counts(least: int, most: int | None) -> Iterator[tuple[str, Sequence[str]]]:
    if least:
        yield "sh:minCount", [str(least)]
    if most is not None:
        yield "sh:maxCount", [str(most)]


def _edge_shapes(edge: EdgeType) -> Iterator[str]:
    """Say which classes stand at the ends of an edge; an own inverse is not written in data."""
    sources = [*edge.sources, *(["Sentence"] if edge.name == "inSection" else [])]
    sources += ["LedgerEntry"] if edge.name == "hasIndicator" else []
    for side, target, classes in (
        ("from", "sh:targetSubjectsOf", sources),
        ("to", "sh:targetObjectsOf", edge.targets),
    ):
        yield block(
            f"shape:{edge.name}-{side}",
            [
                ("a", ["sh:NodeShape"]),
                (target, [f"gr:{edge.name}"]),
                *_one_of(classes),
            ],
        )


def _one_of(classes: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    if len(classes) == 1:
        yield "sh:class", [f"gr:{classes[0]}"]
    else:
        yield "sh:or", [_list([_anonymous([("sh:class", [f"gr:{name}"])]) for name in classes])]


def _evidence_shape() -> str:
    """Ask that what is stated says where; the nodes of facts are asked by their own shapes."""
    inferred = _anonymous([("sh:path", ["gr:basis"]), ("sh:hasValue", ["gr:basis-inferred"])])
    derived = _anonymous([("sh:path", ["prov:wasDerivedFrom"]), ("sh:minCount", ["1"])])
    alternatives = [_anonymous([("sh:property", [shape])]) for shape in (inferred, derived)]
    return block(
        "shape:StatedAssertion",
        [
            ("a", ["sh:NodeShape"]),
            ("sh:targetClass", ["gr:Assertion"]),
            ("sh:or", [_list(alternatives)]),
            ("sh:message", [literal("a stated relation names no sentence that states it")]),
        ],
    )


def _anonymous(pairs: Sequence[tuple[str, Sequence[str]]]) -> str:
    return "[ " + " ; ".join(f"{name} {' , '.join(terms)}" for name, terms in pairs) + " ]"


def _list(terms: Sequence[str]) -> str:
    return f"( {' '.join(terms)} )"
