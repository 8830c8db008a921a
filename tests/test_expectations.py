"""How much is read out of whole reports: a broken component shows by its silence."""

import sys
import tomllib
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Config

ROOT = Path(__file__).resolve().parents[1]
BOUNDS: dict[str, dict[str, list[int]]] = tomllib.loads(
    Path(__file__).with_name("expectations.toml").read_text(encoding="utf-8")
)["report"]
CONFIG = Config(gazetteers=(ROOT / "examples" / "gazetteer.csv",), jobs=1)


def _path(name: str, request: pytest.FixtureRequest) -> Path:
    if name.startswith("examples/"):
        return ROOT / name
    folder: Path = request.getfixturevalue("shared")
    return folder / "reports" / name


@pytest.mark.parametrize("name", BOUNDS)
def test_report_gives_as_much_as_expected(name: str, request: pytest.FixtureRequest) -> None:
    (extraction,) = pipeline.extract_file(str(_path(name, request)), CONFIG).extractions
    counts = {
        "sections": len(extraction.report.sections),
        "mentions": len(extraction.mentions),
        "quantities": len(extraction.quantities),
        "milestones": len(extraction.milestones),
        "relations": len(extraction.relations),
    }

    few = {kind: counts[kind] for kind, (least, _) in BOUNDS[name].items() if counts[kind] < least}
    many = {kind: counts[kind] for kind, (_, most) in BOUNDS[name].items() if counts[kind] > most}
    if many:
        sys.stdout.write(f"{name}: more than expected: {many}\n")
    assert few == {}
