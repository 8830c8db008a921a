"""Composes the stages into a build: read and extract by report, resolve and link by place, then
every export.

A build is incremental (what was read out of a file is kept under its hash in `cache/`), atomic
(all is written to a
folder beside the old one and exchanged at the end), and goes on past a bad file. What each stage
does is its own
business.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import msgspec
import networkx as nx

import kg
from kg.config import Config
from kg.errors import OutputError
from kg.export import EXPORTERS, exporter
from kg.graph import to_networkx
from kg.model import Extraction, Facts, Issue

BUILD_FILE: Final = "build.json"
ISSUES_FILE: Final = "issues.jsonl"
CACHE_DIR: Final = "cache"
_POOL_FROM: Final = 4
"""Fewest files for which starting worker processes pays; a worker takes seconds to start."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def _silent(what: str, done: int, total: int) -> None:
    """Report no progress."""


class FileResult(msgspec.Struct, frozen=True):
    """All that was read out of one file, or why not."""

    name: str
    sha256: str
    extractions: tuple[Extraction, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, before and after it is written."""

    facts: Facts
    graph: "nx.MultiDiGraph[str]"
    files: tuple[FileResult, ...]
    config: Config


@cache
def fingerprint() -> str:
    """Hash the package's own code and tables: what is cached by another version is not used."""
    digest = hashlib.sha256()
    root = Path(str(resources.files("kg")))
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.is_file() and "__pycache__" not in inside and inside[0] in _READS:
            digest.update("/".join(inside).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


_READS: Final = ("data", "extract", "gazetteer.py", "model.py", "numbers.py", "read", "text.py")
"""The parts of the package that what is read out of a file depends on."""


def read_all(
    inputs: Sequence[Path],
    *,
    config: Config,
    cache_dirs: Sequence[Path] = (),
    progress: Progress = _silent,
) -> tuple[list[FileResult], list[Issue]]:
    """Read every input file and extract what it says, from the cache where it is there.

    Args:
        inputs: Files and folders.
        config: Settings.
        cache_dirs: Where results of earlier builds may lie.
        progress: Told of each file.

    Returns:
        A result for each file, sorted by name, and the issues of finding the files.
    """
    from kg.read import discover

    paths, issues = discover(inputs)
    names = sorted(dict.fromkeys(str(path) for path in paths))
    settings = _settings(config)
    keys = {name: _cache_key(name, _sha256(Path(name)), settings) for name in names}
    results: dict[str, FileResult] = {}
    for name in names:
        found = _cached(keys[name], cache_dirs)
        if found is not None:
            results[name] = found
    todo = [name for name in names if name not in results]
    progress("read", len(results), len(names))
    for result in _run(todo, config):
        results[result.name] = result
        progress("read", len(results), len(names))
    return [results[name] for name in names], issues


def _run(names: Sequence[str], config: Config) -> Iterator[FileResult]:
    jobs = config.jobs or os.cpu_count() or 1
    if jobs == 1 or len(names) < _POOL_FROM:
        for name in names:
            yield extract_file(name, config)
        return
    with ProcessPoolExecutor(min(jobs, len(names)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(extract_file, names, [config] * len(names), chunksize=1)


@cache
def _language(gazetteers: tuple[Path, ...]) -> Any:
    from kg.extract.pipeline import make_pipeline

    return make_pipeline(gazetteers=gazetteers)


@cache
def _gazetteer(paths: tuple[Path, ...]) -> Any:
    from kg.gazetteer import Gazetteer

    return Gazetteer.load(list(paths))


def extract_file(name: str, config: Config) -> FileResult:
    """Read one file and extract what its reports say; a bad file becomes an issue, not an error."""
    from kg.extract.pipeline import extract
    from kg.read import read_file

    path = Path(name)
    gazetteer = _gazetteer(config.gazetteers)
    reports, issues = read_file(path, name=name, config=config, gazetteer=gazetteer)
    extractions = tuple(extract(report, _language(config.gazetteers)) for report in reports)
    return FileResult(name, _sha256(path), extractions, tuple(issues))


def _sha256(path: Path) -> str:
    """Hash a file; empty where it cannot be read, which the reader's issue says already."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _cache_key(name: str, sha256: str, settings: Mapping[str, Any]) -> str:
    """Name what was read out of a file by all that it depends on."""
    told = [settings[key] for key in ("region", "year", "level", "gazetteers")]
    parts = [kg.__version__, fingerprint(), name, sha256, told]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def _cached(key: str, cache_dirs: Iterable[Path]) -> FileResult | None:
    for directory in cache_dirs:
        path = directory / f"{key}.json.gz"
        if path.is_file():
            try:
                return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=FileResult)
            except (OSError, EOFError, msgspec.DecodeError):
                continue  # a damaged cache file is as good as none: the file is read anew
    return None


def facts_of(results: Sequence[FileResult], issues: Sequence[Issue], *, config: Config) -> Facts:
    """Resolve and link what was read, place by place, into the facts of a build.

    The order of the results does not matter. Of two files with the same bytes the first by name
    counts.
    """
    from kg.link import assemble, link_place
    from kg.resolve import resolve_place

    gazetteer = _gazetteer(config.gazetteers)
    extractions, doubled = _distinct(results)
    parts = []
    for _, group in groupby(extractions, key=_place):
        resolved = resolve_place(tuple(group), gazetteer=gazetteer, config=config)
        parts.append(link_place(resolved))
    noted = [*issues, *doubled, *(issue for result in results for issue in result.issues)]
    noted += [issue for extraction in extractions for issue in extraction.issues]
    return assemble(parts, issues=sorted(set(noted), key=_issue_key))


def _place(extraction: Extraction) -> tuple[str, str]:
    report = extraction.report
    return report.region_code or "", report.region


def _issue_key(issue: Issue) -> tuple[str, str, str, int]:
    return issue.file, issue.code, issue.message, issue.span.start if issue.span else -1


def _distinct(results: Sequence[FileResult]) -> tuple[list[Extraction], list[Issue]]:
    first: dict[str, Extraction] = {}
    doubled: list[Issue] = []
    for result in sorted(results, key=lambda result: result.name):
        for extraction in result.extractions:
            report = extraction.report
            if report.id in first:
                kept = first[report.id].report.file
                text = f"{report.file}: the same bytes as {kept}; counted once"
                doubled.append(Issue("same_file", text, report.file))
            else:
                first[report.id] = extraction
    order = sorted(first.values(), key=lambda e: (*_place(e), e.report.report_year, e.report.id))
    return order, doubled


def build(
    inputs: Sequence[Path],
    *,
    config: Config,
    cache_dirs: Sequence[Path] = (),
    progress: Progress = _silent,
) -> Built:
    """Build the facts and the graph of the inputs, without writing anything."""
    results, issues = read_all(inputs, config=config, cache_dirs=cache_dirs, progress=progress)
    progress("resolve and link", 0, 1)
    facts = facts_of(results, issues, config=config)
    graph = to_networkx(facts)
    progress("resolve and link", 1, 1)
    return Built(facts, graph, tuple(results), config)


def load(directory: Path) -> Built:
    """Open an earlier build from what was read out of its files; nothing is read or extracted anew.

    Raises:
        OutputError: The folder is no build, or another version made it.
    """
    try:
        record = json.loads((directory / BUILD_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise OutputError(f"{directory}: is no build: {BUILD_FILE} cannot be read") from exc
    config = _config_of(record["settings"])
    results = []
    for row in record["inputs"]:
        key = _cache_key(row["file"], row["sha256"], record["settings"])
        found = _cached(key, [directory / CACHE_DIR])
        if found is None:
            raise OutputError(
                f"{directory}: was built by another version of kg, or its {CACHE_DIR}/ is gone; "
                "run kg build again"
            )
        results.append(found)
    facts = facts_of(results, [], config=config)
    return Built(facts, to_networkx(facts), tuple(results), config)


def _config_of(settings: Mapping[str, Any]) -> Config:
    corrections = settings["corrections"]
    return Config(
        region=settings["region"],
        year=settings["year"],
        level=settings["level"],
        gazetteers=tuple(Path(table["file"]) for table in settings["gazetteers"]),
        corrections=None if corrections is None else Path(corrections["file"]),
        threshold=settings["threshold"],
        base_iri=settings["base_iri"],
    )


def write(
    built: Built,
    directory: Path,
    *,
    forms: Sequence[str] = tuple(EXPORTERS),
    progress: Progress = _silent,
) -> None:
    """Write a build's files to a folder in one step: it is the old one until it is the new one.

    Args:
        built: What to write.
        directory: Made if it is missing; an earlier build there is replaced.
        forms: Names of `EXPORTERS`.
        progress: Told of each form.

    Raises:
        OutputError: The folder holds something that no build wrote, or cannot be written.
    """
    check_output(directory)
    fresh = directory.with_name(f".{directory.name}.new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for done, form in enumerate(forms):
            progress("write", done, len(forms))
            exporter(form).write(built.facts, built.graph, fresh, config=built.config)
        progress("write", len(forms), len(forms))
        _write_issues(built.facts.issues, fresh / ISSUES_FILE)
        _write_cache(built, fresh / CACHE_DIR)
        _write_record(built, forms, fresh / BUILD_FILE)
        _exchange(fresh, directory)
    except OSError as exc:
        raise OutputError(f"{directory}: cannot be written: {exc}") from exc
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_output(directory: Path) -> None:
    """See that a folder may be replaced: it is missing, empty, or an earlier build.

    Raises:
        OutputError: It is something else.
    """
    _restore(directory)
    if not directory.exists():
        return
    if not directory.is_dir():
        raise OutputError(f"{directory}: is a file; give a folder")
    names = {path.name for path in directory.iterdir()}
    if names and BUILD_FILE not in names:
        some = ", ".join(sorted(names)[:3])
        raise OutputError(
            f"{directory}: holds files that no build wrote ({some}); give another folder"
        )


def _exchange(fresh: Path, directory: Path) -> None:
    old = directory.with_name(f".{directory.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if directory.exists():
        directory.rename(old)
    fresh.rename(directory)
    shutil.rmtree(old, ignore_errors=True)


def _restore(directory: Path) -> None:
    """Undo an exchange that was cut off between its two steps."""
    old = directory.with_name(f".{directory.name}.old")
    if old.exists() and not directory.exists():
        old.rename(directory)


def _write_issues(issues: Iterable[Issue], path: Path) -> None:
    lines = [
        json.dumps(
            {
                "code": issue.code,
                "message": issue.message,
                "file": issue.file,
                "span": [issue.span.start, issue.span.end] if issue.span else None,
            },
            ensure_ascii=False,
        )
        + "\n"
        for issue in issues
    ]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def _write_cache(built: Built, directory: Path) -> None:
    directory.mkdir()
    settings = _settings(built.config)
    for result in built.files:
        key = _cache_key(result.name, result.sha256, settings)
        data = gzip.compress(msgspec.json.encode(result), compresslevel=6, mtime=0)
        (directory / f"{key}.json.gz").write_bytes(data)


def _write_record(built: Built, forms: Sequence[str], path: Path) -> None:
    facts = built.facts
    record = {
        "version": kg.__version__,
        "inputs": [{"file": r.name, "sha256": r.sha256} for r in built.files],
        "settings": _settings(built.config),
        "forms": list(forms),
        "counts": counts(facts, built.graph),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _settings(config: Config) -> Mapping[str, Any]:
    """Say the settings that the result depends on; how many processes worked is none."""
    return {
        "region": config.region,
        "year": config.year,
        "level": config.level,
        "gazetteers": [{"file": str(p), "sha256": _sha256(p)} for p in config.gazetteers],
        "corrections": config.corrections
        and {"file": str(config.corrections), "sha256": _sha256(config.corrections)},
        "threshold": config.threshold,
        "base_iri": config.base_iri,
    }


def counts(facts: Facts, graph: "nx.MultiDiGraph[str]") -> dict[str, int]:
    """Count the nodes by type, the edges, and the rows of the ledger, the residue and the
    issues."""
    by_type: dict[str, int] = {}
    for _, kind in graph.nodes(data="type"):
        by_type[str(kind)] = by_type.get(str(kind), 0) + 1
    return {
        **dict(sorted(by_type.items())),
        "edges": graph.number_of_edges(),
        "ledger": len(facts.ledger),
        "residue": sum(len(extraction.residue) for extraction in facts.extractions),
        "review": len(facts.review),
        "issues": len(facts.issues),
    }
