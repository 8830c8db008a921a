"""Annotated sentences as batches of numbers: features, gold tags, and sentences of like length side
by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from kg.extract.feature import COLUMNS, MASK, FeatureReader, Ids
from kg.extract.gazetteer import find_places
from kg.extract.tagger import TAGS, Floats
from kg.gazetteer import Gazetteer
from kg.model import Mention
from kg.read.record import Batch, Record, batches, read_records

_LENGTHS: Final = (24, 40, 56, 80, 128, 448)
"""Sentences are padded to one of these; a longer one is cut for training."""
_CHARS: Final = 1536
"""Characters in a batch, padding included."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the net reads it, with its gold tags."""

    columns: dict[str, Ids]
    gold: Ids


@dataclass(frozen=True, slots=True)
class Document:
    """The sentences of one report and what tables find in it."""

    batch: Batch
    candidates: tuple[Mention, ...]


def read_documents(path: Path, gazetteer: Gazetteer) -> list[Document]:
    """Read a file of annotated sentences, a Document for each report.

    Raises:
        InputError: The file is missing or a line is no record.
    """
    return [
        Document(batch, tuple(find_places(batch.report, gazetteer)))
        for batch in batches(read_records(path))
    ]


def label(record: Record) -> Ids:
    """Give each character of a sentence its gold tag.

    Every occurrence of a string counts, longer strings first where they overlap.
    """
    tags = np.zeros(len(record.text), np.int32)
    for name, kind in sorted(record.entities, key=lambda entity: -len(entity[0])):
        begin = TAGS.index(f"B-{kind}")
        at = record.text.find(name)
        while at >= 0:
            end = at + len(name)
            if not tags[at:end].any():
                tags[at:end] = begin + 1
                tags[at] = begin
            at = record.text.find(name, end)
    return tags


def examples(documents: Sequence[Document], reader: FeatureReader) -> list[Example]:
    """Turn documents into sentences with numbers and gold tags, in their order."""
    out = []
    for document in documents:
        features = reader.read(document.batch.report, document.candidates)
        columns = features.columns()
        for index, record in enumerate(document.batch.records):
            rows = slice(int(features.starts[index]), int(features.starts[index + 1]))
            own = {name: column[rows] for name, column in columns.items()}
            out.append(Example(own, label(record)))
    return out


@dataclass(frozen=True, slots=True)
class Padded:
    """Sentences of like length in one array each: features, gold tags, and 1 where there is a
    character."""

    columns: dict[str, Ids]
    gold: Ids
    mask: Floats


def shuffled(
    items: Sequence[Example], rng: np.random.Generator, *, hidden: float
) -> Iterator[Padded]:
    """Give all sentences once in batches, in random order.

    Args:
        items: The sentences.
        rng: Where the order comes from, and what is hidden.
        hidden: Share of characters that the net does not see.
    """
    groups: dict[int, list[Example]] = {length: [] for length in _LENGTHS}
    for index in rng.permutation(len(items)):
        size = min(len(items[index].gold), _LENGTHS[-1])
        groups[next(length for length in _LENGTHS if length >= size)].append(items[index])
    made = []
    for length, members in groups.items():
        many = max(1, _CHARS // length)
        made += [(length, many, members[k : k + many]) for k in range(0, len(members), many)]
    for index in rng.permutation(len(made)):
        yield _hide(_pad(*made[index]), rng, hidden)


def _pad(length: int, many: int, members: Sequence[Example]) -> Padded:
    def fill(rows: Sequence[Ids]) -> Ids:
        out = np.zeros((many, length), np.int32)
        for index, row in enumerate(rows):
            out[index, : len(row)] = row[:length]
        return out

    columns = {name: fill([member.columns[name] for member in members]) for name in COLUMNS}
    mask = fill([np.ones(len(member.gold), np.int32) for member in members])
    return Padded(columns, fill([member.gold for member in members]), mask.astype(np.float32))


def _hide(padded: Padded, rng: np.random.Generator, share: float) -> Padded:
    columns = dict(padded.columns)
    is_hidden = (rng.random(padded.gold.shape) < share) & (padded.mask > 0)
    for name in ("char", "left", "right"):
        columns[name] = np.where(is_hidden, MASK, columns[name]).astype(np.int32)
    return Padded(columns, padded.gold, padded.mask)
