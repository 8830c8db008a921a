"""The files of `ontology/`, which are derived from the tables of `kg/data` and committed; a test
makes them anew and compares."""

from kg.rdf import ontology, shape
from kg.rules import data_path


def derived_files() -> dict[str, str]:
    """Return the path below `ontology/` and the text of each derived file."""
    queries = {
        f"queries/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted(data_path("queries").glob("*.rq"))
    }
    return {"kg.ttl": ontology.render(), "shapes.ttl": shape.render(), **queries}
