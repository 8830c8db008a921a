"""Files to `Report`s: one module for each format, then cleaning, dividing, and telling whose it is.

Nothing heavy is imported before a file of its format is read. A bad file is an issue, not an error.
"""

from pathlib import Path

from kg.config import Config
from kg.errors import InputError
from kg.gazetteer import Gazetteer
from kg.model import Issue, Report
from kg.read.find import discover, unknown_format
from kg.read.format import FORMATS, LARGEST, reader
from kg.read.report import compose, origin
from kg.read.source import Source

__all__ = ["FORMATS", "discover", "read_file"]


def read_file(
    path: Path, *, name: str, config: Config, gazetteer: Gazetteer
) -> tuple[list[Report], list[Issue]]:
    """Read the reports of a file.

    Args:
        path: Where it lies.
        name: Its path as the user gave it.
        config: Settings; region, year and level that are given there count.
        gazetteer: The divisions, with the user's own.

    Returns:
        The reports in the order of the file, and what is to be said of it. A file that holds none
        gives at least one issue; nothing in its content raises an error. A table that the settings
        name (a user's gazetteer, corrections) is no input and gives nothing.
    """
    if any(path.samefile(table) for table in _tables(config) if table.exists() and path.exists()):
        return [], []
    if path.suffix.lower() not in FORMATS:
        return [], [unknown_format(name, path.suffix)]
    try:
        size = path.stat().st_size
        if size > LARGEST[path.suffix.lower()]:
            fault = f"{name}: has {size} bytes, more than any report; split it"
            return [], [Issue("too_large", fault, name)]
        data = path.read_bytes()
    except OSError as exc:
        return [], [Issue("cannot_read", f"{name}: cannot be read: {exc.strerror}", name)]
    try:
        sources = reader(path.suffix).read(data, name=name)
    except InputError as exc:
        return [], [Issue(exc.code, str(exc), name)]
    return _compose(sources, data, name, config, gazetteer)


def _compose(
    sources: list[Source | InputError], data: bytes, name: str, config: Config, gazetteer: Gazetteer
) -> tuple[list[Report], list[Issue]]:
    reports: list[Report] = []
    issues: list[Issue] = []
    whence = origin(name, data)
    for source in sources:
        if isinstance(source, InputError):
            issues.append(Issue(source.code, str(source), name))
            continue
        report, said = compose(source, whence, config=config, gazetteer=gazetteer)
        issues += said
        if report is not None:
            reports.append(report)
    return reports, issues


def _tables(config: Config) -> list[Path]:
    return [*config.gazetteers, *([config.corrections] if config.corrections else [])]
