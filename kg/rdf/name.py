"""Names and literals of the RDF, in the syntax of N-Quads. What is said with them is said in
`fact.py` and `ontology.py`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.config import BASE_IRI
from kg.errors import SchemaError

Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph, each a term in the syntax of N-Quads."""
Triple = tuple[str, str, str]

EXTERNAL: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of the vocabularies that are reused."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*").fullmatch
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one build: those of the ontology, of things and of graphs.

    Args:
        base: Where all of them begin; ends with `/`.
    """

    base: str = BASE_IRI

    @property
    def prefixes(self) -> dict[str, str]:
        """Every prefix that the project writes, with its namespace."""
        own = {
            "gr": f"{self.base}ontology#",
            "id": f"{self.base}id/",
            "graph": f"{self.base}graph/",
            "shape": f"{self.base}shapes#",
        }
        return {**own, **EXTERNAL}

    def term(self, name: str) -> str:
        """Return the term of a prefixed name (`gr:Project`).

        Raises:
            SchemaError: The prefix is none of `prefixes`.
        """
        return _term(self, name)

    def thing(self, node: str) -> str:
        """Return the term of a node or an edge by its id.

        Raises:
            SchemaError: The id has signs that an IRI should not have.
        """
        return f"<{self.base}id/{_local(node)}>"

    def graph(self, name: str) -> str:
        """Return the term of a named graph (`gazetteer`, or the id of a report)."""
        return f"<{self.base}graph/{_local(name)}>"

    def text_span(self, report: str, start: int, end: int) -> str:
        """Return the term of a stretch of a report's text (RFC 5147, as NIF has it)."""
        return f"<{self.base}id/{_local(report)}#char={start},{end}>"

    def code(self, code_list: str, code: str) -> str:
        """Return the term of a value of a code list (`Operator`, `ge`)."""
        return _term(self, f"gr:{code_name(code_list, code)}")


@lru_cache(maxsize=4096)
def code_name(code_list: str, code: str) -> str:
    """Name a value of a code list in the ontology: `ValueKind`, `growth` is `value-kind-growth`."""
    words = re.sub(r"(?<=[a-z])([A-Z])", r"-\1", code_list).lower()
    return f"{words}-{_local(code)}"


@lru_cache(maxsize=4096)
def _term(names: Names, name: str) -> str:
    prefix, _, local = name.partition(":")
    if prefix not in names.prefixes:
        raise SchemaError(f"no prefix {prefix!r} for {name!r}")
    return f"<{names.prefixes[prefix]}{local}>"


def _local(name: str) -> str:
    if not _LOCAL(name):
        raise SchemaError(f"{name!r} cannot be the last part of an IRI; use letters, digits, - _ .")
    return name


def literal(value: str) -> str:
    """Return a plain string."""
    return f'"{_ESCAPED.sub(_escape, value)}"'


def text(value: str, language: str) -> str:
    """Return a text of a language."""
    return f'"{_ESCAPED.sub(_escape, value)}"@{language}'


def typed(value: str, datatype: str) -> str:
    """Return a literal of a datatype of XML Schema (`gYear`)."""
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'


def decimal(value: Decimal) -> str:
    """Return an exact number, written the one way that XML Schema calls canonical."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return typed("0" if digits in ("-0", "") else digits, "decimal")


def moment(value: str) -> str:
    """Return a year or a month (`2024`, `2024-06`)."""
    return typed(value, "gYear" if len(value) == 4 else "gYearMonth")


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"
