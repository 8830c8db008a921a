"""Tables of tasks whose heading is not their first row, and cells that say more than a name."""

from pathlib import Path

import pytest

from kg.model import Report
from kg.read.column import detail_columns, task_columns
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


STACKED = """云岭市2031年重点工程任务分解表

序
号
项目名称
项目内容
项目投资
完成
时限
责任
单位
配合单位
牵头
领导
一、交通
1
云栖大桥
全长2公里，双向四车道。
总投资
5亿元
2031年
10月底
市交通局

市财政局、市住建局，各县区政府、街道办事处
张云岭
二、水利
2
石门水库扩容工程
新增库容300万立方米。
总投资3亿元
年底前
石门县政府
市水利局
李石门
附件2
名词解释
全市生产总值增长6%，市统计局负责。
"""


def test_a_table_with_each_cell_on_a_line(tmp_path: Path) -> None:
    assert _tasks(read_one(tmp_path, "x.txt", STACKED)) == [
        (
            "云栖大桥\n全长2公里，双向四车道。",
            ["市交通局"],
            ["市财政局", "市住建局"],
            "2031-10",
        ),
        (
            "石门水库扩容工程\n新增库容300万立方米。",
            ["石门县政府"],
            ["市水利局"],
            "2031-12",
        ),
    ]


def test_tasks_that_end_like_bodies_on_lines_of_their_own(tmp_path: Path) -> None:
    lines = (
        *("序号", "任务", "责任单位", "配合单位", "完成时限"),
        *("1", "新建幼儿园3所", "市教育局", "市财政局", "6月底"),
        *("2", "改造老旧小区", "市住建局", "市财政局、各县区", "年底"),
        *("3", "新建公厕20处", "市城管局", "市财政局", "年底"),
        *("4", "举办云岭旅游发展大会", "市文旅局", "市财政局", "10月"),
    )
    text = f"{TITLE}表\n" + "\n".join(lines)

    assert _tasks(read_one(tmp_path, "x.txt", text)) == [
        ("新建幼儿园3所", ["市教育局"], ["市财政局"], "2031-06"),
        ("改造老旧小区", ["市住建局"], ["市财政局"], "2031-12"),
        ("新建公厕20处", ["市城管局"], ["市财政局"], "2031-12"),
        ("举办云岭旅游发展大会", ["市文旅局"], ["市财政局"], "2031-10"),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        pytest.param("市交通局、市财政局等3个部门", ["市交通局", "市财政局"], id="others"),
        pytest.param(
            "牵头单位：市交通局；配合单位：市财政局等", ["市交通局", "市财政局"], id="labels"
        ),
        pytest.param(
            "市交通局（牵头，负责）、市财政局", ["市交通局（牵头，负责）", "市财政局"], id="note"
        ),
        pytest.param("各县区政府、园区管委会，云岭文旅", ["云岭文旅"], id="classes"),
    ],
)
def test_bodies_of_a_cell(tmp_path: Path, cell: str, names: list[str]) -> None:
    table = f"<tr><th>任务</th><th>责任单位</th></tr><tr><td>建成云栖大桥</td><td>{cell}</td></tr>"
    page = f"<html><body><h1>{TITLE}</h1><table>{table}</table></body></html>"

    ((_, lead, support, _),) = _tasks(read_one(tmp_path, "x.html", page))

    assert [*lead, *support] == names


def test_a_bar_behind_each_cell(tmp_path: Path) -> None:
    lines = (
        "附件",
        "序号 |",
        "目标与任务 |",
        "分 管 县领导 |",
        "牵头责任单位 |",
        "责任单位 |",
        "80 |",
        "新增托位400个以上。 |",
        "张 云岭 |",
        "县教育局 |",
        "县各有关单位、县财政局 |",
    )
    text = "石门县2031年重点工作任务分解表\n" + "\n".join(lines)

    report = read_one(tmp_path, "石门县2031.txt", text)

    assert _tasks(report) == [("新增托位400个以上。", ["县教育局"], ["县财政局"], "None")]


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            "| 类别 | 任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
            "| 交通 | 建成云栖大桥 | 市交通局、市财政局 | 6月底 |\n"
            "| 水利 | 新建水库2座 | 市水利局 | |\n",
            id="ruled",
        ),
        pytest.param(
            "类别 | 任务 | 责任单位 | 完成时限\n"
            "交通 | 建成云栖大桥 | 市交通局、市财政局 | 6月底\n"
            "新建水库2座 | 市水利局 | 长期坚持\n",
            id="a-cell-for-two-rows",
        ),
        pytest.param(
            "类别\t任务\t责任单位\t完成时限\n"
            "交通\t建成云栖大桥\t市交通局、市财政局\t6月底\n"
            "水利\t新建水库2座\t市水利局\t长期坚持\n",
            id="tabs",
        ),
        pytest.param(
            "序号 | 任务 | 责任单位 | 完成时限\n"
            "1 | 建成云栖大桥 | 市交通局、市财政局 | 6月底\n"
            "2 | 新建水库2座 | 市水利局 | 长期坚持\n",
            id="numbered",
        ),
        pytest.param(
            "序号\t任务\t责任单位\t完成时限\n"
            "1\t建成云栖大桥\t市交通局、市财政局\t6月底\n"
            "2\t新建水库2座\t市水利局\t长期坚持\n",
            id="numbered-tabs",
        ),
    ],
)
def test_cells_parted_by_bars(tmp_path: Path, name: str, table: str) -> None:
    report = read_one(tmp_path, name, f"{TITLE}\n\n{table}\n以上各项由市政府督查室督办。\n")

    assert report.kind == "tasks"
    assert _tasks(report) == [
        ("建成云栖大桥", ["市交通局"], ["市财政局"], "2031-06"),
        ("新建水库2座", ["市水利局"], [], "None"),
    ]


