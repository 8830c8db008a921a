"""Answers one query in a process of its own, which the asker kills when it takes too long.

It reads a request as JSON from standard input and writes an answer as JSON to standard output. It
runs as a script and imports nothing of the package, so that it starts fast and whatever the path.
"""

import json
import sys
from typing import Any

import pyoxigraph as ox

SYNTAX, REFUSED, TOO_LARGE, STORE = "syntax", "refused", "too_large", "store"


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    limit_memory(int(request["memory_mb"]))
    try:
        said = answer(ox.Store.read_only(request["store"]), request)
    except OSError as exc:
        said = {"error": STORE, "message": str(exc)}
    json.dump(said, sys.stdout, ensure_ascii=True)


def answer(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    """Put a query to a store; as `ask`, with what goes wrong said in the answer."""
    try:
        return ask(store, request)
    except SyntaxError as exc:
        return {"error": SYNTAX, "message": str(exc)}
    except (RuntimeError, ValueError) as exc:
        return {"error": REFUSED, "message": str(exc)}
    except OSError as exc:
        return {"error": STORE, "message": str(exc)}
    except MemoryError:
        return {"error": TOO_LARGE, "message": "out of memory"}


def limit_memory(megabytes: int) -> None:
    """Bound the address space of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def ask(store: ox.Store, request: dict[str, Any]) -> dict[str, Any]:
    """Put a query to a store.

    Args:
        store: Any store; it is only read.
        request: `query`, `prefixes`, `values` (name to a term as `term` reads it) and `most_cells`.

    Returns:
        `columns` and `rows`, or `boolean`, or `error` and `message`.

    Raises:
        SyntaxError: The query is malformed.
        OSError: The store cannot be read.
    """
    found = store.query(
        request["query"],
        prefixes=request["prefixes"],
        use_default_graph_as_union=True,
        substitutions={ox.Variable(name): term(said) for name, said in request["values"].items()},
    )
    if isinstance(found, ox.QueryBoolean):
        return {"columns": [], "rows": [], "boolean": bool(found)}
    columns = ["subject", "predicate", "object"]
    if isinstance(found, ox.QuerySolutions):
        columns = [name.value for name in found.variables]
    rows: list[list[list[str] | None]] = []
    for row in found:
        rows.append([cell(value) for value in row])
        if len(rows) * max(len(columns), 1) > request["most_cells"]:
            return {"error": TOO_LARGE, "message": f"more than {request['most_cells']} cells"}
    return {
        "columns": columns,
        "rows": rows,
        "boolean": None,
        "is_graph": isinstance(found, ox.QueryTriples),
    }


def cell(value: Any) -> list[str] | None:
    """Say a term as text, kind, datatype and language; None where nothing is bound."""
    if value is None:
        return None
    if isinstance(value, ox.Literal):
        language = value.language or ""
        datatype = value.datatype.value
        plain = language or datatype == "http://www.w3.org/2001/XMLSchema#string"
        return [value.value, "literal", "" if plain else datatype, language]
    return [value.value, "uri", "", ""]


def term(said: list[str]) -> Any:
    """Make a term of what `cell` says of it."""
    text, kind, datatype, language = said
    if kind == "uri":
        return ox.NamedNode(text)
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


if __name__ == "__main__":
    main()
