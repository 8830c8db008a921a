"""Every format gives the text of the report it holds, and its tasks."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from kg.model import Period, Report
from tests.read.build import REPORT, read_bytes, read_one, sentences

TASKS = (
    ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "建成云栖大桥。", "市交通局", "市财政局、云岭区政府", "6月底前"),
    ("2", "新增学位2.1万个", "市教育局", "", "2031年12月"),
)
TITLE = "2031年云岭市政府工作报告任务分工"


def _docx(paragraphs: list[str], table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in enumerate(table):
            for column, words in enumerate(cells):
                grid.cell(row, column).text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _html(body: str, charset: str = "utf-8") -> bytes:
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>云岭市人民政府</title>'
        "<script>var a = '全市增长99%。';</script></head><body>"
        '<div class="nav"><a href="/">首页</a><a href="/z">政务公开</a></div>'
        f'<div class="main"><div id="zoom">{body}</div></div>'
        '<div class="side"><ul><li><a href="/1">关于春节放假的通知</a></li></ul></div>'
        "<footer>版权所有：云岭市人民政府 备案号ICP备1号</footer></body></html>"
    )
    return page.encode("gb18030" if charset == "gb2312" else charset)


def _paragraphs() -> str:
    return "".join(f"<p>　　{line}&nbsp;</p>" for line in REPORT.splitlines())


def _table() -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in TASKS)
    return f"<p>{TITLE}</p><table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _xlsx(rows: tuple[tuple[str, ...], ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rows: tuple[tuple[str, ...], ...]) -> bytes:
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(quoted).encode("gb18030")


def _pdf(lines: list[str]) -> bytes:
    """Write a PDF by hand: one page, a font without a file, text as UTF-16."""
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 40 800 Td {shown} ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)
    return bytes(out)


COLUMNS = ("省份", "年份", "标题", "正文")
ROW = ("云岭市", "2031", "2031年云岭市政府工作报告", REPORT)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("x.txt", REPORT.encode("gb18030"), id="txt"),
        pytest.param("x.docx", _docx(REPORT.splitlines()), id="docx"),
        pytest.param("x.html", _html(_paragraphs()), id="html"),
        pytest.param("x.htm", _html(_paragraphs(), "gb2312"), id="html_gb2312"),
        pytest.param("x.html", _html(REPORT.replace("\n", "<br>")), id="html_breaks"),
        pytest.param("x.csv", _csv((COLUMNS, ROW)), id="csv"),
        pytest.param("x.xlsx", _xlsx((COLUMNS, ROW)), id="xlsx"),
        pytest.param("x.pdf", _pdf(REPORT.splitlines()), id="pdf"),
    ],
)
def test_every_format_gives_the_same_sentences(tmp_path: Path, name: str, data: bytes) -> None:
    plain = read_one(tmp_path, "plain.txt", REPORT)

    report = read_one(tmp_path, name, data)

    assert sentences(report) == sentences(plain)
    assert (report.region, report.report_year) == (plain.region, plain.report_year)
    assert [section.name for section in report.sections] == [s.name for s in plain.sections]


def test_markdown_keeps_its_marks_out_and_its_offsets_true(tmp_path: Path) -> None:
    text = REPORT.replace("一、", "## 一、").replace("云栖大桥", "**云栖大桥**", 1)
    report = read_one(tmp_path, "x.md", text)

    assert sentences(report) == sentences(read_one(tmp_path, "x.txt", REPORT))
    found = report.doc.text.index("建成通车")
    assert text[report.doc.source_span(report.sentences[0].span).start] == "政"
    assert text.startswith("建成通车", report.doc._source(found))


def _tasks(report: Report) -> list[tuple[str, list[str], list[str], Period | None]]:
    quote = report.doc.quote
    return [
        (quote(t.span), [quote(s) for s in t.lead], [quote(s) for s in t.support], t.deadline)
        for t in report.tasks
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("2031年云岭市.docx", _docx([TITLE], TASKS), id="docx"),
        pytest.param("2031年云岭市.html", _html(_table()), id="html"),
        pytest.param("2031年云岭市.csv", _csv(TASKS), id="csv"),
        pytest.param("2031年云岭市.xlsx", _xlsx(((TITLE,), *TASKS)), id="xlsx_below_a_title"),
    ],
)
def test_tables_of_tasks(tmp_path: Path, name: str, data: bytes) -> None:
    report = read_one(tmp_path, name, data)

    assert report.kind == "tasks"
    assert _tasks(report) == [
        ("建成云栖大桥。", ["市交通局"], ["市财政局", "云岭区政府"], Period("2031-06", "2031-06")),
        ("新增学位2.1万个", ["市教育局"], [], Period("2031-12", "2031-12")),
    ]
    for task in report.tasks:
        assert report.sentences[task.sentence].span.start <= task.span.start


def test_first_of_the_bodies_in_charge_leads(tmp_path: Path) -> None:
    rows = (("工作任务", "责任单位"), ("建成云栖大桥", "市交通局、市财政局等"))

    report = read_one(tmp_path, "云岭市2031.csv", _csv(rows))

    assert _tasks(report) == [("建成云栖大桥", ["市交通局"], ["市财政局"], None)]


def test_a_cell_merged_over_rows_counts_for_each(tmp_path: Path) -> None:
    table = (
        "<p>云岭市2031年政府工作报告任务分工</p><table><tr><th>任务</th><th>牵头单位</th></tr>"
        "<tr><td>建成大桥</td><td rowspan=2>市交通局</td></tr><tr><td>开通航线</td></tr></table>"
    )

    report = read_one(tmp_path, "x.html", _html(table))

    assert _tasks(report) == [
        ("建成大桥", ["市交通局"], [], None),
        ("开通航线", ["市交通局"], [], None),
    ]


def test_rows_of_a_csv_are_reports_of_their_own(tmp_path: Path) -> None:
    other = ("江浦市", "2030", "", REPORT.replace("云岭市", "江浦市").replace("2031", "2030"))
    short = ("", "", "", "暂无")

    reports, issues = read_bytes(tmp_path, "x.csv", _csv((COLUMNS, ROW, short, other)))

    assert issues == []
    assert [report.part for report in reports] == ["row 2", "row 4"]
    assert [report.region for report in reports] == ["云岭市", "江浦市"]
    assert len({report.id for report in reports}) == 2


def test_columns_tell_what_the_text_does_not(tmp_path: Path) -> None:
    body = "各位代表：\n" + "我们扎实推进各项工作，全市生产总值增长6%。" * 12
    rows = (("province", "city", "year", "text"), ("河南省", "开封市", "2019", body))

    report = read_one(tmp_path, "x.csv", _csv(rows))

    assert (report.region_code, report.report_year) == ("410200", 2019)
    assert dict(report.told)["region"] == "file.column"


def test_archive_gives_its_files_in_order(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b/开封市_2019.txt", "各位代表：\n全市生产总值增长6%。")
        archive.writestr("a.docx", _docx(REPORT.splitlines()))
        archive.writestr("empty.txt", b"")
        archive.writestr("picture.png", b"\x89PNG")

    reports, issues = read_bytes(tmp_path, "x.zip", out.getvalue())

    assert [(r.part, r.region) for r in reports] == [
        ("a.docx", "云岭市"),
        ("b/开封市_2019.txt", "开封市"),
    ]
    assert [(issue.code, issue.file) for issue in issues] == [("empty_file", "x.zip")]
    assert "x.zip/empty.txt" in issues[0].message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("x.docx", b"PK\x03\x04", "broken_docx", id="docx"),
        pytest.param("x.docx", b"\xd0\xcf\x11\xe0" + b"0" * 99, "broken_docx", id="old_doc"),
        pytest.param("x.docx", _docx([""]), "empty_file", id="empty_docx"),
        pytest.param("x.html", b"<html><body></body></html>", "empty_file", id="empty_html"),
        pytest.param("x.csv", b"a,b\n1,2\n", "no_columns", id="csv"),
        pytest.param("x.xlsx", b"nothing", "broken_xlsx", id="xlsx"),
        pytest.param("x.pdf", b"%PDF-1.4", "broken_pdf", id="pdf"),
        pytest.param("x.zip", b"PK", "broken_zip", id="zip"),
        pytest.param("x.doc", b"", "unknown_format", id="unknown"),
    ],
)
def test_what_is_not_of_its_format_is_an_issue(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    reports, issues = read_bytes(tmp_path, name, data)

    assert reports == []
    assert [issue.code for issue in issues] == [code]
