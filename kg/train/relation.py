"""Learns which pairs of names are related, and which stretches of names are places, from annotated
sentences."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.gazetteer import find_places
from kg.extract.inside import NONE, insides
from kg.extract.pair import pairs
from kg.extract.weight import Weights
from kg.gazetteer import Gazetteer
from kg.model import Extraction
from kg.read.record import Record, batches, gold_extraction
from kg.train.linear import fit_linear

MIN_COUNT: Final = 8
PENALTY: Final = 4.0
ROUNDS: Final = 100

_Example = tuple[Sequence[str], str]


def _stated(gold: Extraction) -> dict[tuple[int, str, str], str]:
    quote = gold.report.doc.quote
    return {(r.sentence, quote(r.head), quote(r.tail)): r.type for r in gold.relations}


def inside_examples(records: Sequence[Record], gazetteer: Gazetteer) -> Iterator[_Example]:
    """Describe every stretch of a name that may be a place, with the relation annotated."""
    for batch in batches(records):
        gold = gold_extraction(batch)
        stated, quote = _stated(gold), batch.report.doc.quote
        candidates = find_places(batch.report, gazetteer)
        for stretch in insides(batch.report, gold.mentions, candidates):
            mention = stretch.mention
            label = stated.get((mention.sentence, quote(mention.span), quote(stretch.span)), NONE)
            if label == "partOf" and mention.type != "Place":
                label = NONE
            yield stretch.features, label


def pair_examples(records: Sequence[Record], gazetteer: Gazetteer) -> Iterator[_Example]:
    """Describe every pair of names of a sentence, with the relation annotated."""
    for batch in batches(records):
        gold = gold_extraction(batch)
        stated, quote = _stated(gold), batch.report.doc.quote
        candidates = find_places(batch.report, gazetteer)
        for pair in pairs(batch.report, gold.mentions, candidates):
            head, tail = quote(pair.head.span), quote(pair.tail.span)
            yield pair.features, stated.get((pair.head.sentence, head, tail), NONE)


def train_inside(records: Sequence[Record], gazetteer: Gazetteer) -> Weights:
    """Fit the weights that find places in names; equal records give equal weights."""
    examples = list(inside_examples(records, gazetteer))
    return fit_linear(examples, min_count=MIN_COUNT, penalty=PENALTY, rounds=ROUNDS)


def train_pair(records: Sequence[Record], gazetteer: Gazetteer) -> Weights:
    """Fit the weights that relate names; equal records give equal weights."""
    examples = list(pair_examples(records, gazetteer))
    return fit_linear(examples, min_count=MIN_COUNT, penalty=PENALTY, rounds=ROUNDS)
