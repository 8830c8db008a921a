"""Labels sentences of plain reports by a trained net, for other nets to learn from.

A net that learns from the labels of several nets beside the annotations does better than they
(distillation: Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015).
The labels are probabilities, so that what the nets were unsure of stays unsure.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kg.config import Config
from kg.errors import InputError
from kg.extract.feature import Features, Ids
from kg.extract.gazetteer import find_places
from kg.extract.tagger import Floats, Tagger, Tagging
from kg.gazetteer import Gazetteer
from kg.model import Report
from kg.progress import Progress
from kg.read import read_file
from kg.train.data import LONGEST, Example
from kg.train.pretrain import report_paths

REPORTS: Final = 1000
"""How many reports are labelled at most."""
SHARE: Final = 0.25
"""Share of their sentences that are labelled."""

_LEAST: Final = 4
"""Fewest characters of a sentence that is worth learning from."""


@dataclass(frozen=True, slots=True)
class PseudoLabelled:
    """Labelled sentences in random order, and the SHA-256 of their text in the reports' order."""

    examples: tuple[Example, ...]
    sha256: str


def label_reports(
    tagger: Tagger,
    folder: Path,
    exclude: Collection[str] = (),
    *,
    gazetteer: Gazetteer,
    seed: int,
    progress: Progress,
) -> PseudoLabelled:
    """Label some of the sentences of some of the reports of a folder.

    Args:
        tagger: The net that labels.
        folder: Of `.txt` files.
        exclude: Names of files, without `.txt`, that must not be seen; see `report_paths`.
        gazetteer: The divisions.
        seed: Of the choice of reports and sentences.
        progress: Told what is done, how much of it, and how much there is.

    Raises:
        InputError: The folder holds no sentence to learn from.
    """
    rng = np.random.default_rng(seed)
    paths = report_paths(folder, exclude)
    paths = [paths[index] for index in rng.permutation(len(paths))[:REPORTS]]
    examples: list[Example] = []
    digest = hashlib.sha256()
    for done, path in enumerate(paths, 1):
        reports, _ = read_file(path, name=path.name, config=Config(), gazetteer=gazetteer)
        for report in reports:
            for index, example in _label(tagger, report, gazetteer, rng):
                digest.update(report.doc.quote(report.sentences[index].span).encode())
                examples.append(example)
        progress("label reports", done, len(paths))
    if not examples:
        fault = f"{folder}: no sentences to label: it must hold reports as .txt files"
        raise InputError("no_reports", fault)
    order = rng.permutation(len(examples))
    return PseudoLabelled(tuple(examples[index] for index in order), digest.hexdigest())


def _label(
    tagger: Tagger, report: Report, gazetteer: Gazetteer, rng: np.random.Generator
) -> Iterator[tuple[int, Example]]:
    """Give the chosen sentences of a report by number, with the net's labels."""
    if not report.sentences:
        return
    features = tagger.reader.read(report, find_places(report, gazetteer))
    tagging = tagger.tag(features)
    chosen = rng.random(len(report.sentences)) < SHARE
    lengths = np.diff(features.starts)
    for index in np.flatnonzero(chosen & (lengths >= _LEAST) & (lengths <= LONGEST)):
        yield int(index), _example(tagging, features, int(index), tagger.chain)


def _example(tagging: Tagging, features: Features, index: int, chain: Floats) -> Example:
    rows = slice(int(features.starts[index]), int(features.starts[index + 1]))
    columns: dict[str, Ids] = {name: column[rows] for name, column in features.columns().items()}
    tags = tagging.marginal[rows].astype(np.float16)
    return Example(columns, tags, _links(tagging, rows, chain))


def _links(tagging: Tagging, rows: slice, chain: Floats) -> Floats:
    """Sum the probability of each pair of neighbouring tags over a sentence."""
    before = tagging.forward[rows][:-1, :, None]
    after = (tagging.score[rows] + tagging.backward[rows])[1:, None, :]
    log = before + chain + after
    odds = np.exp(log - log.max((1, 2), keepdims=True))
    pairs: Floats = (odds / odds.sum((1, 2), keepdims=True)).sum(0)
    return pairs.astype(np.float32)
