"""Writes the derived files of `ontology/`: `python -m kg.rdf ontology`."""

import sys
from pathlib import Path

from kg.rdf.derived import derived_files

if __name__ == "__main__":
    for name, body in derived_files().items():
        path = Path(sys.argv[1]) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8", newline="\n")
