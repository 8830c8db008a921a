"""Files to `Report`s: one module for each format, then cleaning, dividing, and telling whose it is.

Nothing heavy is imported before a file of its format is read. A bad file is an issue, not an error.
"""

from collections.abc import Iterable
from pathlib import Path

from kg.config import Config
from kg.errors import InputError
from kg.gazetteer import Gazetteer
from kg.model import Issue, Report
from kg.read.format import FORMATS, reader
from kg.read.report import compose, origin
from kg.read.source import Source

__all__ = ["FORMATS", "discover", "read_file"]


def discover(inputs: Iterable[Path]) -> tuple[list[Path], list[Issue]]:
    """Find the files to read.

    Args:
        inputs: Files and folders. A folder gives its files of the known formats, deeper folders
            too; what begins with a dot or `~$` is left out.

    Returns:
        Paths in the order of the inputs, a folder's sorted, each once; and an issue for each input
        that is missing, of no known format, or a folder without a file.
    """
    paths: dict[Path, None] = {}
    issues: list[Issue] = []
    for path in inputs:
        if path.is_dir():
            found = sorted(_walk(path))
            paths.update(dict.fromkeys(found))
            if not found:
                fault = f"{path}: holds no file to read; the formats are {_formats()}"
                issues.append(Issue("empty_folder", fault, str(path)))
        elif not path.exists():
            fault = f"{path}: there is no such file or folder; check the path"
            issues.append(Issue("missing_path", fault, str(path)))
        elif path.suffix.lower() not in FORMATS:
            issues.append(_unknown(path))
        else:
            paths[path] = None
    return list(paths), issues


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
        return [], [_unknown(path, name)]
    try:
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


def _walk(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix.lower() in FORMATS
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]


def _formats() -> str:
    return ", ".join(FORMATS)


def _unknown(path: Path, name: str = "") -> Issue:
    place = name or str(path)
    fault = f"{place}: no reader for {path.suffix or 'a name without an ending'!r}; choose from "
    return Issue("unknown_format", fault + _formats(), place)
