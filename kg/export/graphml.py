"""Writes the graph as GraphML for Gephi, yEd and igraph: scalars only, lists joined by `|`.

Decimals are written as doubles, so that these tools can size and colour by them; the exact strings
stand in the tables. XML 1.0 has no way to write most control characters: each becomes its picture
(U+0007 is ␇), and a lone surrogate or a non-character U+FFFD.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from kg.config import Config
from kg.model import Facts

FILE: Final = "graph.graphml"

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES: Final = 0x2400
"""Where Unicode's pictures of the 32 control characters begin."""

_HEADER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write(facts: Facts, graph: "nx.MultiDiGraph[str]", directory: Path, *, config: Config) -> None:
    """Write `graph.graphml`; on failure it is not left."""
    del facts, config
    path = directory / FILE
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines_of(graph))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def lines_of(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    """Yield the lines of the file, nodes and edges in the order of the graph."""
    yield _HEADER
    nodes = _keys((data for _, data in graph.nodes(data=True)), "n")
    edges = _keys((data for *_, data in graph.edges(data=True)), "e")
    for domain, keys in (("node", nodes), ("edge", edges)):
        for name, (key, kind) in keys.items():
            yield (f'  <key id="{key}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
    yield '  <graph edgedefault="directed">\n'
    for node, data in graph.nodes(data=True):
        yield f"    <node id={quoteattr(node)}>{_data(data, nodes)}</node>\n"
    for source, target, key, data in graph.edges(keys=True, data=True):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f"    <edge id={quoteattr(key)} {ends}>{_data(data, edges)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


_Keys = Mapping[str, tuple[str, str]]
"""Key and type of every attribute, by its name."""


def _keys(rows: Iterator[Mapping[str, Any]], prefix: str) -> _Keys:
    kinds: dict[str, set[str]] = {}
    for data in rows:
        for name, value in data.items():
            if name != "id":
                kinds.setdefault(name, set()).add(_kind(value))
    return {
        name: (f"{prefix}{number}", kinds[name].pop() if len(kinds[name]) == 1 else "string")
        for number, name in enumerate(sorted(kinds))
    }


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int"
    return "double" if isinstance(value, Decimal | float) else "string"


def _data(data: Mapping[str, Any], keys: _Keys) -> str:
    return "".join(
        f'<data key="{keys[name][0]}">{_text(data[name])}</data>'
        for name in sorted(data)
        if name != "id"
    )


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    text = "|".join(value) if isinstance(value, tuple) else str(value)
    return escape(_ILLEGAL.sub(_picture, text), {"\r": "&#13;"})


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < 0x20 else "\ufffd"
