"""Labels sentences of plain reports by trained nets, for other nets to learn from.

Small nets that learn from the labels of large ones beside the annotations come near to these
(distillation: Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015).
The labels are probabilities, so that what the large nets were unsure of stays unsure.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import jax.numpy as jnp
import numpy as np

from kg.config import Config
from kg.errors import InputError
from kg.extract.feature import FeatureReader, Ids
from kg.extract.gazetteer import find_places
from kg.gazetteer import Gazetteer
from kg.model import Report
from kg.progress import Progress
from kg.read import read_file
from kg.train.data import LONGEST, Example, by_length, certain
from kg.train.member import Member
from kg.train.net import expected
from kg.train.pretrain import report_paths

SHARE: Final = 0.25
"""Share of each report's sentences among which is chosen."""
SENTENCES: Final = 150_000
"""How many are labelled at most."""

_LEAST: Final = 4
"""Fewest characters of a sentence that is worth learning from."""
_CHARS: Final = 16_384
"""Characters that are labelled at once."""


@dataclass(frozen=True, slots=True)
class Labellers:
    """The nets that label.

    Args:
        members: Weights of each.
        dilations: Of their encoders' blocks.
        reader: Of what they, and the nets that will learn from them, see of a sentence.
    """

    members: Sequence[Member]
    dilations: tuple[int, ...]
    reader: FeatureReader


@dataclass(frozen=True, slots=True)
class PseudoLabelled:
    """Labelled sentences in random order, and the SHA-256 of their text in that order."""

    examples: tuple[Example, ...]
    sha256: str


def label_reports(
    labellers: Labellers,
    folder: Path,
    exclude: Collection[str] = (),
    *,
    gazetteer: Gazetteer,
    seed: int,
    progress: Progress,
) -> PseudoLabelled:
    """Label some of the sentences of the reports of a folder.

    Args:
        labellers: The nets that label.
        folder: Of `.txt` files.
        exclude: Names of files, without `.txt`, that must not be seen; see `report_paths`.
        gazetteer: The divisions.
        seed: Of the choice of sentences.
        progress: Told what is done, how much of it, and how much there is.

    Raises:
        InputError: The folder holds no sentence to learn from.
    """
    rng = np.random.default_rng(seed)
    paths = report_paths(folder, exclude)
    chosen: list[tuple[str, dict[str, Ids]]] = []
    for done, index in enumerate(rng.permutation(len(paths)), 1):
        path = paths[index]
        reports, _ = read_file(path, name=path.name, config=Config(), gazetteer=gazetteer)
        for report in reports:
            chosen += _choose(report, labellers.reader, gazetteer, rng)
        progress("read reports to label", done, len(paths))
    if not chosen:
        fault = f"{folder}: no sentences to label: it must hold reports as .txt files"
        raise InputError("no_reports", fault)
    kept = [chosen[index] for index in rng.permutation(len(chosen))[:SENTENCES]]
    digest = hashlib.sha256("\n".join(text for text, _ in kept).encode()).hexdigest()
    blank = [certain(columns, np.zeros(len(columns["char"]), np.int32)) for _, columns in kept]
    return PseudoLabelled(_label(labellers, blank, progress), digest)


def _choose(
    report: Report, reader: FeatureReader, gazetteer: Gazetteer, rng: np.random.Generator
) -> Iterator[tuple[str, dict[str, Ids]]]:
    """Give some of the sentences of a report: text, and what the nets see of it."""
    if not report.sentences:
        return
    features = reader.read(report, find_places(report, gazetteer))
    columns, lengths = features.columns(), np.diff(features.starts)
    is_chosen = rng.random(len(report.sentences)) < SHARE
    for index in np.flatnonzero(is_chosen & (lengths >= _LEAST) & (lengths <= LONGEST)):
        rows = slice(int(features.starts[index]), int(features.starts[index + 1]))
        own = {name: column[rows] for name, column in columns.items()}
        yield report.doc.quote(report.sentences[index].span), own


def _label(
    labellers: Labellers, blank: Sequence[Example], progress: Progress
) -> tuple[Example, ...]:
    nets = [{name: jnp.asarray(w) for name, w in net.items()} for net in labellers.members]
    labelled = list(blank)
    done = 0
    for members, batch in by_length(blank, _CHARS):
        tags, links = expected(nets, batch.columns, jnp.asarray(batch.mask), labellers.dilations)
        for row, index in enumerate(members):
            own = np.asarray(tags[row, : len(blank[index].tags)], np.float16)
            labelled[index] = replace(blank[index], tags=own, links=np.asarray(links[row]))
        done += len(members)
        progress("label sentences", done, len(blank))
    return tuple(labelled)
