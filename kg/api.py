"""What a Python user holds: `kg.build(...)` gives a `Graph` with the networkx graph, the tables as
pandas frames, and the exports. Nothing is computed here; each part is made by its own module when
it is first asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import output, pipeline
from kg.config import BASE_IRI, THRESHOLD, Config
from kg.errors import UnknownFormatError
from kg.model import Facts, Level

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib


class Graph:
    """A knowledge graph of reports. In a notebook it shows itself as the page.

    Args:
        built: What `kg.pipeline.build` made.

    Attributes:
        nx: The networkx MultiDiGraph; see `kg.graph.to_networkx` for its attributes.
        facts: The statements and entities that it was made from.
    """

    def __init__(self, built: pipeline.Built) -> None:
        self._built = built
        self.nx: nx.MultiDiGraph[str] = built.graph
        self.facts: Facts = built.facts

    @classmethod
    def load(cls, directory: str | Path) -> "Graph":
        """Open the graph of an earlier build.

        Raises:
            OutputError: The folder is no build, or was made by another version.
        """
        return cls(output.load(Path(directory)))

    def __repr__(self) -> str:
        counts = output.counts(self.facts, self.nx)
        shown = ", ".join(f"{name} {count}" for name, count in counts.items() if name[0].isupper())
        return f"<kg.Graph: {shown}, edges {counts['edges']}>"

    def _repr_html_(self) -> str:
        from kg.export.html import notebook

        return notebook(self.facts, self.nx, config=self._built.config)

    def table(self, name: str) -> "pd.DataFrame":
        """Return one of the tables (`targets`, `ledger`, `entities`, …) as strings, as in its CSV
        file.

        Raises:
            UnknownFormatError: There is no such table.
        """
        import pandas as pd

        from kg.export.index import Index, cell
        from kg.export.tables import TABLES

        if name not in TABLES:
            raise UnknownFormatError(f"no table {name!r}; choose from {', '.join(TABLES)}")
        columns, rows = TABLES[name]
        body = [[cell(value) for value in row] for row in rows(Index(self.facts))]
        return pd.DataFrame(body, columns=list(columns), dtype="str")

    @cached_property
    def targets(self) -> "pd.DataFrame":
        """Targets and outcomes, one a row."""
        return self.table("targets")

    @cached_property
    def ledger(self) -> "pd.DataFrame":
        """Targets and what became of them, one a row."""
        return self.table("ledger")

    def to_rdf(self) -> "rdflib.Dataset":
        """Return the RDF, one named graph a report."""
        from kg.rdf import to_dataset

        return to_dataset(self.facts, self.nx, config=self._built.config)

    def to_html(self, path: str | Path) -> Path:
        """Write the page and return its path."""
        from kg.export.html import page

        target = Path(path)
        target.write_text(
            page(self.facts, self.nx, config=self._built.config), encoding="utf-8", newline="\n"
        )
        return target

    def query(self, text: str, **params: str) -> "pd.DataFrame | bool":
        """Answer a SPARQL query or a named one.

        Returns:
            A frame of strings for SELECT, a truth value for ASK.

        Raises:
            QueryError: The query is unknown, malformed or refused.
        """
        from kg.query import frame, run_in_memory

        config = self._built.config
        return frame(run_in_memory(self.facts, self.nx, text, params=params, config=config))

    def write(self, directory: str | Path) -> Path:
        """Write every form to a folder, as `kg build` does, and return its path.

        Raises:
            OutputError: The folder holds something that no build wrote.
        """
        target = Path(directory)
        output.write(self._built, target)
        return target


def build(
    inputs: Iterable[str | Path],
    *,
    region: str | None = None,
    year: int | None = None,
    level: Level | None = None,
    gazetteers: Sequence[str | Path] = (),
    corrections: str | Path | None = None,
    threshold: float = THRESHOLD,
    base_iri: str = BASE_IRI,
    jobs: int = 1,
) -> Graph:
    """Build the knowledge graph of reports in memory.

    Args:
        inputs: Files and folders.
        region: Full name of the issuer's division, whatever they tell.
        year: Report year, likewise.
        level: Level of the issuer, likewise.
        gazetteers: CSV files with places, agencies and projects of your own.
        corrections: A reviewed CSV file of corrections.
        threshold: A mention or relation whose probability is below goes to the table `review`, not
            into the graph; 0 to 1.
        base_iri: Where the IRIs of the RDF begin; ends with `/`.
        jobs: Worker processes; 0 takes one for each core. With more than one, a script must call
            this below `if __name__ == "__main__":`, since each worker imports the script.

    Returns:
        The graph. What could not be read is in `graph.facts.issues`.

    Raises:
        ConfigError: A setting or the corrections cannot be used.
        RuleFileError: A gazetteer cannot be used.
        PipelineError: A worker process ended.
    """
    config = Config(
        region=region,
        year=year,
        level=level,
        gazetteers=tuple(Path(path) for path in gazetteers),
        corrections=None if corrections is None else Path(corrections),
        threshold=threshold,
        base_iri=base_iri,
        jobs=jobs,
    )
    return Graph(pipeline.build([Path(path) for path in inputs], config=config))
