"""The files of a trained net: tables and vocabulary in an npz, the graph in ONNX.

Written by `kg.train`, read by `kg.extract.entity`; the same values give the same bytes.
"""

import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import RuleFileError
from kg.extract.feature import Vocabulary
from kg.extract.tagger import TAGS, Floats

TABLES_FILE: Final = "net.npz"
GRAPH_FILE: Final = "net.onnx"

TABLES: Final = ("char", "bigram", "tag", "quote", "kind", "chain", "begin")
"""The weights that are looked up or added; all others are in the graph."""

_ROUNDED: Final = ("char", "bigram")
_LISTS: Final = ("bigrams", "tags", "kinds")
_WEIGHTS: Final = tuple(f"w/{name}" for name in TABLES)
_SEPARATOR: Final = "\n"
_STEPS: Final = 127
_LEAST: Final = 1e-5


def to_steps(value: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """Round a table to eight bits.

    Returns:
        Whole steps in the table's shape, and the size of a step of each row, in one column.
    """
    scale = np.maximum(np.abs(value).max(1, keepdims=True) / _STEPS, _LEAST).astype(np.float16)
    steps = np.rint(value / scale.astype(np.float32)).clip(-_STEPS, _STEPS)
    return steps.astype(np.int8), scale


def save(directory: Path, tables: dict[str, Floats], vocabulary: Vocabulary, graph: bytes) -> None:
    """Write a net into a folder that exists.

    Raises:
        OSError: It cannot be written.
    """
    arrays: dict[str, npt.NDArray[Any]] = {
        "chars": np.array(vocabulary.chars),
        "tagset": np.array(_SEPARATOR.join(TAGS)),
    }
    for name in _LISTS:
        arrays[name] = np.array(_SEPARATOR.join(getattr(vocabulary, name)))
    for name in TABLES:
        if name in _ROUNDED:
            arrays[f"w/{name}"], arrays[f"{name}.scale"] = to_steps(tables[name])
        else:
            arrays[f"w/{name}"] = tables[name].astype(np.float32)
    with (directory / TABLES_FILE).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    (directory / GRAPH_FILE).write_bytes(graph)


def read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Read the arrays of an npz file by their names.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no such file, or damaged.
    """
    try:
        # numpy leaves a file open that it opened itself and could not read
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error) as exc:
        raise ValueError(f"{path.name} is damaged: {exc}") from exc


def restore(directory: Path) -> tuple[dict[str, Floats], Vocabulary, bytes]:
    """Read a net: its tables, their vocabulary, its graph.

    Raises:
        RuleFileError: A file is missing, broken, or was made for another table of tags.
    """
    path = directory / TABLES_FILE
    try:
        graph = (directory / GRAPH_FILE).read_bytes()
        arrays = read_arrays(path)
    except (OSError, ValueError) as exc:
        raise RuleFileError(f"{directory}: no net: {exc}; make one with kg train") from exc
    lacking = [n for n in ("chars", "tagset", *_LISTS, *_WEIGHTS) if n not in arrays]
    if lacking:
        raise RuleFileError(f"{path}: no net: {lacking[0]} is missing; make one with kg train")
    tagset = str(arrays["tagset"]).split(_SEPARATOR)
    if tagset != list(TAGS):
        raise RuleFileError(f"{path}: made for the tags {tagset}, not {list(TAGS)}")
    tables = {}
    for name in TABLES:
        table = arrays[f"w/{name}"].astype(np.float32)
        scale = arrays.get(f"{name}.scale")
        tables[name] = table if scale is None else table * scale.astype(np.float32)
    lists = {name: str(arrays[name]) for name in _LISTS}
    parts = {n: tuple(text.split(_SEPARATOR)) if text else () for n, text in lists.items()}
    return tables, Vocabulary(str(arrays["chars"]), **parts), graph
