"""Checks a build's folder against itself: its RDF against the shapes, every quote against the text
it points at, what one form counts against what another does, and the inputs against their hashes.

Each check takes the folder and yields findings; none changes anything.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kg.errors import OutputError
from kg.validate import count, fact, shape, source

__all__ = ["left_out", "validate"]

_SHOWN: Final = 5
"""Alike findings that are shown; of the rest only the number is told."""


def validate(directory: Path) -> Iterator[str]:
    """Check a build.

    Args:
        directory: A build's folder; what a form that was left out would say is not checked.

    Returns:
        Findings, each in one line; none where the build is clean.

    Raises:
        OutputError: The folder is no build, or a file of it cannot be read.
    """
    record = _record(directory)
    base = record["settings"]["base_iri"]
    yield from _short(source.changed_inputs(record["inputs"]))
    for table, findings in source.wrong_quotes(directory):
        yield from _short(findings, f"tables/{table}.csv")
    yield from count.differences(directory, record["counts"], base=base)
    if "rdf" not in record["forms"]:
        return
    for check in fact.CHECKS:
        yield from _short(fact.run(check, directory, base=base))
    yield from _short(shape.breaches(directory, base=base))


def left_out(directory: Path) -> list[str]:
    """Say what `validate` could not look at, or took a sample of, a line each.

    Raises:
        OutputError: As `validate` does.
    """
    record = _record(directory)
    lines = []
    seen, there = source.looked_at(directory)
    if seen < there:
        lines.append(
            f"quotes: those of {seen} of {there} reports are checked; the files of the others are"
            " gone, changed or no plain text"
        )
    if "rdf" not in record["forms"]:
        return [*lines, "shapes: not checked, for the build has no RDF"]
    seen, there = shape.looked_at(directory)
    if seen < there:
        lines.append(f"shapes: {seen} of {there} graphs are checked, at even distances")
    return lines


def _record(directory: Path) -> dict[str, Any]:
    path = directory / "build.json"
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise OutputError(f"{directory}: is no build: build.json cannot be read") from exc
    missing = {"inputs", "settings", "forms", "counts"} - set(record)
    if missing:
        raise OutputError(f"{path}: has no {', '.join(sorted(missing))}; build again")
    return record


def _short(findings: Iterable[str], where: str = "") -> Iterator[str]:
    """Yield the first of many alike findings, and how many more there are."""
    rest = iter(findings)
    head = f"{where}: " if where else ""
    shown = [f"{head}{finding}" for finding in islice(rest, _SHOWN)]
    yield from shown
    more = sum(1 for _ in rest)
    if more:
        yield f"{shown[-1].partition(': ')[0]}: … and {more} more like these"
