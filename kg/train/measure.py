"""Measures a recogniser on annotated documents; needs nothing that training needs."""

from collections.abc import Sequence
from typing import Final

import msgspec

from kg.evaluate import score
from kg.extract.entity import Recogniser, find_entities
from kg.model import Extraction
from kg.read.record import Record, to_records
from kg.train.data import Document

Figures = dict[str, float]

_LAYERS: Final = ("entity", "entity~")
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
