"""The pretrained encoder as a file: what `kg.train.pretrain` writes and training starts from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.errors import RuleFileError
from kg.extract.netfile import read_arrays, to_steps

ENCODER_FILE: Final = "model/encoder.npz"
TEACHER_FILE: Final = "model/teacher.npz"
"""Not shipped; its record is."""

_SEPARATOR: Final = "\n"
_LISTS: Final = ("chars", "bigrams", "dilations")
_TABLES: Final = ("char", "bigram")


@dataclass(frozen=True, slots=True)
class Encoder:
    """Weights and vocabulary of an encoder.

    Args:
        weights: `char`, `bigram`, `in.*` and `block.*`.
        chars: Known characters.
        bigrams: Known pairs of characters.
        dilations: Of the blocks.
    """

    weights: dict[str, npt.NDArray[np.float32]]
    chars: str
    bigrams: tuple[str, ...]
    dilations: tuple[int, ...]


def write_encoder(path: Path, encoder: Encoder) -> None:
    """Write an encoder, its tables in eight bits; the same values give the same bytes."""
    arrays: dict[str, npt.NDArray[Any]] = {
        "chars": np.array(encoder.chars),
        "bigrams": np.array(_SEPARATOR.join(encoder.bigrams)),
        "dilations": np.array(encoder.dilations, np.int8),
    }
    for name, value in sorted(encoder.weights.items()):
        if name in _TABLES:
            arrays[name], arrays[f"{name}.scale"] = to_steps(value)
        else:
            arrays[name] = value.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read_encoder(path: Path) -> Encoder:
    """Read an encoder.

    Raises:
        RuleFileError: The file is missing or no encoder.
    """
    try:
        arrays = read_arrays(path)
    except (OSError, ValueError) as exc:
        raise RuleFileError(f"{path}: no encoder: {exc}; make one with kg train --reports") from exc
    lacking = [name for name in _LISTS if name not in arrays]
    if lacking:
        raise RuleFileError(f"{path}: no encoder: {lacking[0]} is missing")
    weights = {}
    for name, value in arrays.items():
        if name not in _LISTS and not name.endswith(".scale"):
            scale = arrays.get(f"{name}.scale", np.ones(1)).astype(np.float32)
            weights[name] = value.astype(np.float32) * scale
    return Encoder(
        weights,
        str(arrays["chars"]),
        tuple(str(arrays["bigrams"]).split(_SEPARATOR)),
        tuple(int(dilation) for dilation in arrays["dilations"]),
    )
