"""Finds a query by its name, its file or as it stands, and gives values to its parameters.

A query says in comments what it answers and which parameters it has, so that each file can also be
used elsewhere:

    # Where are the projects of a place?
    # @param place name 云岭市
    # @require word text 大桥

A parameter is a variable of the query's columns; after its name stand its type and an example. One
that is left out is free, unless it is required.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.config import BASE_IRI
from kg.errors import QueryError
from kg.rules import data_path

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_PARAMETER: Final = re.compile(r"^#\s*@(param|require)\s+(\w+)\s+(\w+)\b", re.MULTILINE)
_VARIABLE: Final = re.compile(r"[?$](\w+)")
_PATTERNS: Final = {
    "year": re.compile(r"\d{4}"),
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d+(\.\d+)?"),
    "id": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*"),
    "iri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\s]*"),
    "name": re.compile(r"(?s).+"),
    "text": re.compile(r"(?s).*"),
}
"""What a value of each type of parameter looks like."""

Term = list[str]
"""Text, kind, datatype and language, as `worker.term` reads them."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the types of its parameters.

    Args:
        text: SPARQL.
        answers: Its first comment: what it answers; empty where it has none.
        types: Name and type of each parameter that it declares, in the order of its lines.
        required: Names of the parameters that must be given.
    """

    text: str
    answers: str
    types: tuple[tuple[str, str], ...]
    required: tuple[str, ...]

    def bind(self, params: Mapping[str, str], *, base: str) -> dict[str, Term]:
        """Turn values into terms; a parameter that is not declared takes plain text.

        Raises:
            QueryError: The query has no such variable, the value is not of its type, or one that
                is required is missing.
        """
        for name in self.required:
            if name not in params:
                raise QueryError(f"the query needs a value: --param {name}=…")
        variables = set(_VARIABLE.findall(self.text))
        types = dict(self.types)
        terms = {}
        for name, value in sorted(params.items()):
            if name not in variables:
                known = ", ".join(types) or ", ".join(sorted(variables))
                raise QueryError(f"no parameter {name!r}; the query has {known}")
            terms[name] = _term(name, value, types.get(name, "text"), base)
        return terms


def _term(name: str, value: str, kind: str, base: str) -> Term:
    if kind not in _PATTERNS:
        raise QueryError(f"parameter {name!r}: no type {kind!r}; use {', '.join(_PATTERNS)}")
    if not _PATTERNS[kind].fullmatch(value):
        raise QueryError(f"parameter {name!r}: {value!r} is no {kind}")
    terms: dict[str, Term] = {
        "year": [value, "literal", f"{_XSD}gYear", ""],
        "integer": [value, "literal", f"{_XSD}integer", ""],
        "decimal": [value, "literal", f"{_XSD}decimal", ""],
        "id": [f"{base}id/{value}", "uri", "", ""],
        "iri": [value, "uri", "", ""],
        "name": [value, "literal", "", "zh"],
        "text": [value, "literal", "", ""],
    }
    return terms[kind]


def parse(text: str) -> Query:
    """Read what a query's comments say of it."""
    first = text.lstrip().partition("\n")[0]
    answers = first.lstrip("#").strip() if first.startswith("#") else ""
    declared = list(_PARAMETER.finditer(text))
    types = tuple((match[2], match[3]) for match in declared)
    return Query(text, answers, types, tuple(m[2] for m in declared if m[1] == "require"))


@cache
def named() -> dict[str, str]:
    """Return the names of the named queries, sorted, each with what it answers and, in brackets,
    its parameters."""
    return {name: _line(query) for name, query in _named().items()}


def _line(query: Query) -> str:
    names = ", ".join(name for name, _ in query.types)
    return f"{query.answers} [{names}]" if names else query.answers


@cache
def _named() -> dict[str, Query]:
    files = sorted(data_path("queries").glob("*.rq"))
    return {path.stem: parse(path.read_text(encoding="utf-8")) for path in files}


def find(text: str, *, base: str) -> Query:
    """Find a query by its name or its file, or take the text as the query.

    Args:
        text: A name, the path of a `.rq` file, or SPARQL.
        base: Where the IRIs of the build begin; a named query is put on it.

    Raises:
        QueryError: There is no such name or file.
    """
    stripped = text.strip()
    if stripped in _named():
        query = _named()[stripped]
        return replace(query, text=query.text.replace(f"<{BASE_IRI}", f"<{base}"))
    if stripped.endswith(".rq") and "\n" not in stripped:
        try:
            return parse(Path(stripped).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as exc:
            raise QueryError(f"{stripped}: cannot be read: {exc}") from exc
    if re.fullmatch(r"[\w.-]+", stripped):
        names = ", ".join(_named())
        raise QueryError(f"no named query {stripped!r}; choose from {names}")
    return parse(text)
