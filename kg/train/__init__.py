"""Trains the recogniser of projects, bodies and places; needs the extra `train`.

`train` fits the net to annotated sentences, starting from an encoder that `make_encoder` made of
plain reports. Running a net needs nothing of this package.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, OutputError
from kg.progress import Progress, silent

if TYPE_CHECKING:
    from kg.extract.entity import TrainingRecord


def require_extra() -> None:
    """Raise `MissingExtraError` where what training needs is not installed.

    Lets XLA compute on one thread: with more, the order of sums, and with it the bytes of what is
    learnt, depends on how many cores a machine has. Nets that are fitted side by side share a GPU's
    memory as they need it.
    """
    os.environ["NPROC"] = "1"
    os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
    for name in ("jax", "onnx"):
        if find_spec(name) is None:
            raise MissingExtraError(
                f"training needs {name}; install the extra: pip install 'govreport-kg[train]'"
            )


def has_gpu() -> bool:
    """Tell whether training has more than a processor."""
    require_extra()
    import jax

    return jax.default_backend() != "cpu"


def make_encoder(
    reports: Path,
    output: Path,
    *,
    large: bool = False,
    like: Path | None = None,
    annotated: Iterable[Path] = (),
    steps: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Path:
    """Pretrain an encoder on plain reports and write it with its record.

    Args:
        reports: Folder of `.txt` files.
        output: Folder that `encoder.npz` and `encoder.json` are written to; made if missing.
        large: Make the encoder of the nets that label instead: `teacher.npz` and `teacher.json`.
            It wants a GPU: three minutes of an H200, or some days of a processor.
        like: An encoder that knows the same characters; None counts those of the reports.
        annotated: Files of annotated sentences. A report that one of them names by its documents'
            id is not read, so that figures measured on it stay honest.
        steps: Batches seen; None takes as many as the shipped encoder, or its teacher, saw.
        seed: The same seed gives the same bytes on one machine, unless a GPU sums up in any order.
        progress: Told what is done, how much of it, and how much there is.

    Returns:
        The encoder's file.

    Raises:
        MissingExtraError: The extra `train` is not installed.
        InputError: A file cannot be read, or there is no report to learn from.
        OutputError: The folder cannot be written.
    """
    require_extra()
    from kg.train.encoder import ENCODER_FILE, TEACHER_FILE, read_encoder
    from kg.train.pretrain import TEACHER, Settings, pretrain

    path = output / Path(TEACHER_FILE if large else ENCODER_FILE).name
    settings = TEACHER if large else Settings()
    other = None if like is None else read_encoder(like)
    exclude = _documents_of(annotated)
    try:
        output.mkdir(parents=True, exist_ok=True)
        pretrain(
            reports,
            path,
            exclude=exclude,
            signs=None if other is None else (other.chars, other.bigrams),
            seed=seed,
            settings=settings if steps is None else replace(settings, steps=steps),
            progress=progress,
        )
    except OSError as exc:
        raise OutputError(f"{path}: cannot be written: {exc.strerror}") from exc
    return path


def train(
    train_path: Path,
    dev_path: Path,
    output: Path,
    *,
    seed: int = 0,
    encoder: Path | None = None,
    reports: Path | None = None,
    teacher: Path | None = None,
    annotated: Iterable[Path] = (),
    progress: Progress = silent,
) -> "TrainingRecord":
    """Train a net on annotated sentences and write it with its record.

    With `reports` other nets, trained on the annotations alone, label sentences of these first, and
    the net that is written learns from both.

    Args:
        train_path: Annotated sentences to learn from.
        dev_path: Annotated sentences to measure on; nothing is learnt from them.
        output: Folder that the net and its `record.json` are written to; made if missing.
        seed: The same seed gives the same bytes on one machine, unless a GPU sums up in any order.
        encoder: A pretrained encoder; None takes the one that the package ships.
        reports: Folder of `.txt` files in which sentences are labelled; None labels none.
        teacher: The encoder of the nets that label; None takes `encoder`.
        annotated: More files of annotated sentences; as in `make_encoder` no report that one of
            them, or of those to learn from and to measure on, names is labelled.
        progress: Told what is done, how much of it, and how much there is.

    Returns:
        The record.

    Raises:
        MissingExtraError: The extra `train` is not installed.
        InputError: A file cannot be read, a line is no record, there is no report to label, or the
            two encoders do not know the same characters.
        OutputError: The folder cannot be written.
    """
    require_extra()
    from kg.train.run import run

    return run(
        train_path,
        dev_path,
        output,
        seed=seed,
        encoder=encoder,
        reports=reports,
        teacher=teacher,
        exclude=_documents_of((train_path, dev_path, *annotated)),
        progress=progress,
    )


def _documents_of(annotated: Iterable[Path]) -> set[str]:
    """Name the documents of which files have annotated sentences."""
    from kg.read.record import batches, read_records

    records = [record for path in annotated for record in read_records(path)]
    return {batch.records[0].id.rpartition(":")[0] for batch in batches(records)}
