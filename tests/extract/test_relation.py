"""Relations between names."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import relation
from kg.extract.relation import LEAST, find_relations
from kg.extract.weight import Weights
from kg.gazetteer import Gazetteer
from kg.model import Mention
from kg.read.record import gold_extraction
from tests.extract.word import batch
from tests.golden import Case, Golden, cases


@pytest.mark.parametrize("case", cases("relation/relation.jsonl"))
def test_relations_of_a_sentence(case: Case, gazetteer: Gazetteer, golden: Golden) -> None:
    gold = gold_extraction(batch(case["text"], entities=case["entities"]))

    found = find_relations(gold.report, gold.mentions, (), gazetteer)

    quote = gold.report.doc.quote
    golden(case, relations=[[quote(r.head), r.type, quote(r.tail)] for r in found])


def test_learnt_readings_carry_their_probability(gazetteer: Gazetteer) -> None:
    text = "加快推进洛阳至南阳高速公路建设。"
    gold = gold_extraction(batch(text, entities=[("洛阳至南阳高速公路", "Project")]))

    found = find_relations(gold.report, gold.mentions, (), gazetteer)

    assert found
    assert all(r.probability is not None and LEAST <= r.probability <= 1 for r in found)


def test_order_of_mentions_does_not_matter(gazetteer: Gazetteer) -> None:
    text = "青山县获评国家卫生县城。"
    entities = [("青山县", "Place"), ("国家卫生县城", "Project")]
    gold = gold_extraction(batch(text, entities=entities))

    found = find_relations(gold.report, gold.mentions, (), gazetteer)

    assert found == find_relations(gold.report, gold.mentions[::-1], (), gazetteer)


@given(
    text=st.text(alphabet="南京至北、，。河县“”与获评路段（）", min_size=1, max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 39), st.integers(1, 8)), max_size=4),
)
def test_never_raises_and_spans_lie_inside(
    text: str, cuts: list[tuple[int, int]], gazetteer: Gazetteer
) -> None:
    kinds = ["Project", "Agency", "Place", "Project"]
    entities = [
        (text[start : start + size], kind)
        for (start, size), kind in zip(cuts, kinds, strict=False)
        if text[start : start + size]
    ]
    gold = gold_extraction(batch(text, entities=entities))
    mentions: tuple[Mention, ...] = gold.mentions

    found = find_relations(gold.report, mentions, (), gazetteer)

    inside = gold.report.sentences[0].span
    assert all(inside.contains(r.head) and inside.contains(r.tail) for r in found)


def test_a_doubtful_name_makes_a_doubtful_relation(gazetteer: Gazetteer) -> None:
    text = "开工建设南京污水处理厂。"
    gold = gold_extraction(batch(text, entities=[("南京污水处理厂", "Project")]))

    chances = []
    for probability in (None, 0.5, 0.01):
        mentions = [replace(mention, probability=probability) for mention in gold.mentions]
        chances.append(
            [r.probability for r in find_relations(gold.report, mentions, (), gazetteer)]
        )

    (sure,), (doubtful,), dropped = chances
    assert sure is not None
    assert doubtful == pytest.approx(sure * 0.5**0.5, abs=0.002)
    assert dropped == []


def test_readings_of_one_place_add_up(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = 0.6 * LEAST
    bias = (math.log(each / (1 - each)), 0.0)
    weights = Weights(classes=("locatedIn", "none"), bias=bias, weights={}, record={})
    monkeypatch.setattr(relation, "inside_weights", lambda: weights)
    gold = gold_extraction(batch("建成青云岭公园。", entities=[("青云岭公园", "Project")]))

    (found,) = find_relations(gold.report, gold.mentions, (), gazetteer)

    assert gold.report.doc.quote(found.tail) == "青云"
    assert found.probability == pytest.approx(2 * each, abs=0.002)
