"""Scores what was read against gold annotations, by the terms of `gold/GUIDELINES.md`.

The layers and their matching rules are those of the gold's own scorer, `gold/score.py`; a test
compares the two. What is read from a file is the business of `kg.read.record`.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeVar

import msgspec

from kg.read.record import QuantityRecord, Record

LAYERS: Final = (
    "entity",
    "entity~",
    "quantity",
    "quantity+what",
    "quantity full",
    "milestone",
    "relation",
)
TYPES: Final = ("Project", "Agency", "Place")

Item = TypeVar("Item")
Pairs = list[tuple[int, int]]

_QUOTES: Final = re.compile(r"[\s“”\"'‘’《》〈〉·•・]")
_DASHES: Final = re.compile(r"[~～—–-]|至")
_MONTH: Final = re.compile(r"-\d{2}")


@dataclass(slots=True)
class Count:
    """How many items matched, of how many in gold and how many predicted."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        self.matched += other.matched
        self.gold += other.gold
        self.predicted += other.predicted

    @property
    def precision(self) -> float:
        """Share of the predicted items that matched; 0 where there are none."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that matched; 0 where there are none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing matched."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if self.matched else 0.0


@dataclass(slots=True)
class Scores:
    """Counts by layer, over all sentences and by document, and the items that did not match.

    Args:
        layers: `LAYERS`, then the two entity layers by type (`entity Project`).
        documents: The same by the part of the record's id before its number.
        errors: (record id, layer, `-` missed or `+` spurious, item), in the order of the gold.
    """

    layers: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    documents: dict[str, dict[str, Count]] = field(default_factory=dict)
    errors: list[tuple[str, str, str, object]] = field(default_factory=list)


def score(gold: Sequence[Record], predicted: Sequence[Record]) -> Scores:
    """Score predicted records against gold ones.

    Args:
        gold: Only their sentences count.
        predicted: A gold sentence that is missing here counts as predicted empty.
    """
    guesses = {record.id: record for record in predicted}
    scores = Scores()
    for record in gold:
        guess = guesses.get(record.id, Record(id=record.id, text=record.text))
        document = record.id.rpartition(":")[0]
        by_layer = scores.documents.setdefault(document, defaultdict(Count))
        for layer, count, missed, spurious in _sentence(record, guess):
            scores.layers[layer].add(count)
            by_layer[layer].add(count)
            scores.errors += [(record.id, layer, "-", item) for item in missed]
            scores.errors += [(record.id, layer, "+", item) for item in spurious]
    return scores


Row = tuple[str, Count, list[object], list[object]]


def _sentence(gold: Record, guess: Record) -> list[Row]:
    entities, found = list(gold.entities), list(dict.fromkeys(guess.entities))
    rows = [
        _row("entity", entities, found, _pair(entities, found, _same_entity)),
        _row("entity~", entities, found, _pair(entities, found, _close_entity)),
    ]
    numbers, guessed = list(gold.quantities), list(guess.quantities)
    pairs = _pair(numbers, guessed, _quantity_affinity)
    rows.append(_row("quantity", numbers, guessed, pairs))
    pairs = [(i, j) for i, j in pairs if _same_indicator(numbers[i], guessed[j])]
    rows.append(_row("quantity+what", numbers, guessed, pairs))
    pairs = [(i, j) for i, j in pairs if _same_fields(numbers[i], guessed[j])]
    rows.append(_row("quantity full", numbers, guessed, pairs))
    stages, staged = list(gold.milestones), list(guess.milestones)
    rows.append(_row("milestone", stages, staged, _pair(stages, staged, _milestone_affinity)))
    links, linked = list(gold.relations), list(guess.relations)
    rows.append(_row("relation", links, linked, _pair(links, linked, _relation_affinity)))
    for kind in TYPES:
        some = [entity for entity in entities if entity[1] == kind]
        ours = [entity for entity in found if entity[1] == kind]
        rows.append(_row(f"entity {kind}", some, ours, _pair(some, ours, _same_entity)))
        rows.append(_row(f"entity~ {kind}", some, ours, _pair(some, ours, _close_entity)))
    return rows


def _row(layer: str, gold: Sequence[Item], guess: Sequence[Item], pairs: Pairs) -> Row:
    hit = {i for i, _ in pairs}
    used = {j for _, j in pairs}
    missed: list[object] = [item for i, item in enumerate(gold) if i not in hit]
    spurious: list[object] = [item for j, item in enumerate(guess) if j not in used]
    return layer, Count(len(pairs), len(gold), len(guess)), missed, spurious


def _pair(
    gold: Sequence[Item], guess: Sequence[Item], affinity: Callable[[Item, Item], float]
) -> Pairs:
    """Match gold with predicted items one to one, best affinity first, then by position."""
    scored = sorted(
        ((affinity(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(guess)),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_guess: set[int] = set()
    pairs: Pairs = []
    for value, i, j in scored:
        if value > 0 and -i not in taken_gold and -j not in taken_guess:
            taken_gold.add(-i)
            taken_guess.add(-j)
            pairs.append((-i, -j))
    return pairs


@cache
def _plain(string: str) -> str:
    """Drop quotes, brackets of titles and blanks; fold to half-width forms."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", string))


