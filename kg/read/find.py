"""Which files a build reads. None of them is opened."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.model import Issue
from kg.read.format import FORMATS

BUILD_FILE: Final = "build.json"
"""The file that marks a folder as one that a build wrote; nothing below it is an input."""


def discover(inputs: Iterable[Path]) -> tuple[list[Path], list[Issue]]:
    """Find the files to read.

    Args:
        inputs: Files and folders. A folder gives its files of the known formats, deeper folders
            too; what begins with a dot or `~$` is left out, and so is what an earlier build wrote.

    Returns:
        Paths in the order of the inputs, a folder's sorted; a file that has several paths once,
        under a relative one where it has one; and an issue for each input that is missing, no file,
        of no known format, oddly named, or a folder without a file.
    """
    paths: dict[Path, None] = {}
    issues: list[Issue] = []
    for path in inputs:
        try:
            found = _files(path)
        except OSError as exc:
            issues.append(_issue("cannot_read", path, f"cannot be read: {exc.strerror}"))
            continue
        if isinstance(found, Issue):
            issues.append(found)
            continue
        for file in found:
            if _is_odd(str(file)):
                fault = "its name has control signs or is no UTF-8; rename it"
                issues.append(_issue("odd_name", file, fault))
            else:
                paths[file] = None
    return _once(paths), issues


def unknown_format(name: str, ending: str) -> Issue:
    """Say that no reader knows the end of a file's name."""
    fault = f"no reader for {ending or 'a name without an ending'!r}; choose from {_formats()}"
    return _issue("unknown_format", name, fault)


def _files(path: Path) -> list[Path] | Issue:
    if path.is_dir():
        found = sorted(_walk(path))
        fault = f"holds no file to read; the formats are {_formats()}"
        return found or _issue("empty_folder", path, fault)
    if not os.path.lexists(path):
        return _issue("missing_path", path, "there is no such file or folder; check the path")
    if not path.exists():
        return _issue("missing_path", path, "a link that leads nowhere; check the path")
    if not path.is_file():
        return _issue("no_file", path, "neither a file nor a folder; save what it gives as a file")
    if path.suffix.lower() not in FORMATS:
        return unknown_format(str(path), path.suffix)
    return [path]


def _walk(folder: Path) -> Iterator[Path]:
    for above, folders, files in os.walk(folder):
        if BUILD_FILE in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in files:
            path = Path(above, name)
            if path.suffix.lower() in FORMATS and not _is_hidden(name) and path.is_file():
                yield path


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_odd(name: str) -> bool:
    return any(
        sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff" for sign in name
    )


def _once(paths: Iterable[Path]) -> list[Path]:
    """Keep one path of each file, whatever the order."""
    best: dict[Path, Path] = {}
    for path in paths:
        real = path.resolve()
        best[real] = min(path, best.get(real, path), key=_plainness)
    return list(best.values())


def _plainness(path: Path) -> tuple[bool, int, str]:
    return path.is_absolute(), len(path.parts), str(path)


def _issue(code: str, path: Path | str, fault: str) -> Issue:
    name = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return Issue(code, f"{name}: {fault}", name)


def _formats() -> str:
    return ", ".join(FORMATS)
