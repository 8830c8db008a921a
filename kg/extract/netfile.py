"""The file of a trained net: weights and vocabulary in one npz, tables of look-up in eight bits.

Written by `kg.train`, read by `kg.extract.entity`; the same values give the same bytes.
"""

import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import RuleFileError
from kg.extract.feature import Vocabulary
from kg.extract.tagger import TAGS, Floats

NET_FILE: Final = "net.npz"

_TABLES: Final = ("char", "bigram", "word")
_SEPARATOR: Final = "\n"
_STEPS: Final = 127
_LEAST: Final = 1e-5


def to_steps(value: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """Round a table to eight bits: whole steps, and the size of a step of each row."""
    scale = np.maximum(np.abs(value).max(1, keepdims=True) / _STEPS, _LEAST).astype(np.float16)
    steps = np.rint(value / scale.astype(np.float32)).clip(-_STEPS, _STEPS)
    return steps.astype(np.int8), scale


def save(path: Path, weights: dict[str, Floats], vocabulary: Vocabulary) -> None:
    """Write a net."""
    arrays: dict[str, npt.NDArray[Any]] = {
        "chars": np.array(vocabulary.chars),
        "tagset": np.array(_SEPARATOR.join(TAGS)),
    }
    for name in ("bigrams", "words", "tags", "kinds"):
        arrays[name] = np.array(_SEPARATOR.join(getattr(vocabulary, name)))
    for name, value in sorted(weights.items()):
        if name in _TABLES:
            arrays[f"w/{name}"], arrays[f"{name}.scale"] = to_steps(value)
        elif name == "dilations":
            arrays[f"w/{name}"] = value.astype(np.int8)
        else:
            arrays[f"w/{name}"] = value.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def restore(path: Path) -> tuple[dict[str, Floats], Vocabulary]:
    """Read a net.

    Raises:
        RuleFileError: The file is missing, broken, or was made for another table of tags.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile) as exc:
        raise RuleFileError(f"{path}: no net: {exc}; make one with kg train") from exc
    try:
        lists = {name: str(arrays[name]) for name in ("bigrams", "words", "tags", "kinds")}
        tagset, chars = str(arrays["tagset"]), str(arrays["chars"])
    except KeyError as exc:
        raise RuleFileError(f"{path}: no net: {exc} is missing; make one with kg train") from exc
    if tagset != _SEPARATOR.join(TAGS):
        raise RuleFileError(f"{path}: made for the tags {tagset.split()}, not {list(TAGS)}")
    weights = {}
    for name, value in arrays.items():
        if name.startswith("w/"):
            weight = value.astype(np.float32)
            scale = arrays.get(f"{name[2:]}.scale")
            weights[name[2:]] = weight if scale is None else weight * scale.astype(np.float32)
    parts = {n: tuple(text.split(_SEPARATOR)) if text else () for n, text in lists.items()}
    return weights, Vocabulary(chars, **parts)