@cache
def _overlap(left: str, right: str) -> float:
    """Share of characters two strings have in common in order, in runs of two and more (Dice)."""
    a, b = _plain(left), _plain(right)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks if block.size > 1) / (len(a) + len(b))


def _touch(left: str, right: str) -> float:
    """How well two names denote one thing: above 0 where one holds the other or half is shared."""
    a, b = _plain(left), _plain(right)
    if a and b and (a in b or b in a):
        return max(_overlap(left, right), 0.01)
    shared = _overlap(left, right)
    return shared if shared >= 0.5 else 0.0


def _same_entity(gold: tuple[str, str], guess: tuple[str, str]) -> float:
    return float(gold[1] == guess[1] and _plain(gold[0]) == _plain(guess[0]))


def _close_entity(gold: tuple[str, str], guess: tuple[str, str]) -> float:
    return _touch(gold[0], guess[0]) if gold[1] == guess[1] else 0.0


def _number(text: str) -> str:
    return _DASHES.sub("-", _plain(text)).replace(",", "").replace("，", "")


def _quantity_affinity(gold: QuantityRecord, guess: QuantityRecord) -> float:
    if _number(gold.q) != _number(guess.q):
        return 0.0
    same = (gold.kind == guess.kind) + (gold.op == guess.op) + (gold.status == guess.status)
    return 1 + _overlap(gold.indicator or "", guess.indicator or "") + same / 10


def _same_indicator(gold: QuantityRecord, guess: QuantityRecord) -> bool:
    if not gold.indicator or not guess.indicator:
        return False
    if _overlap(gold.indicator, guess.indicator) >= 0.5:
        return True
    return _plain(gold.indicator) in _plain(guess.indicator)


def _same_fields(gold: QuantityRecord, guess: QuantityRecord) -> bool:
    """Compare kind, operator, status and, where gold has one, the period by its years."""
    if (gold.kind, gold.op, gold.status) != (guess.kind, guess.op, guess.status):
        return False
    return gold.period is None or _MONTH.sub("", gold.period) == _MONTH.sub("", guess.period or "")


def _milestone_affinity(
    gold: tuple[str, str, str, str | None], guess: tuple[str, str, str, str | None]
) -> float:
    return _touch(gold[0], guess[0]) if gold[1:3] == guess[1:3] else 0.0


def _relation_affinity(gold: tuple[str, str, str], guess: tuple[str, str, str]) -> float:
    if gold[1] != guess[1]:
        return 0.0
    return _touch(gold[0], guess[0]) * _touch(gold[2], guess[2])


def render(scores: Scores, *, by_document: bool) -> str:
    """Lay the figures out as a table: precision, recall, F1, gold and predicted counts by layer."""
    lines = [f"{'layer':<18}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}"]
    lines += [
        f"{layer:<18}{c.precision:7.3f}{c.recall:7.3f}{c.f1:7.3f}{c.gold:7d}{c.predicted:7d}"
        for layer, c in scores.layers.items()
    ]
    if by_document:
        lines += ["", f"{'document':<30}" + "".join(f"{layer[-9:]:>11}" for layer in LAYERS)]
        lines += [_document_line(name, scores.documents[name]) for name in sorted(scores.documents)]
    return "\n".join(lines)


def _document_line(name: str, counts: Mapping[str, Count]) -> str:
    return f"{name:<30}" + "".join(f"{counts[layer].f1:11.3f}" for layer in LAYERS)


def as_json(scores: Scores) -> dict[str, dict[str, float]]:
    """Give the figures as plain values, by layer."""
    return {
        layer: {
            "precision": c.precision,
            "recall": c.recall,
            "f1": c.f1,
            "gold": c.gold,
            "predicted": c.predicted,
        }
        for layer, c in scores.layers.items()
    }


def error_lines(scores: Scores, *, limit: int) -> list[str]:
    """Lay out the first errors of each layer: layer, `-` missed or `+` spurious, record, item."""
    shown: dict[str, int] = defaultdict(int)
    lines = []
    for record, layer, sign, item in scores.errors:
        shown[layer] += 1
        if shown[layer] <= limit and layer in LAYERS:
            lines.append(f"{layer:<14} {sign} {record} {msgspec.json.encode(item).decode()}")
    return lines
