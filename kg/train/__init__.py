"""Trains the recogniser of projects, bodies and places; needs the extra `train`.

`train` fits the net to annotated sentences, starting from an encoder that `pretrain` made of plain
reports. Running a net needs nothing of this package.
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from kg.errors import MissingExtraError

Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Report no progress."""


def _require_extra() -> None:
    for name in ("jax", "onnx"):
        if find_spec(name) is None:
            raise MissingExtraError(
                f"training needs {name}; install the extra: pip install 'govreport-kg[train]'"
            )


def train(
    train_path: Path,
    dev_path: Path,
    output: Path,
    *,
    seed: int = 0,
    encoder: Path | None = None,
    progress: Progress = _silent,
) -> None:
    """Train a net on annotated sentences and write it with its record.

    Args:
        train_path: Annotated sentences to learn from.
        dev_path: Annotated sentences to measure on; only the decoding's bias is chosen on them.
        output: Folder that the net and its `record.json` are written to; made if missing.
        seed: The same seed gives the same bytes on one machine.
        encoder: A pretrained encoder; None takes the one that the package ships.
        progress: Told what is done, how much of it, and how much there is.

    Raises:
        MissingExtraError: The extra `train` is not installed.
        InputError: A file cannot be read or a line is no record.
        OutputError: The folder cannot be written.
    """
    _require_extra()
    from kg.train.run import run

    run(train_path, dev_path, output, seed=seed, encoder=encoder, progress=progress)
