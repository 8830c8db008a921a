"""Whose report it is, of which year, and who says so; and what is no report."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.config import Config
from kg.gazetteer import Gazetteer
from kg.read import FORMATS, discover, read_file
from kg.read.report import compose, origin
from kg.read.source import Source
from tests.read.build import BODY, HEAD, REPORT, gazetteer, read_bytes, read_one, sentences


def test_head_is_told_by_the_text(tmp_path: Path) -> None:
    report = read_one(tmp_path, "x.txt", REPORT)

    assert (report.region, report.region_code, report.level) == ("云岭市", None, "city")
    assert report.report_year == 2031
    assert report.title == "政府工作报告"
    assert report.delivered == "2031-01-16"
    assert report.speaker == "林远山"
    assert report.meeting == "云岭市第九届人民代表大会第三次会议"
    assert report.kind == "report"
    assert dict(report.told)["region"] == "text.meeting"
    assert dict(report.told)["report_year"] == "text.section"


@pytest.mark.parametrize(
    ("head", "region", "code", "level"),
    [
        pytest.param("——2023年1月9日在郑州市第十六届人民代表大会第一次会议上",
            "郑州市", "410100", "city", id="city"),
        pytest.param("在日喀则市第二届人民代表大会第三次会议上",
            "日喀则市", "540200", "city", id="starts_with_a_mark"),
        pytest.param("2025年广西政府工作报告", "广西壮族自治区", "450000", "province", id="short"),
        pytest.param("黔南州政府工作报告", "黔南布依族苗族自治州", "522700", "city", id="middling"),
        pytest.param("保定市清苑区2021年政府工作报告", "清苑区", "130608", "county", id="district"),
        pytest.param("2023年3月5日在第十四届全国人民代表大会第一次会议上",
            "全国", "000000", "national", id="nation"),
        pytest.param("北京市朝阳区政府工作报告",
            "朝阳区", "110105", "county", id="same_name_told_apart"),
        pytest.param("榆溪县第八届人民代表大会第二次会议", "榆溪县", None, "county", id="invented"),
    ],
)  # fmt: skip
def test_region_of_the_head(
    tmp_path: Path, head: str, region: str, code: str | None, level: str
) -> None:
    text = f"政府工作报告\n{head}\n各位代表：\n一、2022年工作回顾\n全年生产总值增长6%。\n"

    report = read_one(tmp_path, "x.txt", text)

    assert (report.region, report.region_code, report.level) == (region, code, level)


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param(["2024年云岭市政府工作报告"], 2024, id="title"),
        pytest.param(["云岭市政府工作报告（2024年）"], 2024, id="brackets"),
        pytest.param(["云岭市政府工作报告（2023年12月16日 林远山）"], 2024, id="late_meeting"),
        pytest.param(
            ["——二〇二四年一月四日在云岭市第九届人民代表大会第一次会议上"], 2024, id="han_date"
        ),
        pytest.param(["云岭市政府工作报告", "各位代表：", "一、2023年工作回顾"], 2024, id="review"),
        pytest.param(
            [
                "云岭市政府工作报告",
                "各位代表：",
                "一、过去五年回顾",
                "二、2035年远景目标",
                "三、2024年工作安排",
            ],
            2024,
            id="nearest_plan",
        ),
        pytest.param(
            ["云岭市国民经济和社会发展第十四个五年规划和2035年远景目标纲要"], 2021, id="term"
        ),
        pytest.param(["云岭市2023年国民经济和社会发展统计公报"], 2024, id="bulletin"),
        pytest.param(
            [
                "关于云岭市2035年远景目标纲要的报告",
                "2024年1月9日在云岭市第九届人民代表大会第一次会议上",
            ],
            2024,
            id="far_title",
        ),
    ],
)
def test_year(tmp_path: Path, lines: list[str], year: int) -> None:
    text = "\n".join([*lines, "各位代表：", "全市生产总值增长6%。"])

    assert read_one(tmp_path, "x.txt", text).report_year == year


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        pytest.param("云岭市人民政府代市长 马 懿", "马懿", id="blank_in_a_name"),
        pytest.param("自治区主席 艾克·吐尔孜", "艾克·吐尔孜", id="middle_dot"),
        pytest.param("云岭市政府工作报告（2031年1月16日 林远山）", "林远山", id="brackets"),
        pytest.param("2031年1月16日，市长林远山同志作政府工作报告。", "林远山", id="sentence"),
        pytest.param(
            "林远山市长在云岭市第九届人民代表大会第三次会议的政府工作报告", "林远山", id="before"
        ),
        pytest.param("林远山", "林远山", id="alone"),
        pytest.param("云岭日报", None, id="nobody"),
    ],
)
def test_speaker(tmp_path: Path, line: str, speaker: str | None) -> None:
    text = f"2031年云岭市政府工作报告\n{line}\n各位代表：\n全市生产总值增长6%。"

    expected = speaker if line != "云岭日报" else "云岭日报"
    assert read_one(tmp_path, "x.txt", text).speaker == expected


def test_name_of_the_file_tells_what_the_text_does_not(tmp_path: Path) -> None:
    report = read_one(tmp_path, "开封市_2019.txt", "各位代表：\n全市生产总值增长6%。")

    assert (report.region, report.report_year) == ("开封市", 2019)
    assert dict(report.told)["region"] == dict(report.told)["report_year"] == "file.name"
    assert report.title == "2019年开封市政府工作报告"


def test_words_of_the_body_tell_the_region(tmp_path: Path) -> None:
    body = "一、2018年工作回顾\n" + "全市上下奋力建设美丽新开封，开封生产总值增长7%。" * 6

    report = read_one(tmp_path, "x.txt", body)

    assert (report.region_code, dict(report.told)["region"]) == ("410200", "text.body")


def test_given_settings_count(tmp_path: Path) -> None:
    config = Config(region="郑州市", year=2040, level="county")

    report = read_one(tmp_path, "x.txt", REPORT, config=config)

    assert (report.region_code, report.report_year, report.level) == ("410100", 2040, "county")
    assert {dict(report.told)[field] for field in ("region", "report_year", "level")} == {"given"}


@pytest.mark.parametrize(
    ("region", "code"),
    [
        pytest.param("郑州", "410100", id="short"),
        pytest.param("410100", "410100", id="code"),
        pytest.param("北京市朝阳区", "110105", id="with_the_one_above"),
        pytest.param("全国", "000000", id="nation"),
        pytest.param("云岭市", None, id="unlisted"),
    ],
)
def test_given_region(tmp_path: Path, region: str, code: str | None) -> None:
    report = read_one(tmp_path, "x.txt", REPORT, config=Config(region=region))

    assert report.region_code == code


def test_given_region_that_is_none_is_an_issue(tmp_path: Path) -> None:
    reports, issues = read_bytes(tmp_path, "x.txt", REPORT, config=Config(region="某地方"))

    assert (reports, [issue.code for issue in issues]) == ([], ["unknown_region"])


def test_a_name_that_contradicts_the_text_is_said(tmp_path: Path) -> None:
    text = REPORT.replace("云岭市", "开封市")

    reports, issues = read_bytes(tmp_path, "洛阳市_2019.txt", text)

    assert [(report.region, report.report_year) for report in reports] == [("开封市", 2031)]
    assert [issue.code for issue in issues] == ["year_differs", "region_differs"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("各位代表：\n我市生产总值增长6%。", ["no_year", "no_region"], id="neither"),
        pytest.param("2031年政府工作报告\n各位代表：", ["no_region"], id="no_region"),
        pytest.param("云岭市政府工作报告\n各位代表：", ["no_year"], id="no_year"),
        pytest.param("从前有座山，山里有座庙。" * 9, ["no_report"], id="tale"),
        pytest.param("下载\n打印\n- 3 -", ["empty_text"], id="only_furniture"),
        pytest.param("", ["empty_file"], id="empty"),
    ],
)
def test_what_is_no_report_is_an_issue(tmp_path: Path, text: str, codes: list[str]) -> None:
    reports, issues = read_bytes(tmp_path, "x.txt", text)

    assert reports == []
    assert [issue.code for issue in issues] == codes
    for issue in issues:
        assert issue.file == "x.txt"
        assert issue.message.startswith("x.txt: ") and "\n" not in issue.message


def test_region_of_two_places_is_an_issue_not_a_guess(tmp_path: Path) -> None:
    text = "2023年鼓楼区政府工作报告\n各位代表：\n全区生产总值增长6%。"

    reports, issues = read_bytes(tmp_path, "x.txt", text)

    assert [issue.code for issue in issues] == ["ambiguous_region"]
    assert [(report.region, report.region_code) for report in reports] == [("鼓楼区", None)]


def test_too_long_a_text_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.report.LONGEST", 5000)
    text = HEAD + "".join(f"第{n}项工作完成投资{n}亿元，增长{n}%。\n" for n in range(300))

    reports, issues = read_bytes(tmp_path, "x.txt", text)

    assert reports == []
    assert [issue.code for issue in issues] == ["too_long"]


def test_a_users_divisions_tell_the_code(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,type,code\n云岭市,Place,990100\n", encoding="utf-8")
    path = tmp_path / "x.txt"
    path.write_text(REPORT, encoding="utf-8")

    own = Gazetteer.load([table])
    config = Config(gazetteers=(table,))
    reports, _ = read_file(path, name="x.txt", config=config, gazetteer=own)

    assert reports[0].region_code == "990100"
    assert read_file(table, name="own.csv", config=config, gazetteer=own) == ([], [])


def test_source_span_leads_to_the_file(tmp_path: Path) -> None:
    text = REPORT.replace("\n", "\r\n　　").replace("6.2%", "6.2&nbsp;%")
    report = read_one(tmp_path, "x.txt", text.encode("gb18030"))

    with (tmp_path / "x.txt").open(encoding=report.encoding, newline="") as file:
        source = file.read()
    for sentence in report.sentences:
        there = report.doc.source_span(sentence.span)
        kept = source[there.start : there.end].replace("&nbsp;", "")
        assert "".join(kept.split()) == "".join(report.doc.quote(sentence.span).split())


def test_discover_walks_folders_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.TXT", ".hidden/x.txt", "~$a.docx", "c.doc"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("甲", encoding="utf-8")

    paths, issues = discover([tmp_path, tmp_path / "a.TXT"])

    assert [str(path.relative_to(tmp_path)) for path in paths] == ["a.TXT", "b/1.md", "b/2.txt"]
    assert issues == []


def test_discover_says_what_it_cannot_find(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.doc").write_bytes(b"")
    inputs = [tmp_path / "absent.txt", tmp_path / "empty", tmp_path / "x.doc"]

    paths, issues = discover(inputs)

    assert paths == []
    assert [issue.code for issue in issues] == ["missing_path", "empty_folder", "unknown_format"]
    for path, issue in zip(inputs, issues, strict=True):
        assert str(path) in issue.message


def test_missing_file_is_an_issue(tmp_path: Path) -> None:
    result = read_file(
        tmp_path / "absent.txt", name="absent.txt", config=Config(), gazetteer=gazetteer()
    )

    assert [issue.code for issue in result[1]] == ["cannot_read"]


def test_same_file_gives_the_same_report(tmp_path: Path) -> None:
    first, second = (read_one(tmp_path, "x.txt", REPORT) for _ in range(2))

    assert first == second
    assert sentences(first)[4] == "现在，我代表市人民政府，向大会报告工作，请予审议。"
    assert BODY.splitlines()[0] in sentences(first)


GENRE = st.text(
    alphabet=st.sampled_from(
        "政府工作报告各位代表：全市县区省年月日2031〇二在第届人民代表大会次会议上长主席\n 。、（）"
    ),
    max_size=150,
)


@given(GENRE | st.text(max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_compose_never_raises(text: str) -> None:
    whence = origin("x.txt", text.encode())

    report, issues = compose(Source(text, "utf-8"), whence, config=Config(), gazetteer=gazetteer())

    assert report is not None or issues
    if report is not None:
        for sentence in report.sentences:
            assert report.doc.quote(sentence.span)


@given(data=st.binary(max_size=300), ending=st.sampled_from(sorted(FORMATS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_raise(tmp_path: Path, data: bytes, ending: str) -> None:
    reports, issues = read_bytes(tmp_path, f"x{ending}", data)

    assert reports or issues
