"""A build's folder: written in one step beside the old one and exchanged at the end, and opened
again. What stands in each file is the business of its exporter."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import networkx as nx

from kg import cache
from kg.config import Config
from kg.errors import OutputError
from kg.export import EXPORTERS, exporter
from kg.graph import to_networkx
from kg.model import Facts, Issue
from kg.pipeline import Built, facts_of
from kg.progress import Progress, silent
from kg.read.find import BUILD_FILE
from kg.version import VERSION

if sys.platform != "win32":
    import fcntl

ISSUES_FILE: Final = "issues.jsonl"
CACHE_DIR: Final = "cache"


def write(
    built: Built,
    directory: Path,
    *,
    forms: Sequence[str] = tuple(EXPORTERS),
    progress: Progress = silent,
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
    directory = Path(os.path.realpath(directory))  # a link stays, what it leads to is exchanged
    fresh = directory.with_name(f".{directory.name}.new")
    try:
        fresh.mkdir(parents=True, exist_ok=True)
        held = _hold(fresh)
    except OSError as exc:
        raise OutputError(f"{directory}: cannot be written: {exc.strerror}") from exc
    try:
        _empty(fresh)
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
        if _is_at(held, fresh):
            shutil.rmtree(fresh, ignore_errors=True)
        os.close(held)


def load(directory: Path) -> Built:
    """Open an earlier build from what was read out of its files; nothing is read or extracted anew.

    Raises:
        OutputError: The folder is no build, another version made it, or a table of the user's own
            that it was made with has changed.
    """
    try:
        record = json.loads((directory / BUILD_FILE).read_text(encoding="utf-8"))
        config = cache.config_of(record["settings"])
        rows = [(row["file"], row["sha256"]) for row in record["inputs"]]
    except (OSError, ValueError, LookupError, TypeError) as exc:
        raise OutputError(f"{directory}: is no build: {BUILD_FILE} cannot be read") from exc
    _check_own_tables(record["settings"], config)
    results = []
    for file, sha256 in rows:
        name = cache.key(file, sha256, record["settings"])
        found = cache.get(name, [directory / CACHE_DIR])
        if found is None:
            raise OutputError(
                f"{directory}: was built by another version of kg, or its {CACHE_DIR}/ is gone; "
                "run kg build again"
            )
        results.append(found)
    facts = facts_of(results, [], config=config)
    return Built(facts, to_networkx(facts), tuple(results), config)


def _check_own_tables(settings: Mapping[str, Any], config: Config) -> None:
    """See that the user's gazetteers and corrections are what they were: resolving reads them
    again."""
    now = cache.settings_of(config)
    tables = zip(_own_tables(settings), _own_tables(now), strict=True)
    changed = [then["file"] for then, table in tables if then != table]
    if changed:
        raise OutputError(
            f"{changed[0]}: is not what the build was made with, or not there; "
            "run kg build again, in the folder that its path starts at"
        )


def _own_tables(settings: Mapping[str, Any]) -> list[dict[str, str]]:
    corrections = settings["corrections"]
    return [*settings["gazetteers"], *([corrections] if corrections else [])]


def check_output(directory: Path) -> None:
    """See that a folder may be replaced: it is missing, empty, or an earlier build.

    Raises:
        OutputError: It is something else.
    """
    directory = Path(os.path.realpath(directory))
    if directory == Path.cwd() or directory in Path.cwd().parents or directory.is_mount():
        raise OutputError(
            f"{directory}: cannot be exchanged, for it is a mounted disk or holds the current "
            f"folder; give a folder inside it, as {directory / 'output'}"
        )
    try:
        _restore(directory)
    except OSError as exc:
        raise OutputError(f"{directory}: cannot be written: {exc.strerror}") from exc
    _check_parent(directory)
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


def _check_parent(directory: Path) -> None:
    """See at the start of a long build that its end can be written."""
    above = next(path for path in directory.parents if os.path.lexists(path))
    if not above.is_dir():
        raise OutputError(f"{directory}: {above} is no folder; give another path")
    if not os.access(above, os.W_OK | os.X_OK):
        raise OutputError(f"{directory}: nothing may be written in {above}; give another folder")


def _hold(fresh: Path) -> int:
    """Keep other builds out of a folder for as long as this process lives.

    Raises:
        OutputError: Another build is writing there.
    """
    if sys.platform == "win32":  # has no such locks: there two builds must not share a folder
        return os.open(os.devnull, os.O_RDONLY)
    held = os.open(fresh, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_free = _is_at(held, fresh)
    except BlockingIOError:
        is_free = False
    if not is_free:
        os.close(held)
        name = fresh.name.removeprefix(".").removesuffix(".new")
        raise OutputError(
            f"{fresh.with_name(name)}: another kg build is writing it; wait for that one"
        )
    return held


def _is_at(held: int, fresh: Path) -> bool:
    """Tell whether the folder that is held still has its first name."""
    if sys.platform == "win32":
        return fresh.exists()
    return fresh.exists() and os.path.samestat(os.fstat(held), fresh.stat())


def _empty(folder: Path) -> None:
    """Remove what a build that was cut off left."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


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
    settings = cache.settings_of(built.config)
    for result in built.files:
        cache.put(result, directory, settings=settings)


def _write_record(built: Built, forms: Sequence[str], path: Path) -> None:
    facts = built.facts
    record = {
        "version": VERSION,
        "inputs": [{"file": r.name, "sha256": r.sha256} for r in built.files],
        "settings": cache.settings_of(built.config),
        "forms": list(forms),
        "counts": counts(facts, built.graph),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


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
