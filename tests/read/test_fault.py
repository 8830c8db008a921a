"""Damaged, huge and disguised files: each is told in a line, and none ends a build."""

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from kg.errors import InputError, RuleFileError
from kg.gazetteer import Gazetteer
from kg.read import discover
from kg.read.docx import read as read_docx
from kg.read.html import read as read_html
from kg.read.source import Source
from tests.read.build import BODY, REPORT, read_bytes, read_one

WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _docx() -> bytes:
    document = docx.Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    grid = document.add_table(rows=2, cols=2)
    grid.cell(0, 0).text = "云栖大桥"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book = Workbook()
    book.active.append(("地区", "年份", "正文"))
    book.active.append(("云岭市", "2031", REPORT))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip(*members: tuple[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members:
            archive.writestr(name, words)
    return out.getvalue()


def _changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return _zip(*((name, change(words) if name == part else words) for name, words in parts))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("ending", ["docx", "xlsx", "zip"])
def test_an_archive_with_wrong_bytes_is_an_issue(tmp_path: Path, ending: str, seed: int) -> None:
    whole = {"docx": _docx, "xlsx": _xlsx, "zip": lambda: _zip(("a.txt", REPORT))}[ending]()
    chance = random.Random(seed)
    data = bytearray(whole)
    for _ in range(4):
        data[chance.randrange(len(data))] = chance.randrange(256)

    reports, issues = read_bytes(tmp_path, f"x.{ending}", bytes(data))

    assert reports or issues
    assert all("\n" not in issue.message and " at 0x" not in issue.message for issue in issues)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        pytest.param("word/document.xml", b'<w:document xmlns:w="' + WORD + b'"/>', id="no_body"),
        pytest.param("word/document.xml", b"<html><body/></html>", id="other_root"),
        pytest.param("[Content_Types].xml", b"<a>", id="broken_xml"),
    ],
)
def test_a_docx_with_odd_parts_is_an_issue(tmp_path: Path, part: str, words: bytes) -> None:
    reports, issues = read_bytes(tmp_path, "x.docx", _changed(_docx(), part, lambda _: words))

    assert reports == []
    assert [issue.code for issue in issues] == ["broken_docx"]


@pytest.mark.parametrize("columns", [b"-3", b"abc", b"100000000", b"9" * 5000])
def test_a_docx_cell_that_spans_absurdly_many_columns_is_one_cell(
    tmp_path: Path, columns: bytes
) -> None:
    span = b'<w:tcPr><w:gridSpan w:val="' + columns + b'"/>'
    data = _changed(_docx(), "word/document.xml", lambda words: words.replace(b"<w:tcPr>", span, 1))

    assert "云栖大桥" in read_one(tmp_path, "x.docx", data).doc.text


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_page_named_as_an_office_file_is_told_so(tmp_path: Path, ending: str) -> None:
    _, issues = read_bytes(tmp_path, f"x.{ending}", f"<!DOCTYPE html><html>{REPORT}</html>")

    assert "rename it to .html" in issues[0].message


def test_a_sheet_that_claims_to_be_of_all_columns_is_read(tmp_path: Path) -> None:
    data = _changed(
        _xlsx(),
        "xl/worksheets/sheet1.xml",
        lambda words: words.replace(b"A1:C2", b"A1:XFD1048576"),
    )

    assert read_one(tmp_path, "x.xlsx", data).region == "云岭市"


def test_an_archive_says_of_each_member_what_is_wrong(tmp_path: Path) -> None:
    data = _zip(
        ("../../a.txt", REPORT),
        ("b\n.txt", REPORT),
        ("c.txt", b"0" * 65_000_000),
    )

    reports, issues = read_bytes(tmp_path, "x.zip", data)

    assert [report.part for report in reports] == ["../../a.txt"]
    assert sorted(issue.code for issue in issues) == ["odd_name", "too_large"]


