"""The plain reports that are learnt from without annotations: a folder of text files."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.extract.feature import fold
from kg.read.decode import decode

_BLANKS: Final = re.compile(r"[ \t\u3000\xa0\r]+")


def report_paths(folder: Path, exclude: Collection[str]) -> list[Path]:
    """List the `.txt` files of a folder by name, without those that must not be seen.

    Args:
        folder: Where they lie.
        exclude: Names without `.txt`; `-` and `_` are one in them.

    Raises:
        InputError: None is left.
    """
    barred = {_plain_name(name) for name in exclude}
    paths = [path for path in sorted(folder.glob("*.txt")) if path.is_file()]
    kept = [path for path in paths if _plain_name(path.stem) not in barred]
    if not kept:
        fault = f"{folder}: no reports to learn from: it must hold .txt files without annotations"
        raise InputError("no_reports", fault)
    return kept


def _plain_name(name: str) -> str:
    return name.replace("_", "-")


def read_text(path: Path) -> str:
    """Read a file: blanks dropped, empty lines dropped, digits folded.

    Raises:
        InputError: It cannot be read or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError("unreadable", f"{path}: cannot be read: {exc.strerror}") from exc
    text, _ = decode(data, name=str(path))
    lines = [_BLANKS.sub("", line) for line in text.splitlines()]
    return fold("\n".join(line for line in lines if line))
