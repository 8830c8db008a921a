"""Checks of the RDF that shapes cannot express: that a quote is a slice of its sentence, that every
link ends somewhere, and that an Assertion has its triple. Each is a query over the store that must
find nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.rdf import Names
from kg.store import STORE_DIR, open_read_only


@dataclass(frozen=True, slots=True)
class Check:
    """A fault and the query that finds it: `?thing`, and perhaps `?what`."""

    fault: str
    query: str


_SLICE: Final = """
    ?thing a ?class ; {quote} ?quote ; gr:start ?start ; gr:end ?end ;
      prov:wasDerivedFrom ?sentence .
    ?sentence nif:anchorOf ?text ; nif:beginIndex ?begin .
    BIND(SUBSTR(?text, ?start - ?begin + 1, ?end - ?start) AS ?slice)
    FILTER(?slice != ?quote)
    BIND(CONCAT(?quote, " is ", ?slice) AS ?what)
"""

CHECKS: Final = (
    Check(
        "the quote is not the slice of its sentence",
        "SELECT ?thing ?what {" + _SLICE.format(quote="gr:valueText") + "}",
    ),
    Check(
        "the quote is not the slice of its sentence",
        "SELECT ?thing ?what {" + _SLICE.format(quote="gr:quote") + "}",
    ),
    Check(
        "the sentence is not as long as its offsets say",
        """SELECT ?thing ?what {
            ?thing a gr:Sentence ; nif:anchorOf ?what ; nif:beginIndex ?begin ; nif:endIndex ?end .
            FILTER(STRLEN(?what) != ?end - ?begin) }""",
    ),
    Check(
        "it points at something that is not there",
        """SELECT DISTINCT ?thing ?what {
            ?thing ?predicate ?what .
            FILTER(STRSTARTS(STR(?what), STR(id:)) && ISIRI(?what))
            FILTER NOT EXISTS { ?what a ?class } }""",
    ),
    Check(
        "its triple is not there",
        """SELECT ?thing ?what {
            ?thing a gr:Assertion ; rdf:subject ?s ; rdf:predicate ?what ; rdf:object ?o .
            FILTER NOT EXISTS { ?s ?what ?o } }""",
    ),
    Check(
        "its period runs backwards",
        """SELECT ?thing ?what {
            ?thing gr:periodStart ?what ; gr:periodEnd ?end .
            FILTER(SUBSTR(STR(?end), 1, 4) < SUBSTR(STR(?what), 1, 4)) }""",
    ),
)


def run(check: Check, directory: Path, *, base: str) -> Iterator[str]:
    """Yield the findings of a check, sorted."""
    lines = [
        f"{name_of(row['thing'])}: {check.fault}: {name_of(row['what'])}"
        for row in solutions(directory, check.query, base=base)
    ]
    yield from sorted(lines)


def solutions(directory: Path, text: str, *, base: str) -> Iterator[ox.QuerySolution]:
    """Yield what a SELECT of our own finds in a build's store.

    Raises:
        OutputError: There is no store.
    """
    found = open_read_only(directory / STORE_DIR).query(
        text, prefixes=Names(base).prefixes, use_default_graph_as_union=True
    )
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(f"no SELECT: {text}")
    yield from found


def name_of(term: object) -> str:
    """Return an IRI's last part, or a literal's text."""
    if isinstance(term, ox.NamedNode):
        return term.value.rpartition("/")[2]
    return str(getattr(term, "value", term))
