"""Clauses that name who does what."""

import json
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.body import bodies
from kg.extract.duty import find_bodies, find_duties, find_tasks
from kg.extract.pipeline import extract, make_pipeline
from kg.model import Mention, Period, Task
from kg.read.record import gold_extraction
from kg.text import Span
from tests.extract.word import batch, lines, verbatim
from tests.golden import Case, Golden, cases
from tests.read.build import read_bytes


@pytest.mark.parametrize("case", cases("duty/clause.jsonl"))
def test_tasks_of_a_text(case: Case, golden: Golden) -> None:
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

    golden(case, tasks=found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "市住房和城乡建设局、市财政局", ["市住房和城乡建设局", "市财政局"], id="and-inside"
        ),
        pytest.param("农业农村部和商务部", ["农业农村部", "商务部"], id="and-between"),
        pytest.param("市水利局等部门", ["市水利局"], id="and-others"),
        pytest.param("各有关部门", [], id="a-class"),
        pytest.param("海关总署、中国铁路公司", ["海关总署", "中国铁路公司"], id="of-the-nation"),
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


def test_a_label_that_is_not_known_ends_the_bodies() -> None:
    report = lines("建设云岭口岸。（负责部门：海关总署，适用范围：云岭自贸试验区）").report

    (task,) = find_tasks(report)

    assert [report.doc.quote(span) for span in (*task.lead, *task.support)] == ["海关总署"]


def test_rows_of_tables_count_before_clauses() -> None:
    report = lines("建设云岭大桥。（市交通局牵头）").report
    row = Task(Span(0, 6), (Span(8, 12),), (), Period("2024", "2024"), 0)

    assert find_tasks(replace(report, tasks=(row,))) == [row]


def test_bodies_can_be_taken_as_mentions() -> None:
    report = lines("建设云岭大桥。（市交通局牵头，市财政局配合）").report

    found = find_bodies(report)

    assert all(isinstance(mention, Mention) and mention.type == "Agency" for mention in found)
    assert [report.doc.quote(m.span) for m in found] == ["市交通局", "市财政局"]


@pytest.mark.parametrize("end", ["。", "负责。"])
def test_many_words_of_manner_take_no_time(end: str) -> None:
    text = f"建设云岭大桥。\n责任单位：市交通局{'按职责分工' * 200}{end}"

    assert len(find_tasks(lines(text).report)) <= 1


_PIECES = [
    *"市局部委（）()[]【】<>、，；。：/ \n",
    "牵头", "负责", "配合", "责任单位：", "责 任 单 位：", "完成时限：", "领导：", "各县区", "园区",
    "市教育局", "由", "等部门", "和", "会同", "2023年", "6月底前", "1.", "一、", "目标任务：",
    "按职责分工", "按照职责分工", "分工", "按职责", "分别", "各自", "切实", "组织",
]  # fmt: skip


@given(text=st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_never_raises_and_spans_lie_inside(text: str) -> None:
    report = lines(text.strip("\n") or "。").report

    for task in find_tasks(report):
        spans = (task.span, *task.lead, *task.support)
        assert all(span.end <= len(report.doc.text) for span in spans)
        assert len(report.doc.text[task.span.start : task.span.end].strip()) > 0
        assert 0 <= task.sentence < len(report.sentences)


def _annotated() -> list[dict[str, Any]]:
    path = Path(__file__).parents[1] / "golden" / "duty" / "annotated.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _members(archive: Path, names: set[str]) -> dict[str, str]:
    """Return the texts of some members of an archive that is read from its start."""
    texts: dict[str, str] = {}
    with tarfile.open(archive, "r|xz") as members:
        for member in members:
            name = Path(member.name).name
            stream = members.extractfile(member) if name in names else None
            if stream is not None:
                texts[name] = stream.read().decode("utf-8")
            if len(texts) == len(names):
                break
    return texts


def test_annotated_clauses_of_real_documents(shared: Path) -> None:
    """Bodies with their parts, and the tasks they belong to, against clauses read by a person.

    The annotations hold offsets into the documents' decoded text, none of their words. Rows of
    tables are read with the document, not here.
    """
    archive = shared / "corpus" / "reports.tar.xz"
    if not archive.is_file():
        pytest.skip(f"no corpus: {archive} is absent")
    clauses = [clause for clause in _annotated() if clause.get("form") != "table"]
    found: dict[_Named, Task] = {}
    for name, text in _members(archive, {clause["file"] for clause in clauses}).items():
        for task in find_tasks(verbatim(text)):
            for part, spans in (("lead", task.lead), ("support", task.support)):
                found |= dict.fromkeys(((name, part, span.start, span.end) for span in spans), task)

    assert len(clauses) >= 850
    _agree_with(clauses, {named: task.span for named, task in found.items()})


def test_annotated_clauses_hold_from_the_file_to_the_mentions(shared: Path, tmp_path: Path) -> None:
    """The same clauses once the documents are read as any input: cleaned, divided and told what
    they are. The spans go back to the decoded text by the offsets that the report keeps."""
    archive = shared / "corpus" / "reports.tar.xz"
    if not archive.is_file():
        pytest.skip(f"no corpus: {archive} is absent")
    clauses = _annotated()
    nlp = make_pipeline()
    found: dict[_Named, Span] = {}
    deadlines: dict[tuple[str, int], str] = {}
    for name, text in _members(archive, {clause["file"] for clause in clauses}).items():
        (report,), _ = read_bytes(tmp_path, name, text)
        assert (report.kind == "tasks") == name.startswith("notice_")
        agencies = {m.span for m in extract(report, nlp).mentions if m.type == "Agency"}
        for task in find_tasks(report):
            whole = report.doc.source_span(task.span)
            for part, spans in (("lead", task.lead), ("support", task.support)):
                for span in (report.doc.source_span(span) for span in spans if span in agencies):
                    found[name, part, span.start, span.end] = whole
                    deadlines[name, span.start] = str(task.deadline)

    _agree_with(clauses, found)
    for clause in (clause for clause in clauses if "deadline" in clause):
        assert deadlines.get((clause["file"], clause["lead"][0][0])) == clause["deadline"]


_Named = tuple[str, str, int, int]
"""The document, part and place of a body."""


def _agree_with(clauses: list[dict[str, Any]], found: dict[_Named, Span]) -> None:
    """Hold what is found to what a person read: 49 of 50 bodies and of their tasks."""
    gold = {
        (clause["file"], part, start, end): clause["task"]
        for clause in clauses
        for part in ("lead", "support")
        for start, end in clause[part]
    }
    both = gold.keys() & found.keys()

    assert len(both) >= 0.98 * len(found), f"precision {len(both) / len(found)}"
    assert len(both) >= 0.98 * len(gold), f"recall {len(both) / len(gold)}"
    assert sum(_agree(found[named], gold[named]) for named in both) >= 0.98 * len(both)


def _agree(span: Span, stated: list[int]) -> bool:
    """Tell whether two stretches share nine tenths."""
    shared = min(span.end, stated[1]) - max(span.start, stated[0])
    return 2 * shared >= 0.9 * (len(span) + stated[1] - stated[0])
