"""Measures a recogniser on annotated documents; needs nothing that training needs."""

from collections.abc import Sequence
from typing import Final

import msgspec

from kg.evaluate import score
from kg.extract.entity import Recogniser, find_entities
from kg.extract.tagger import Tagger
from kg.model import Extraction
from kg.read.record import Record, to_records
from kg.train.data import Document

Figures = dict[str, float]

_BIASES: Final = (0.0, -0.3, 0.3, -0.6, 0.6, -0.9)
_FLOORS: Final = (0.0, 0.1, 0.2, 0.3)
_LAYERS: Final = ("entity", "entity~")
_TYPES: Final = "entity~ "
_DIGITS: Final = 4


def measure(recogniser: Recogniser, documents: Sequence[Document]) -> Figures:
    """Give the F1 of a recogniser on annotated documents, by layer and type."""
    gold: list[Record] = []
    guesses: list[Record] = []
    for document in documents:
        report, records = document.batch.report, document.batch.records
        mentions = tuple(find_entities(report, recogniser, document.candidates))
        rows = to_records(Extraction(report, mentions), [record.id for record in records])
        gold += records
        guesses += [msgspec.convert(row, Record) for row in rows]
    layers = score(gold, guesses).layers
    return {
        name: round(layers[name].f1, _DIGITS) for name in sorted(layers) if name.startswith(_LAYERS)
    }


def best_settings(tagger: Tagger, dev: Sequence[Document]) -> tuple[float, float, Figures]:
    """Choose bias and floor with the best sum of strict F1, overlapping F1, and the mean of the
    overlapping F1 of the types.

    The mean keeps the bodies and places in view, of which there are far fewer than projects.

    Returns:
        The bias and the floor nearest to zero of equally good ones, and the figures with them.
    """
    best: tuple[float, float, float, Figures] | None = None
    for bias in _BIASES:
        for floor in _FLOORS:
            figures = measure(Recogniser(tagger, bias=bias, floor=floor), dev)
            value = _worth(figures)
            if best is None or value > best[0]:
                best = value, bias, floor, figures
    if best is None:
        raise ValueError("no settings to choose from")
    return best[1:]


def _worth(figures: Figures) -> float:
    types = [figure for name, figure in figures.items() if name.startswith(_TYPES)]
    return sum(figures[layer] for layer in _LAYERS) + sum(types) / max(1, len(types))
