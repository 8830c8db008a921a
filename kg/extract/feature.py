"""What the net reads of a report: every character as a row of numbers, sentences packed one after
the other.

Only looks up; the net itself stands in `kg.extract.tagger`, what is made of its output in
`kg.extract.entity`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import rjieba

from kg.model import Mention, Report

Ids = npt.NDArray[np.int32]
Codes = npt.NDArray[np.int64]

PAD: Final = 0
UNKNOWN: Final = 1
MASK: Final = 2
FIRST: Final = 3
"""Ids of characters and bigrams: nothing, one that is not known, a hidden one, the first known."""

_DIGIT: Final = re.compile(r"\d")
_QUOTES: Final = ("“”", "《》", "（）", "‘’", "「」")
_LONGEST_QUOTE: Final = 60
_PLANES: Final = 0x30000
_BMES: Final = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the net, in the order of their ids.

    Args:
        chars: Known characters, the first with id `FIRST`.
        bigrams: Known pairs of characters, the first with id `FIRST`.
        tags: Tags of words, the first with id 1; 0 is any other.
        kinds: Rules of candidates (`gazetteer.issuer`), the first with id 1; 0 is no candidate.
    """

    chars: str
    bigrams: tuple[str, ...]
    tags: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """The sentences of a report, packed: row i of each array is one character.

    Args:
        char: Ids of the characters.
        left: Ids of the pairs that end with the character; `PAD` at a sentence's start.
        right: Ids of the pairs that begin with it; `PAD` at a sentence's end.
        tag: Four times the id of the word's tag, and 0 to 3 for the place in the word (alone,
            first, inside, last).
        quote: 0 outside quotation marks, else which kind of them, first and other characters apart.
        kind: 0 outside candidates, else which rule found it, first and other characters apart.
        starts: Where each sentence begins, and where the last one ends.
    """

    char: Ids
    left: Ids
    right: Ids
    tag: Ids
    quote: Ids
    kind: Ids
    starts: Ids

    def columns(self) -> dict[str, Ids]:
        """Return the arrays that have a row for each character, by name."""
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS: Final = ("char", "left", "right", "tag", "quote", "kind")
QUOTE_IDS: Final = 2 * len(_QUOTES) + 1


def fold(text: str) -> str:
    """Make every digit a zero, which the net does not tell apart, and what parts the cells of a row
    a comma, since sentences have no such mark; the length stays."""
    return _DIGIT.sub("0", text).replace("\t", "，")


class FeatureReader:
    """Looks a report's characters, pairs, tags of words, quotes and candidates up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._char = np.full(_PLANES, UNKNOWN, np.int32)
        for index, char in enumerate(vocabulary.chars):
            self._char[ord(char)] = index + FIRST
        pairs = np.array([[ord(char) for char in pair] for pair in vocabulary.bigrams], np.int64)
        keys = _pair_key(pairs[:, 0], pairs[:, 1])
        self._pair_order = np.argsort(keys).astype(np.int32)
        self._pair_keys = keys[self._pair_order]
        self._tags = {tag: index for index, tag in enumerate(vocabulary.tags, 1)}
        self._kinds = {kind: index for index, kind in enumerate(vocabulary.kinds, 1)}

    def read(self, report: Report, candidates: Sequence[Mention]) -> Features:
        """Read all sentences of a report.

        Args:
            report: Of which every sentence is read, in order.
            candidates: What tables found in it; a rule that the vocabulary lacks is passed over.
        """
        texts = [fold(report.doc.quote(sentence.span)) for sentence in report.sentences]
        starts = np.cumsum([0, *map(len, texts)]).astype(np.int32)
        char, right = self._lookup("".join(texts), starts)
        left = np.concatenate(([PAD], right[:-1])).astype(np.int32)
        tag = self._read_tags(texts)
        quote = np.zeros(starts[-1], np.int32)
        for start, text in zip(starts, texts, strict=False):
            for kind, first, end in _quoted(text):
                quote[start + first : start + end] = 2 * kind + 2
                quote[start + first] = 2 * kind + 1
        kinds = self._read_candidates(report, candidates, starts)
        return Features(char, left, right, tag, quote, kinds, starts)

    def _lookup(self, text: str, starts: Ids) -> tuple[Ids, Ids]:
        codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int64)
        codes = np.minimum(codes, _PLANES - 1)
        right = np.full(len(codes), PAD, np.int32)
        if len(codes) > 1:
            keys = _pair_key(codes[:-1], codes[1:])
            at = np.minimum(np.searchsorted(self._pair_keys, keys), len(self._pair_keys) - 1)
            known = self._pair_keys[at] == keys
            right[:-1] = np.where(known, self._pair_order[at] + FIRST, UNKNOWN)
        right[starts[1:] - 1] = PAD
        return self._char[codes], right

    def _read_tags(self, texts: Iterable[str]) -> Ids:
        tags: list[int] = []
        lengths: list[int] = []
        for text in texts:
            for word, tag in rjieba.tag(text):
                lengths.append(len(word))
                tags.append(self._tags.get(tag, 0))
        length = np.array(lengths, np.int32)
        tag_of = np.repeat(np.array(tags, np.int32), length) * _BMES
        ends = np.cumsum(length)
        place = np.full(len(tag_of), 2, np.int32)
        place[ends - 1] = 3
        place[ends - length] = np.where(length == 1, 0, 1)
        return tag_of + place

    def _read_candidates(self, report: Report, candidates: Sequence[Mention], starts: Ids) -> Ids:
        kinds = np.zeros(starts[-1], np.int32)
        for mention in candidates:
            kind = self._kinds.get(mention.rule)
            if kind is None:
                continue
            shift = int(starts[mention.sentence]) - report.sentences[mention.sentence].span.start
            kinds[mention.span.start + shift : mention.span.end + shift] = 2 * kind
            kinds[mention.span.start + shift] = 2 * kind - 1
        return kinds


def _pair_key(left: Codes, right: Codes) -> Codes:
    return left * _PLANES + right


def _quoted(text: str) -> Iterable[tuple[int, int, int]]:
    """Find what stands between quotation marks: kind, start and end, marks excluded."""
    for kind, pair in enumerate(_QUOTES):
        opening, closing = pair[0], pair[1]
        at = text.find(opening)
        while at >= 0:
            end = text.find(closing, at + 1, at + _LONGEST_QUOTE)
            if end > at + 1:
                yield kind, at + 1, end
            at = text.find(opening, max(at, end) + 1)
