"""Stages of projects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.context import read_contexts
from kg.extract.frame import frames
from kg.extract.milestone import find_milestones
from kg.extract.stage import find_cues
from kg.read.record import gold_extraction
from tests.extract.word import batch
from tests.golden import Case, Golden, cases


@pytest.mark.parametrize("case", cases("milestone/stage.jsonl"))
def test_stage_status_and_period(case: Case, golden: Golden) -> None:
    entities = [(name, "Project") for name in case["projects"]]
    gold = gold_extraction(batch(case["text"], section=case["section"], entities=entities))

    found = find_milestones(gold.report, gold.mentions, read_contexts(gold.report))

    quote = gold.report.doc.quote
    rows = [[quote(m.project), m.stage, m.status, str(m.period)] for m in found]
    golden(case, milestones=rows)


def test_cue_is_the_governing_verb() -> None:
    gold = gold_extraction(batch("今年开工建设云岭大桥。", entities=[("云岭大桥", "Project")]))

    found = find_milestones(gold.report, gold.mentions, read_contexts(gold.report))

    assert [gold.report.doc.quote(m.cue) for m in found] == ["开工建设"]


def test_members_of_an_enumeration_share_its_frame() -> None:
    names = ["云岭大桥", "石门水库"]
    text = "建成云岭大桥、一批公厕和“石门水库”等项目，"
    gold = gold_extraction(batch(text, entities=[(name, "Project") for name in names]))

    found = list(frames(gold.report, gold.mentions))

    assert [(f.left, f.rank, f.size) for f in found] == [("建成", 0, 2), ("建成", 1, 2)]


def test_no_verb_is_found_inside_a_name() -> None:
    gold = gold_extraction(batch("建成启动区医院。", entities=[("启动区医院", "Project")]))

    (frame,) = frames(gold.report, gold.mentions)

    assert [cue.word for cue in find_cues(frame.left + frame.right)] == ["建成"]


@given(
    text=st.text(alphabet="甲乙丙建成开工推进、，。等项目“”和的", min_size=1, max_size=40),
    cut=st.integers(1, 4),
)
def test_never_raises_and_spans_lie_inside(text: str, cut: int) -> None:
    gold = gold_extraction(batch(text, entities=[(text[:cut], "Project")]))

    found = find_milestones(gold.report, gold.mentions, read_contexts(gold.report))

    inside = gold.report.sentences[0].span
    assert all(inside.contains(m.project) and inside.contains(m.cue) for m in found)
