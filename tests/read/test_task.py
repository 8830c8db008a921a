"""Tables of tasks whose heading is not their first row, and cells that say more than a name."""

from pathlib import Path

import pytest

from kg.model import Report
from tests.read.build import read_one

TITLE = "云岭市2031年重点工作责任分工"
PARTED = (
    "<tr><th rowspan=2>任务</th><th colspan=2>责任分工</th><th rowspan=2>完成时限</th></tr>"
    "<tr><th>牵头单位</th><th>配合单位</th></tr>"
)
TITLED = (
    f"<tr><td colspan=4>{TITLE}表</td></tr>"
    "<tr><td>任务</td><td>牵头单位</td><td>配合单位</td><td>完成时限</td></tr>"
)
ROW = "<tr><td>建成云栖大桥</td><td>市交通局</td><td>市财政局</td><td>6月底</td></tr>"


def _tasks(report: Report) -> list[tuple[str, list[str], list[str], str]]:
    quote = report.doc.quote
    return [
        (quote(t.span), [*map(quote, t.lead)], [*map(quote, t.support)], str(t.deadline))
        for t in report.tasks
    ]


@pytest.mark.parametrize(
    "heading", [pytest.param(PARTED, id="over-two-rows"), pytest.param(TITLED, id="below-a-title")]
)
def test_heading_of_a_page_s_table(tmp_path: Path, heading: str) -> None:
    page = f"<html><body><h1>{TITLE}</h1><table>{heading}{ROW}</table></body></html>"

    report = read_one(tmp_path, "x.html", page)

    assert (report.kind, report.title) == ("tasks", TITLE)
    assert _tasks(report) == [("建成云栖大桥", ["市交通局"], ["市财政局"], "2031-06")]


def test_heading_over_two_rows_of_a_csv(tmp_path: Path) -> None:
    heading = "任务,责任分工,,完成时限\n,牵头单位,配合单位,\n"
    rows = f"{TITLE},,,\n{heading}建成云栖大桥,市交通局,市财政局,6月底\n"

    report = read_one(tmp_path, "x.csv", rows)

    assert _tasks(report) == [("建成云栖大桥", ["市交通局"], ["市财政局"], "2031-06")]


def test_classes_of_bodies_in_a_cell_are_none(tmp_path: Path) -> None:
    rows = f"{TITLE},\n任务,责任单位\n建成云栖大桥,市交通局牵头，各县（市、区）政府、有关部门配合\n"

    assert _tasks(read_one(tmp_path, "x.csv", rows)) == [("建成云栖大桥", ["市交通局"], [], "None")]
