"""Readings written as records of sentences."""

from dataclasses import replace

from kg.model import Milestone, Relation, Sentence
from kg.read.record import gold_extraction, to_record
from kg.text import Span
from tests.extract.word import batch


def test_what_has_an_end_outside_its_sentence_is_left_out() -> None:
    text = "市交通局负责建设云岭大桥。"
    entities = [("市交通局", "Agency"), ("云岭大桥", "Project")]
    whole = gold_extraction(batch(text, entities=entities))
    body, bridge = (mention.span for mention in whole.mentions)
    relation = Relation(body, "responsibleFor", bridge, 0, "duty")
    step = Milestone(bridge, "started", "target", None, 0, bridge, "stated", "stage")
    whole = replace(whole, relations=(relation,), milestones=(step,))
    # the same facts, but the bridge stands in the sentence after
    parts = (Sentence(Span(0, 8), 0), Sentence(Span(8, len(text)), 0))
    cut = replace(whole, report=replace(whole.report, sentences=parts))

    inside, outside = to_record(whole, 0, id="x:0"), to_record(cut, 0, id="x:0")

    assert inside["relations"] == [["市交通局", "responsibleFor", "云岭大桥"]]
    assert len(inside["milestones"]) == 1
    assert outside["relations"] == []
    assert outside["milestones"] == []
