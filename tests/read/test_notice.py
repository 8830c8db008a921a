"""Notices that divide tasks: which texts are some, whose they are, and of which year."""

from pathlib import Path

import pytest

from tests.read.build import BODY, HEAD, read_bytes, read_one

CLAUSES = (
    "一、完善交通网络\n"
    "（一）加快建设云栖大桥。（市交通局牵头，市财政局配合）\n"
    "（二）改造农村公路120公里。（市交通局、市农业农村局按职责分工负责）\n"
    "二、改善民生\n"
    "（三）扩建云岭中学。（市教育局负责）\n"
)
NOTICE = (
    "云岭市人民政府办公室关于加快补齐基础设施短板的通知\n"
    "云政办发〔2031〕12号\n"
    "各县（市、区）人民政府，市政府各部门：\n"
    "为补齐短板，经市政府同意，现将有关事项通知如下。\n"
    f"{CLAUSES}"
    "云岭市人民政府办公室\n"
    "2031年12月5日\n"
)


def test_a_notice_with_clauses_divides_tasks(tmp_path: Path) -> None:
    report = read_one(tmp_path, "x.txt", NOTICE)

    assert report.kind == "tasks"
    assert (report.region, report.level, report.report_year) == ("云岭市", "city", 2031)
    assert report.title == "云岭市人民政府办公室关于加快补齐基础设施短板的通知"
    assert report.delivered == "2031-12-05"
    assert dict(report.told)["report_year"] == "text.number"


@pytest.mark.parametrize(
    ("issuer", "number", "region", "level"),
    [
        pytest.param("国务院办公厅", "国办发〔2031〕9号", "全国", "national", id="nation"),
        pytest.param("浙江省人民政府", "浙政发〔2031〕9号", "浙江省", "province", id="province"),
        pytest.param("郑州市人民政府", "郑政〔2031〕9号", "郑州市", "city", id="city"),
    ],
)
def test_issuer_of_a_notice(
    tmp_path: Path, issuer: str, number: str, region: str, level: str
) -> None:
    text = NOTICE.replace("云岭市人民政府办公室", issuer).replace("云政办发〔2031〕12号", number)

    report = read_one(tmp_path, "x.txt", text)

    assert (report.region, report.level) == (region, level)


def test_issuer_stands_under_a_notice_whose_title_has_none(tmp_path: Path) -> None:
    text = NOTICE.replace("云岭市人民政府办公室关于", "关于", 1)

    assert read_one(tmp_path, "x.txt", text).region == "云岭市"


def test_the_year_of_a_title_counts_before_that_of_the_number(tmp_path: Path) -> None:
    title = "云岭市人民政府关于印发2032年政府工作报告重点任务分工的通知"
    text = NOTICE.replace("云岭市人民政府办公室关于加快补齐基础设施短板的通知", title)

    report = read_one(tmp_path, "x.txt", text)

    assert (report.kind, report.report_year) == ("tasks", 2032)


def test_a_notice_without_number_is_of_the_year_of_its_date(tmp_path: Path) -> None:
    text = NOTICE.replace("云政办发〔2031〕12号\n", "")

    assert read_one(tmp_path, "x.txt", text).report_year == 2031


def test_a_report_with_an_annexed_list_stays_a_report(tmp_path: Path) -> None:
    report = read_one(tmp_path, "x.txt", f"{HEAD}{BODY}附件：民生实事\n{CLAUSES}")

    assert (report.kind, report.region, report.report_year) == ("report", "云岭市", 2031)


def test_a_notice_that_divides_nothing_is_no_report(tmp_path: Path) -> None:
    text = NOTICE.replace(CLAUSES, "一、加强领导\n二、抓好落实\n")

    reports, issues = read_bytes(tmp_path, "x.txt", text)

    assert reports == []
    assert [issue.code for issue in issues] == ["no_report"]


def test_a_list_of_tasks_without_a_title_of_a_notice_is_one(tmp_path: Path) -> None:
    text = (
        "云岭市2031年数字工作要点\n一、建设平台\n1.建设数据平台。（市数据局牵头）\n"
        "2.培育数据企业20家。（市数据局牵头，市国资委按职责分工负责）\n3.办好大赛。（市工信局负责）\n"
    )

    report = read_one(tmp_path, "云岭市2031.txt", text)

    assert (report.kind, report.region, report.report_year) == ("tasks", "云岭市", 2031)


def test_clauses_in_square_brackets_count(tmp_path: Path) -> None:
    report = read_one(tmp_path, "x.txt", NOTICE.replace("（市", "[市").replace("）\n", "]\n"))

    assert report.kind == "tasks"
