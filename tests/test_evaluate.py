"""The figures of `kg evaluate` must be those of the gold's own scorer."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kg.evaluate import as_json, render, score
from kg.read.record import (
    QuantityRecord,
    Record,
    batches,
    gold_extraction,
    read_records,
    to_records,
)


def _spoil(record: Record, number: int) -> Record:
    """Make a prediction that is wrong in a different way every few sentences."""
    entities = record.entities
    quantities = record.quantities
    if number % 3 == 0 and entities:
        name, kind = entities[0]
        entities = ((name[:-1] or name, kind), *entities[1:], *entities[1:])
    if number % 4 == 0:
        quantities = tuple(
            msgspec.structs.replace(q, op="approx", indicator=(q.indicator or "")[1:] or None)
            for q in quantities
        )
    return Record(
        id=record.id,
        text=record.text,
        entities=entities,
        quantities=quantities[: len(quantities) - number % 2],
        milestones=record.milestones[number % 2 :],
        relations=tuple((head[1:] or head, kind, tail) for head, kind, tail in record.relations),
    )


def test_evaluate_prints_the_figures_of_the_gold_scorer(shared: Path, tmp_path: Path) -> None:
    gold_path = shared / "gold" / "dev.jsonl"
    gold = read_records(gold_path)
    predicted = [_spoil(record, i) for i, record in enumerate(gold) if i % 11]
    path = tmp_path / "predicted.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, predicted)))

    command = [sys.executable, shared / "gold" / "score.py", gold_path, path]
    theirs = json.loads(subprocess.check_output([*command, "--json"]))
    table = subprocess.check_output([*command, "--by-doc"], text=True)
    scores = score(gold, predicted)

    assert as_json(scores) == theirs
    assert render(scores, by_document=True) == table.rstrip("\n")
    assert 0.2 < theirs["quantity full"]["f1"] < 0.95


def test_records_go_to_spans_and_back_unchanged(shared: Path) -> None:
    gold = read_records(shared / "gold" / "dev.jsonl")

    back = [
        msgspec.convert(row, Record)
        for batch in batches(gold)
        for row in to_records(gold_extraction(batch), [record.id for record in batch.records])
    ]

    scores = score(gold, back).layers
    found = ("entity", "quantity", "milestone", "relation")
    assert {scores[layer].precision for layer in found} == {1.0}
    assert scores["quantity full"].recall > 0.98  # a number without an indicator never matches
    assert scores["entity"].recall > 0.99  # a name inside a longer one is no mention of its own


@pytest.mark.parametrize(
    ("guess", "full"),
    [
        pytest.param({"period": "2023-06"}, 1, id="month-does-not-count"),
        pytest.param({"period": "2024"}, 0, id="other-year"),
        pytest.param({"op": "ge"}, 0, id="other-operator"),
        pytest.param({"q": "７ %"}, 1, id="full-width-and-blank"),
    ],
)
def test_evaluate_full_quantity_needs_every_field(guess: dict[str, str], full: int) -> None:
    row = QuantityRecord(
        q="7%",
        indicator="进出口",
        kind="growth",
        op="eq",
        status="target",
        period="2023",
        subject=None,
    )
    gold = Record(id="a:1", text="进出口增长7%", quantities=(row,))
    other = Record(id="a:1", text="", quantities=(msgspec.structs.replace(row, **guess),))

    scores = score([gold], [other])

    assert scores.layers["quantity"].matched == 1
    assert scores.layers["quantity full"].matched == full
