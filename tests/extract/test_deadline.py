"""Tables of tasks in every format that has tables, from the file to the graph."""

import csv
import io
from collections.abc import Callable, Sequence

import docx
import openpyxl
import pytest

from kg.config import Config
from kg.model import TASK_IDLE, Facts
from kg.pipeline import build

TITLE = "云岭市2031年政府工作报告重点任务分工"
HEADER = ("序号", "任务", "牵头单位", "配合单位", "完成时限")
ROWS = (
    ("1", "建成云栖大桥", "市交通运输局", "市财政局、市自然资源局", "2031年6月底前"),
    ("2", "城镇新增就业2.1万人", "市人力资源社会保障局", "市教育局", "12月底前"),
    ("3", "改造农村公路120公里", "市交通运输局", "", "长期坚持"),
    ("4", "优化营商环境", "市发展改革委", "市市场监管局", "第三季度"),
)
EDGES = {
    ("云岭市交通运输局", "responsibleFor", "云栖大桥"),
    ("云岭市财政局", "participatesIn", "云栖大桥"),
    ("云岭市自然资源局", "participatesIn", "云栖大桥"),
    ("云岭市人力资源和社会保障局", "responsibleFor", "2.1万人"),
    ("云岭市教育局", "participatesIn", "2.1万人"),
    ("云岭市交通运输局", "responsibleFor", "120公里"),
}


def _docx(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(len(rows), len(HEADER))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(line.cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _html(rows: Sequence[Sequence[str]]) -> bytes:
    lines = "".join(
        "<tr>" + "".join(f"<td><p>{words}</p></td>" for words in row) + "</tr>" for row in rows
    )
    page = f"<html><body><h1>{TITLE}</h1><table>{lines}</table></body></html>"
    return page.encode()


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[TITLE, "", "", "", ""], *rows])
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS = {"docx": _docx, "html": _html, "csv": _csv, "xlsx": _xlsx}


@pytest.fixture(scope="module", params=list(WRITERS.values()), ids=list(WRITERS))
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    writer: Callable[[Sequence[Sequence[str]]], bytes] = request.param
    folder = tmp_path_factory.mktemp("tasks")
    path = folder / f"tasks.{writer.__name__.strip('_')}"
    path.write_bytes(writer((HEADER, *ROWS)))
    return build([path], config=Config(jobs=1)).facts


def test_a_table_is_a_division_of_tasks(facts: Facts) -> None:
    (report,) = facts.reports

    assert (report.kind, report.region, report.report_year) == ("tasks", "云岭市", 2031)
    assert len(report.tasks) == len(ROWS)


def test_bodies_answer_for_the_projects_and_figures_of_their_row(facts: Facts) -> None:
    names = {e.id: e.name for e in facts.entities} | {f.id: f.value_text for f in facts.figures}
    duties = [e for e in facts.edges if e.type in {"responsibleFor", "participatesIn"}]
    (report,) = facts.reports
    rows = {
        report.sentence_id(index): report.doc.quote(sentence.span)
        for index, sentence in enumerate(report.sentences)
    }

    assert {(names[e.source], e.type, names[e.target]) for e in duties} == EDGES
    assert {e.basis for e in duties} == {"stated"}
    for edge in duties:
        (evidence,) = edge.evidence
        assert names[edge.target] in rows[evidence]


def test_a_deadline_is_the_period_of_what_the_row_aims_at(facts: Facts) -> None:
    figures = {f.value_text: (f.status, str(f.period), f.period_basis) for f in facts.figures}
    (step,) = facts.steps

    assert figures == {
        "2.1万人": ("target", "2031-12", "stated"),
        "120公里": ("target", "2031", "inferred"),
    }
    assert (step.stage, step.status) == ("complete", "target")
    assert (str(step.period), step.period_basis) == ("2031-06", "stated")


def test_a_row_without_project_and_number_is_an_issue(facts: Facts) -> None:
    (report,) = facts.reports
    (issue,) = [issue for issue in facts.issues if issue.code == TASK_IDLE]

    assert issue.span is not None
    assert report.doc.quote(issue.span) == "优化营商环境"
    assert "市发展改革委、市市场监管局" in issue.message