def test_cells_parted_by_blanks(tmp_path: Path) -> None:
    text = (
        f"{TITLE}\n序 号 工 作 任 务 牵头负责部门 完成时限\n一、交通\n"
        "1 建成云栖大桥，投资 1.65亿元 市交通局、市财政局 6月底\n"
        "2 新建水库2座 市水利局 长期\n三、其他\n3 居民消费价格涨幅3%左右 李云岭 年底\n"
        "4 新增就业1万人 市人社局 年底\n完\n5 不在表内 市教育局 年底\n"
    )

    assert _tasks(read_one(tmp_path, "x.txt", text)) == [
        ("建成云栖大桥，投资 1.65亿元", ["市交通局", "市财政局"], [], "2031-06"),
        ("新建水库2座", ["市水利局"], [], "None"),
        ("新增就业1万人", ["市人社局"], [], "2031-12"),
    ]


def test_a_column_without_cells_before_the_task(tmp_path: Path) -> None:
    text = f"{TITLE}表\n序号 名称 工作任务 牵头责任单位\n1 新增就业1万人. 发改委、人社局\n"

    assert _tasks(read_one(tmp_path, "x.txt", text)) == [
        ("新增就业1万人.", ["发改委", "人社局"], [], "None")
    ]


def test_a_heading_within_a_report_makes_no_table(tmp_path: Path) -> None:
    text = (
        "云岭市2031年政府工作报告\n各位代表：\n全市生产总值增长6%。\n"
        "序号\n重点任务\n工作要求：压实责任单位的责任，抓好落实。\n1\n推进改革。\n"
    )

    assert read_one(tmp_path, "x.txt", text).tasks == ()


def test_a_leader_s_column_names_no_body(tmp_path: Path) -> None:
    rows = f"{TITLE},,,\n任务,牵头领导,责任单位,负责人\n建成云栖大桥,张云岭,市交通局,李石门\n"

    assert _tasks(read_one(tmp_path, "x.csv", rows)) == [("建成云栖大桥", ["市交通局"], [], "None")]


def test_bodies_in_charge_support_one_that_leads(tmp_path: Path) -> None:
    rows = f"{TITLE},,\n任务,牵头责任单位,责任单位\n建成云栖大桥,市交通局,市财政局、各县区\n"

    assert _tasks(read_one(tmp_path, "x.csv", rows)) == [
        ("建成云栖大桥", ["市交通局"], ["市财政局"], "None")
    ]


def test_columns_beside_the_task_belong_to_it(tmp_path: Path) -> None:
    heading = "<tr><th>重点任务</th><th>工作目标</th><th>责任单位</th></tr>"
    rows = (
        "<tr><td rowspan=2>改善交通</td><td>建成云栖大桥</td><td>市交通局</td></tr>"
        "<tr><td>新建停车位2000个</td><td>市住建局</td></tr>"
    )
    page = f"<html><body><h1>{TITLE}</h1><table>{heading}{rows}</table></body></html>"

    report = read_one(tmp_path, "x.html", page)

    assert [(what.split(), lead) for what, lead, _, _ in _tasks(report)] == [
        (["改善交通", "建成云栖大桥"], ["市交通局"]),
        (["新建停车位2000个"], ["市住建局"]),
    ]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("序号 目标与任务 分管县领导 牵头责任单位 责任单位", "目标与任务 牵头责任单位 责任单位"),
        (
            "类别 民生事项名称 2031年任务目标 责任单位 监督电话",
            "民生事项名称+2031年任务目标 责任单位",
        ),
        ("序号 重点工作任务 主要责任单位 协同配合单位", "重点工作任务 主要责任单位 协同配合单位"),
        (
            "序号 项目名称 主要内容 分管领导 牵头单位 配合单位",
            "项目名称+主要内容 牵头单位 配合单位",
        ),
        ("序号 实事项目 工作举措 责任单位", "实事项目+工作举措 责任单位"),
        ("实事内容 工作任务 责任单位 进展情况", "实事内容+工作任务 责任单位"),
        (
            "重点任务 具体措施 主办单位 协办单位 主要责任人 工期",
            "重点任务+具体措施 主办单位 协办单位 工期",
        ),
        ("问题 整改措施 整改目标 整改时限 责任单位", "整改措施+整改目标 责任单位 整改时限"),
        ("序号 主要指标 2031年目标 责任单位", "主要指标+2031年目标 责任单位"),
        (
            "主要任务 全年目标任务 分管领导 牵头单位 责任主体与协同单位 推进情况",
            "主要任务+全年目标任务 牵头单位 责任主体与协同单位",
        ),
        ("任务 部门分工 完成时间", "任务 部门分工 完成时间"),
        ("项目名称 总投资 责任科室", "项目名称 责任科室"),
        ("指标 单位 2031年", ""),
        ("年份 地区 正文", ""),
    ],
)
def test_names_of_columns(header: str, columns: str) -> None:
    names = header.split()
    found = task_columns(names)
    task = (
        ""
        if found is None
        else "+".join(names[index] for index in (found["task"], *detail_columns(names, found)))
    )
    others = [
        names[found[field]]
        for field in ("lead", "joint", "support", "deadline")
        if found is not None and field in found
    ]

    assert [task, *others] == (columns.split() or [""])


def test_kinds_of_tasks_are_not_the_tasks(tmp_path: Path) -> None:
    rows = f"{TITLE},,\n任务类别,任务内容,责任单位\n交通,建成云栖大桥,市交通局\n"

    assert _tasks(read_one(tmp_path, "x.csv", rows)) == [("建成云栖大桥", ["市交通局"], [], "None")]