@pytest.mark.parametrize("count", ["²", "9" * 5000, "0", "-1", "x"])
def test_an_html_cell_that_spans_nonsense_is_one_cell(tmp_path: Path, count: str) -> None:
    rows = f"<tr><td colspan='{count}'>甲</td><td>乙</td></tr>" * 2
    page = f"<body><p>{'</p><p>'.join(REPORT.splitlines())}</p><table>{rows}</table></body>"

    assert "甲" in read_one(tmp_path, "x.html", page).doc.text


@pytest.mark.parametrize("year", ["²⁰³¹", "0000", "9999"])
def test_a_year_of_a_column_that_no_report_has_is_no_year(tmp_path: Path, year: str) -> None:
    body = (BODY * 4).replace("2031年", "").replace("2030年", "")

    reports, issues = read_bytes(tmp_path, "x.csv", f'地区,年份,正文\n云岭市,{year},"{body}"\n')

    assert reports == []
    assert [issue.code for issue in issues] == ["no_year"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_encoding_broken_at_one_byte_is_told_with_its_place(
    tmp_path: Path, encoding: str
) -> None:
    whole = (REPORT * 5).encode(encoding)
    end = len(REPORT[:100].encode(encoding))

    _, issues = read_bytes(tmp_path, "x.txt", whole[:end] + b"\xff" + whole[end:])

    assert f"broken at byte {end}" in issues[0].message


def test_discover_leaves_out_what_a_build_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    for name in ("build.json", "graph.html", "tables/targets.csv"):
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")

    assert discover([tmp_path]) == ([tmp_path / "a.txt"], [])


def test_discover_takes_a_file_of_several_paths_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    inputs = [tmp_path / "a.txt", Path("a.txt"), Path("../") / tmp_path.name / "a.txt", Path()]

    assert discover(inputs) == discover(inputs[::-1])
    assert discover(inputs)[0] == [Path("a.txt")]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda path: os.mkfifo(path), "no_file", id="pipe"),
        pytest.param(lambda path: path.symlink_to(path), "missing_path", id="loop"),
        pytest.param(lambda path: path.symlink_to("away.txt"), "missing_path", id="dangling"),
    ],
)
def test_discover_tells_what_is_no_file(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "x.txt"
    make(path)

    paths, issues = discover([path])

    assert paths == []
    assert [issue.code for issue in issues] == [code]


@pytest.mark.parametrize("name", [b"a\nb.txt", b"a\x1f.txt", b"\xff\xfe.txt"])
def test_discover_refuses_a_name_that_no_output_could_hold(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text(REPORT, encoding="utf-8")

    paths, issues = discover([tmp_path])

    assert paths == []
    assert [issue.code for issue in issues] == ["odd_name"]
    assert issues[0].message.encode()


def test_discover_goes_on_past_a_name_that_is_too_long() -> None:
    _, issues = discover([Path("长" * 300 + ".txt")])

    assert [issue.code for issue in issues] in (["cannot_read"], ["missing_path"])


def test_a_code_in_full_width_digits_is_refused_where_it_stands(tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,type,code\n云岭区,Place,１２３４５６\n", encoding="utf-8")

    with pytest.raises(RuleFileError, match=r"row 2: code .* six digits are needed"):
        Gazetteer.load([table])


def test_a_page_of_elements_too_deep_in_each_other_is_told_so() -> None:
    page = "<html><body>" + "<div>" * 5000 + "地区生产总值增长6%。" + "</div>" * 5000

    with pytest.raises(InputError, match="too deep in each other"):
        read_html(page.encode("utf-8"), name="deep.html")


def test_a_run_of_empty_paragraphs_is_one_empty_line() -> None:
    document = docx.Document()
    for words in ("地区生产总值增长6%。", *[""] * 500, "工业要稳。"):
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)

    (source,) = read_docx(file.getvalue(), name="empty.docx")

    assert isinstance(source, Source)
    assert source.text == "地区生产总值增长6%。\n\n工业要稳。\n"
