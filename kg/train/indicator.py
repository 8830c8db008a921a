"""Learns which words name what a number measures, from annotated sentences."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.indicator_feature import (
    Place,
    end_candidates,
    end_features,
    read_frame,
    read_place,
)
from kg.extract.indicator_start import start_candidates, start_features
from kg.extract.quantity import measures_by_sentence
from kg.extract.quantity_chain import chains
from kg.extract.weight import Weights
from kg.read.record import Batch, QuantityRecord, Record, batches, gold_extraction
from kg.text import Span
from kg.train.ranker import Group, fit_ranker

MIN_COUNT: Final = 2
PENALTY: Final = 1.0


def train_indicator(records: Sequence[Record]) -> Weights:
    """Fit the weights; equal records give equal weights."""
    ends, firsts = indicator_examples(records)
    weights = fit_ranker(ends, min_count=MIN_COUNT, penalty=PENALTY)
    weights |= fit_ranker(firsts, min_count=MIN_COUNT, penalty=PENALTY)
    return Weights(
        classes=("score",),
        bias=(0.0,),
        weights={name: (value,) for name, value in sorted(weights.items())},
        record={"examples": len(ends), "min_count": MIN_COUNT, "penalty": PENALTY},
    )


def indicator_examples(records: Sequence[Record]) -> tuple[list[Group], list[Group]]:
    """Describe every number with the candidates for its indicator's last and first word."""
    ends: list[Group] = []
    firsts: list[Group] = []
    for batch in batches(records):
        for place, golds in _places(batch):
            _describe(place, golds, ends, firsts)
    return ends, firsts


def _places(batch: Batch) -> Iterator[tuple[Place, list[Span | None]]]:
    gold = gold_extraction(batch)
    for index, measures in measures_by_sentence(batch.report, gold.mentions).items():
        record = batch.records[index]
        start = batch.report.sentences[index].span.start
        names = [
            m.span.moved(-start) for m in gold.mentions if m.sentence == index and m.type == "Place"
        ]
        place = read_place(record.text, measures, names)
        yield place, gold_spans(record, place)


def gold_spans(record: Record, place: Place) -> list[Span | None]:
    """Return where each number's annotated indicator stands; None where it has none."""
    left = list(record.quantities)
    found: list[Span | None] = []
    for measure in place.measures:
        words = plain(place.text[measure.span.start : measure.span.end])
        row = next((row for row in left if plain(row.q) == words), None)
        if row is None:
            found.append(None)
            continue
        left.remove(row)
        found.append(_nearest(record.text, row, measure.span, found))
    return found


def plain(words: str) -> str:
    """Fold width and drop blanks and commas."""
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", words))


def _nearest(
    text: str, row: QuantityRecord, span: Span, before: Sequence[Span | None]
) -> Span | None:
    if not row.indicator:
        return None
    places = [
        Span(match.start(), match.start() + len(row.indicator))
        for match in re.finditer(re.escape(row.indicator), text)
    ]
    if before and before[-1] in places:
        last = before[-1]
        if last is not None and not any(last.end <= p.start < span.start for p in places):
            return last
    return min(
        places,
        key=lambda p: (span.start - p.end if p.end <= span.start else p.start - span.end, p),
        default=None,
    )


def _describe(
    place: Place, golds: Sequence[Span | None], ends: list[Group], firsts: list[Group]
) -> None:
    previous: list[tuple[int, int] | None] = []
    orders = chains(place.text, place.measures)
    for number, gold in enumerate(golds):
        words = None if gold is None else _words(place, gold)
        previous.append(words)
        if words is None:
            continue
        first, last = words
        frame = read_frame(place, number, orders[number])
        candidates = end_candidates(place, number)
        if last in candidates:
            rows = [end_features(place, number, frame, i, previous) for i in candidates]
            ends.append((rows, candidates.index(last)))
        openings = start_candidates(place, number, last)
        if first in openings:
            rows = [start_features(place, number, i, last, previous) for i in openings]
            firsts.append((rows, openings.index(first)))


def _words(place: Place, span: Span) -> tuple[int, int] | None:
    """Return the first and last word that a span touches."""
    touched = [
        i
        for i, (start, end) in enumerate(zip(place.starts, place.ends, strict=True))
        if start < span.end and span.start < end
    ]
    return (touched[0], touched[-1]) if touched else None
