"""Headline figures of whole reports against those that were read in them by eye."""

import hashlib
import json
import tarfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.config import Config
from kg.model import Figure
from kg.text import Document

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("figures.jsonl").read_text(encoding="utf-8").splitlines()
]
CONFIG = Config(jobs=1)


def test_headline_figures_of_real_reports(shared: Path, tmp_path: Path) -> None:
    """Indicator, kind, operator, value, status and year of each figure, all right at once.

    Offsets are into the decoded source. The rules were mended on these reports, so that this
    guards against losses; it is no measure of reports that nobody has read.
    """
    archive = shared / "corpus" / "reports.tar.xz"
    if not archive.is_file():
        pytest.skip(f"no corpus: {archive} is absent")
    right = total = 0
    for case, path in _files(archive, tmp_path):
        result = pipeline.extract_file(str(path), CONFIG)
        doc = result.extractions[0].report.doc
        facts = pipeline.facts_of([result], [], config=CONFIG)
        found = {_key(doc, figure) for figure in facts.figures if _is_of_the_region(figure)}
        total += len(case["figures"])
        right += sum(_wanted(row) in found for row in case["figures"])

    assert total > 3900
    assert right >= 0.97 * total


def _files(archive: Path, folder: Path) -> list[tuple[dict[str, Any], Path]]:
    cases = {case["file"]: case for case in CASES}
    found = []
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name not in cases:
                continue
            content = tar.extractfile(member)
            assert content is not None
            data = content.read()
            assert hashlib.sha256(data).hexdigest() == cases[member.name]["sha256"]
            path = folder / Path(member.name).name
            path.write_bytes(data)
            found.append((cases[member.name], path))
    assert len(found) == len(cases)
    return found


def _is_of_the_region(figure: Figure) -> bool:
    return figure.subject_id is None and figure.subject_text in {None, "城", "乡"}


def _key(doc: Document, figure: Figure) -> tuple[object, ...]:
    return (
        doc.source_span(figure.evidence.span).start,
        figure.indicator_id,
        figure.kind,
        figure.op,
        figure.low,
        figure.high,
        figure.status,
        str(figure.period),
    )


def _wanted(row: list[Any]) -> tuple[object, ...]:
    at, indicator, kind, op, low, high, status, period = row
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return at, indicator, kind, op, *ends, status, period
