"""Sentences to learn from as batches of numbers: features, tags, and sentences of like length side
by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from kg.extract.feature import COLUMNS, MASK, FeatureReader, Ids
from kg.extract.gazetteer import find_places
from kg.extract.tagger import TAGS, Floats
from kg.gazetteer import Gazetteer
from kg.model import Mention
from kg.read.record import Batch, Record, batches, read_records

LONGEST: Final = 448
"""A longer sentence is cut for training."""

_LENGTHS: Final = (24, 40, 56, 80, 128, LONGEST)
"""Sentences are padded to one of these."""
_CHARS: Final = 1536
"""Characters in a batch, padding included."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the net reads it, with what is to be learnt of it.

    Args:
        columns: The features, an id for each character.
        tags: Probability of each tag for each character; characters by `TAGS`.
        links: How often each tag (column) is expected after each (row); `TAGS` by `TAGS`.
    """

    columns: dict[str, Ids]
    tags: npt.NDArray[np.float16]
    links: Floats


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
            own = {name: column[rows][:LONGEST] for name, column in columns.items()}
            out.append(certain(own, label(record)[:LONGEST]))
    return out


def certain(columns: dict[str, Ids], gold: Ids) -> Example:
    """Make an example of a sentence whose tags are known."""
    links = np.zeros((len(TAGS), len(TAGS)), np.float32)
    np.add.at(links, (gold[:-1], gold[1:]), 1)
    return Example(columns, np.eye(len(TAGS), dtype=np.float16)[gold], links)


def unlabelled(columns: dict[str, Ids]) -> Example:
    """Make an example of a sentence of which nothing is to be learnt yet."""
    count = len(TAGS)
    tags = np.zeros((len(columns["char"]), count), np.float16)
    return Example(columns, tags, np.zeros((count, count), np.float32))


class Padded(NamedTuple):
    """Sentences of like length in one array each: what `Example` holds, and 1 where there is a
    character."""

    columns: dict[str, Ids]
    tags: Floats
    links: Floats
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
    made = list(_groups(items, rng.permutation(len(items)).tolist(), _CHARS))
    for index in rng.permutation(len(made)):
        length, many, members = made[index]
        yield _hide(_pad(length, many, [items[member] for member in members]), rng, hidden)


def by_length(items: Sequence[Example], chars: int) -> Iterator[tuple[list[int], Padded]]:
    """Give all sentences once in batches of so many characters, shorter ones first.

    Returns:
        Which sentences they are, and the batch, whose first rows are these.
    """
    for length, many, members in _groups(items, range(len(items)), chars):
        yield members, _pad(length, many, [items[member] for member in members])


def _groups(
    items: Sequence[Example], order: Iterable[int], chars: int
) -> Iterator[tuple[int, int, list[int]]]:
    """Put sentences of like length together: their length, how many have room, and which."""
    groups: dict[int, list[int]] = {length: [] for length in _LENGTHS}
    for index in order:
        groups[_room(items[index])].append(index)
    for length, members in groups.items():
        many = max(1, chars // length)
        for first in range(0, len(members), many):
            yield length, many, members[first : first + many]


def count_batches(items: Sequence[Example]) -> int:
    """Tell how many batches `shuffled` gives."""
    return sum(1 for _ in _groups(items, range(len(items)), _CHARS))


def _room(item: Example) -> int:
    return next(length for length in _LENGTHS if length >= len(item.tags))


def _pad(length: int, many: int, members: Sequence[Example]) -> Padded:
    columns = {name: np.zeros((many, length), np.int32) for name in COLUMNS}
    tags = np.zeros((many, length, len(TAGS)), np.float32)
    links = np.zeros((many, len(TAGS), len(TAGS)), np.float32)
    mask = np.zeros((many, length), np.float32)
    for index, member in enumerate(members):
        size = len(member.tags)
        for name, column in columns.items():
            column[index, :size] = member.columns[name]
        tags[index, :size], links[index], mask[index, :size] = member.tags, member.links, 1
    return Padded(columns, tags, links, mask)


def _hide(padded: Padded, rng: np.random.Generator, share: float) -> Padded:
    columns = dict(padded.columns)
    is_hidden = (rng.random(padded.mask.shape) < share) & (padded.mask > 0)
    for name in ("char", "left", "right"):
        columns[name] = np.where(is_hidden, MASK, columns[name]).astype(np.int32)
    return padded._replace(columns=columns)
