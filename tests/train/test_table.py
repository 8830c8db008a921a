"""Training of the tables of weights that the rules lean on."""

import json
from pathlib import Path

import pytest

from kg.extract.side import side_model
from kg.extract.weight import Weights
from kg.gazetteer import Gazetteer
from kg.read.record import QuantityRecord, Record, read_records
from kg.rules import data_path
from kg.train import side
from kg.train.linear import digest, fit_linear
from kg.train.relation import inside_examples, pair_examples
from kg.train.stage import stage_examples
from kg.train.table import train_tables


def _records() -> list[Record]:
    review = Record(
        id="a:1",
        text="云岭县的云岭大桥建成通车，完成投资3亿元，产业园稳步推进。",
        region="云岭市",
        report_year=2024,
        section="一、2023年工作回顾",
        entities=(("云岭大桥", "Project"), ("云岭县", "Place")),
        quantities=(
            QuantityRecord(
                q="3亿元",
                indicator="投资",
                kind="amount",
                op="eq",
                status="actual",
                period="2023",
                subject=None,
            ),
        ),
        milestones=(("云岭大桥", "operate", "actual", "2023"),),
    )
    plan = Record(
        id="a:2",
        text="石门镇加快推进石门水库建设，力争完成投资2亿元。",
        region="云岭市",
        report_year=2024,
        section="二、2024年工作安排",
        entities=(("石门水库", "Project"), ("石门镇", "Place")),
        quantities=(
            QuantityRecord(
                q="2亿元",
                indicator="投资",
                kind="amount",
                op="eq",
                status="target",
                period="2024",
                subject=None,
            ),
        ),
        milestones=(("石门水库", "advance", "target", "2024"),),
    )
    return [review, plan] * 5


def test_equal_records_give_equal_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        train_tables(_records(), Gazetteer.load(), folder)

    for name in ("side", "stage", "inside", "pair", "indicator"):
        one, two = ((folder / f"{name}.json").read_bytes() for folder in folders)
        assert one == two


def test_a_classifier_learns_what_tells_two_classes_apart() -> None:
    examples = [(["common", "up"], "rise"), (["common", "down"], "fall")] * 6

    weights = fit_linear(examples, min_count=2, penalty=0.1)

    assert weights.best(["up"])[0] == "rise"
    assert weights.best(["down", "never seen"])[0] == "fall"
    assert sum(weights.probabilities(["common"])) == pytest.approx(1)


def test_no_examples_are_an_error() -> None:
    with pytest.raises(ValueError, match="no examples"):
        fit_linear([], min_count=1, penalty=1)


def test_shipped_sides_were_learnt_from_what_the_code_sees_now(shared: Path) -> None:
    records = read_records(shared / "gold" / "train.jsonl")

    assert side_model().record["data_sha256"] == side.digest(side.examples(records))


@pytest.mark.parametrize("name", ["stage", "inside", "pair"])
def test_shipped_tables_were_learnt_from_what_the_code_sees_now(name: str, shared: Path) -> None:
    records = read_records(shared / "gold" / "train.jsonl")
    examples = {
        "stage": lambda: stage_examples(records),
        "inside": lambda: list(inside_examples(records, Gazetteer.load())),
        "pair": lambda: list(pair_examples(records, Gazetteer.load())),
    }[name]()

    shipped = json.loads(data_path(f"model/{name}.json").read_text(encoding="utf-8"))

    assert shipped["record"]["examples_sha256"] == digest(examples)
    assert set(shipped) == set(Weights.__struct_fields__)
