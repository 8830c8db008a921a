"""Learning which words name what a number measures."""

from typing import Any

import pytest

from kg.extract.indicator import find_indicators
from kg.extract.indicator_feature import read_place
from kg.extract.quantity_chain import chains
from kg.extract.quantity_shape import find_measures
from kg.read.record import QuantityRecord, Record
from kg.train.indicator import gold_spans, train_indicator
from kg.train.ranker import fit_ranker

THINGS = ("公厕", "水厂", "桥梁", "学校", "车站", "图书馆")


def record(number: int, text: str, *rows: tuple[str, str]) -> Record:
    fields: dict[str, Any] = {"kind": "amount", "op": "eq", "status": "actual", "period": None}
    quantities = tuple(
        QuantityRecord(q=q, indicator=words, subject=None, **fields) for q, words in rows
    )
    return Record(id=f"invented:{number}", text=text, report_year=2024, quantities=quantities)


RECORDS = [
    record(
        i,
        f"新建{thing}{i + 2}座，改造{other}{i + 4}座。",
        (f"{i + 2}座", thing),
        (f"{i + 4}座", other),
    )
    for i, (thing, other) in enumerate(zip(THINGS, reversed(THINGS), strict=True))
]


def test_equal_records_give_equal_weights() -> None:
    assert train_indicator(RECORDS) == train_indicator(list(RECORDS))


def test_ranker_learns_the_noun_before_the_number() -> None:
    table = {name: row[0] for name, row in train_indicator(RECORDS).weights.items()}
    text = "新建养老院9座。"
    measures = find_measures(text)

    (spans,) = find_indicators(read_place(text, measures), chains(text, measures), weights=table)

    assert [text[span.start : span.end] for span in spans] == ["养老院"]


def test_gold_span_is_the_nearest_of_equal_words() -> None:
    text = "水厂改造提速，新建水厂3座。"
    place = read_place(text, find_measures(text))

    (span,) = gold_spans(record(1, text, ("3座", "水厂")), place)

    assert span is not None
    assert span.start == text.rindex("水厂")


def test_ranker_refuses_to_learn_from_nothing() -> None:
    with pytest.raises(ValueError, match="no examples"):
        fit_ranker([], min_count=1, penalty=1.0)
