"""Composes the stages into a build: read and extract by report, resolve and link by place.

A build is incremental (what was read out of a file is kept, `kg.cache`) and goes on past a bad
file. What each stage does is its own business, and how a build is written that of `kg.output`.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

import networkx as nx

from kg import cache
from kg.cache import FileResult
from kg.config import Config
from kg.errors import PipelineError
from kg.graph import to_networkx
from kg.model import Extraction, Facts, Issue
from kg.progress import Progress, silent

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.gazetteer import Gazetteer

_POOL_FROM: Final = 4
"""Fewest files for which starting worker processes pays; a worker takes seconds to start."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, before and after it is written."""

    facts: Facts
    graph: "nx.MultiDiGraph[str]"
    files: tuple[FileResult, ...]
    config: Config


def read_all(
    inputs: Sequence[Path],
    *,
    config: Config,
    cache_dirs: Sequence[Path] = (),
    progress: Progress = silent,
) -> tuple[list[FileResult], list[Issue]]:
    """Read every input file and extract what it says, from the cache where it is there.

    Args:
        inputs: Files and folders; a user's own tables that lie in one of them are no inputs.
        config: Settings.
        cache_dirs: Where results of earlier builds may lie.
        progress: Told of each file.

    Returns:
        A result for each file, sorted by name, and the issues of finding the files.
    """
    from kg.read import discover

    paths, issues = discover(inputs)
    own = {table.resolve() for table in (*config.gazetteers, config.corrections) if table}
    names = sorted({str(path) for path in paths if path.resolve() not in own})
    settings = cache.settings_of(config)
    keys = {name: cache.key(name, cache.sha256_of(Path(name)), settings) for name in names}
    results: dict[str, FileResult] = {}
    for name in names:
        found = cache.get(keys[name], cache_dirs)
        if found is not None:
            results[name] = found
    todo = [name for name in names if name not in results]
    if names:
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
    context = get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(names)), mp_context=context, initializer=_heedless)
    try:
        yield from pool.map(extract_file, names, [config] * len(names), chunksize=1)
    except BrokenProcessPool as exc:
        raise PipelineError(
            f"a worker process ended among {len(names)} files, for want of memory, or because a "
            'script calls kg.build outside of `if __name__ == "__main__":`; give --jobs 1 or jobs=1'
        ) from exc
    finally:
        pool.shutdown(cancel_futures=True)


def _heedless() -> None:
    """Leave Ctrl-C to the parent: each worker would print where it was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=2)
def _language(gazetteers: tuple[Path, ...]) -> "Language":
    from kg.extract.pipeline import make_pipeline

    return make_pipeline(gazetteers=gazetteers)


@lru_cache(maxsize=2)
def _gazetteer(paths: tuple[Path, ...]) -> "Gazetteer":
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
    return FileResult(name, cache.sha256_of(path), extractions, tuple(issues))


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
    """Return what the reports of one place share: its code, whatever it was called."""
    report = extraction.report
    return (report.region_code, "") if report.region_code else ("", report.region)


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
    progress: Progress = silent,
) -> Built:
    """Build the facts and the graph of the inputs, without writing anything."""
    results, issues = read_all(inputs, config=config, cache_dirs=cache_dirs, progress=progress)
    total = int(any(result.extractions for result in results))
    if total:
        progress("resolve", 0, total)
    facts = facts_of(results, issues, config=config)
    graph = to_networkx(facts)
    if total:
        progress("resolve", total, total)
    return Built(facts, graph, tuple(results), config)
