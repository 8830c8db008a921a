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
from kg.train.corpus import report_paths
from kg.train.data import LONGEST, Example, by_length, unlabelled
from kg.train.member import Member
from kg.train.net import expected

SHARE: Final = 0.25
"""Share of each report's sentences among which is chosen."""
SENTENCES: Final = 150_000
"""How many are chosen at most."""

_LEAST: Final = 4
"""Fewest characters of a sentence that is worth learning from."""
_CHARS: Final = 16_384
"""Characters that are labelled at once."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Sentences to label, in random order.

    Args:
        examples: What nets see of each.
        sha256: Of their text, in that order.
        files: How many were read.
        skipped: Names of those in which no report was found.
    """

    examples: tuple[Example, ...]
    sha256: str
    files: int
    skipped: tuple[str, ...]


def choose_sentences(
    folder: Path,
    exclude: Collection[str] = (),
    *,
    reader: FeatureReader,
    gazetteer: Gazetteer,
    seed: int,
    progress: Progress,
) -> Sample:
    """Choose some of the sentences of the reports of a folder.

    Args:
        folder: Of `.txt` files.
        exclude: Names of files, without `.txt`, that must not be seen; see `report_paths`.
        reader: Of what the nets see.
        gazetteer: The divisions.
        seed: Of the choice.
        progress: Told what is done, how much of it, and how much there is.

    Raises:
        InputError: The folder holds no sentence to label.
    """
    rng = np.random.default_rng(seed)
    paths = report_paths(folder, exclude)
    chosen: list[tuple[str, dict[str, Ids]]] = []
    skipped = []
    for done, index in enumerate(rng.permutation(len(paths)), 1):
        path = paths[index]
        reports, _ = read_file(path, name=path.name, config=Config(), gazetteer=gazetteer)
        for report in reports:
            chosen += _choose(report, reader, gazetteer, rng)
        if not reports:
            skipped.append(path.name)
        progress("read reports to label", done, len(paths))
    if not chosen:
        fault = f"{folder}: no sentences to label in {len(paths)} files: it must hold reports"
        raise InputError("no_reports", fault)
    kept = [chosen[index] for index in rng.permutation(len(chosen))[:SENTENCES]]
    digest = hashlib.sha256("\n".join(text for text, _ in kept).encode()).hexdigest()
    examples = tuple(unlabelled(columns) for _, columns in kept)
    return Sample(examples, digest, len(paths), tuple(sorted(skipped)))


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
        # a view would keep the whole report's columns
        own = {name: column[rows].copy() for name, column in columns.items()}
        yield report.doc.quote(report.sentences[index].span), own


def label(
    sample: Sequence[Example],
    members: Sequence[Member],
    dilations: tuple[int, ...],
    *,
    progress: Progress,
) -> list[Example]:
    """Label sentences by nets that speak together.

    Args:
        sample: The sentences.
        members: Weights of each net.
        dilations: Of their encoders' blocks.
        progress: Told what is done, how much of it, and how much there is.

    Returns:
        The sentences in their order, with the tags and links that the nets expect.
    """
    nets = [{name: jnp.asarray(w) for name, w in net.items()} for net in members]
    labelled = list(sample)
    done = 0
    for places, batch in by_length(sample, _CHARS):
        given = expected(nets, batch.columns, jnp.asarray(batch.mask), dilations)
        tags, links = map(np.asarray, given)
        for row, place in enumerate(places):
            own = tags[row, : len(sample[place].tags)].astype(np.float16)
            labelled[place] = replace(sample[place], tags=own, links=links[row].copy())
        done += len(places)
        progress("label sentences", done, len(sample))
    return labelled
