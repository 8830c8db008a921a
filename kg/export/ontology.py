"""Writes the files of `ontology/`, which are derived from the tables of `kg/data` and committed:
the ontology, the shapes, the indicators' scheme and the named queries.
`python -m kg.export.ontology ontology` writes them anew; a test compares.
"""

import sys
from pathlib import Path

from kg.indicator import IndicatorTable
from kg.model import Indicator
from kg.rdf import ontology, scheme, shape
from kg.rules import data_path, load


def derived_files() -> dict[str, str]:
    """Return the path below `ontology/` and the text of each file."""
    queries = {
        f"queries/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(data_path("queries").glob("*.rq"))
    }
    return {
        "kg.ttl": ontology.render(),
        "shapes.ttl": shape.render(),
        "indicators.ttl": scheme.render(table_indicators()),
        **queries,
    }


def table_indicators() -> tuple[Indicator, ...]:
    """Return the indicators of the table with the aliases that it has for them, in its order."""
    return tuple(
        Indicator(
            id=row.id,
            name=row.name,
            label_en=row.en,
            unit=row.unit,
            good=row.good,
            is_core=True,
            aliases=tuple(sorted(set(row.aliases) - {row.name})),
        )
        for row in load("indicators.toml", IndicatorTable).indicator
    )


def main(folder: Path) -> None:
    """Write every file below a folder, and remove queries that there are no more."""
    files = derived_files()
    for path in folder.glob("queries/*.rq"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
