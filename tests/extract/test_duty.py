"""Clauses that name who does what."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.duty import bodies, find_bodies, find_duties, find_tasks
from kg.model import Mention, Period, Task
from kg.read.record import gold_extraction
from kg.text import Span
from tests.extract.word import batch, lines
from tests.golden import cases


@pytest.mark.parametrize("case", cases("duty/clause.jsonl"))
def test_tasks_of_a_text(case: dict[str, Any]) -> None:
    report = lines(case["text"]).report
    quote = report.doc.quote

    found = [
        [
            quote(task.span),
            [quote(span) for span in task.lead],
            [quote(span) for span in task.support],
            None if task.deadline is None else str(task.deadline),
        ]
        for task in find_tasks(report)
    ]

    assert found == case["tasks"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "市住房和城乡建设局、市财政局", ["市住房和城乡建设局", "市财政局"], id="and-inside"
        ),
        pytest.param("农业农村部和商务部", ["农业农村部", "商务部"], id="and-between"),
        pytest.param("市水利局等部门", ["市水利局"], id="and-others"),
        pytest.param("各有关部门", [], id="a-class"),
    ],
)
def test_bodies_of_a_list(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in bodies(text, 0, len(text))] == names


def test_bodies_are_related_to_what_the_task_names() -> None:
    text = "建设云岭大桥。（市交通局牵头，市财政局配合）"
    entities = [("云岭大桥", "Project"), ("市交通局", "Agency"), ("市财政局", "Agency")]
    gold = gold_extraction(batch(text, entities=entities))

    found = find_duties(gold.report, gold.mentions, ())

    quote = gold.report.doc.quote
    assert [(quote(r.head), r.type, quote(r.tail)) for r in found] == [
        ("市交通局", "responsibleFor", "云岭大桥"),
        ("市财政局", "participatesIn", "云岭大桥"),
    ]


def test_rows_of_tables_count_before_clauses() -> None:
    report = lines("建设云岭大桥。（市交通局牵头）").report
    row = Task(Span(0, 6), (Span(8, 12),), (), Period("2024", "2024"), 0)

    assert find_tasks(replace(report, tasks=(row,))) == [row]


def test_bodies_can_be_taken_as_mentions() -> None:
    report = lines("建设云岭大桥。（市交通局牵头，市财政局配合）").report

    found = find_bodies(report)

    assert all(isinstance(mention, Mention) and mention.type == "Agency" for mention in found)
    assert [report.doc.quote(m.span) for m in found] == ["市交通局", "市财政局"]


@given(
    text=st.text(
        alphabet="市局部委牵头负责配合单位责任：（）()、，；。\n由等和会同2023年月底前", max_size=80
    )
)
def test_never_raises_and_spans_lie_inside(text: str) -> None:
    report = lines(text.strip("\n") or "。").report

    for task in find_tasks(report):
        spans = (task.span, *task.lead, *task.support)
        assert all(span.end <= len(report.doc.text) for span in spans)
        assert len(report.doc.text[task.span.start : task.span.end].strip()) > 0
        assert 0 <= task.sentence < len(report.sentences)
