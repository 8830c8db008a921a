"""The forms in which a build is written: one module each, all from the same facts and graph."""

from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

import networkx as nx

from kg.config import Config
from kg.errors import UnknownFormatError
from kg.model import Facts

EXPORTERS: Final = {
    "tables": "kg.export.tables",
    "rdf": "kg.export.rdf",
    "graphml": "kg.export.graphml",
    "neo4j": "kg.export.neo4j",
    "html": "kg.export.html",
}
"""Name of a form and the module that writes it; imported when it is first used, in this order."""


class Exporter(Protocol):
    """What every module of `EXPORTERS` offers."""

    def write(
        self, facts: Facts, graph: "nx.MultiDiGraph[str]", directory: Path, *, config: Config
    ) -> None:
        """Write the form's files below a directory that exists; on failure leave none of them."""


def exporter(name: str) -> Exporter:
    """Return the module that writes a form.

    Raises:
        UnknownFormatError: There is no such form.
    """
    if name not in EXPORTERS:
        raise UnknownFormatError(f"no exporter {name!r}; choose from {', '.join(EXPORTERS)}")
    module: Exporter = import_module(EXPORTERS[name])
    return module
