"""Numbers and quoted names that no fact uses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.context import read_contexts
from kg.extract.quantity import find_quantities
from kg.extract.residue import find_residue
from kg.model import Extraction
from kg.read.record import gold_extraction
from tests.extract.word import Entities, batch, verbatim


def residue(text: str, entities: Entities = ()) -> list[tuple[str, str]]:
    gold: Extraction = gold_extraction(batch(text, entities=entities))
    quantities = find_quantities(gold.report, gold.mentions, read_contexts(gold.report))
    found = find_residue(gold.report, gold.mentions, quantities, [])
    return [(gold.report.doc.quote(item.span), item.reason) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("建成5座水厂。", [], id="fact"),
        pytest.param("2023年工作。", [("2023", "date")], id="year"),
        pytest.param("自3月12日起施行。", [("3", "date"), ("12", "date")], id="day"),
        pytest.param("（3）改善民生。", [("3", "list_mark")], id="bracket"),
        pytest.param("1.改善民生。", [("1", "list_mark")], id="point"),
        pytest.param("一是改善民生。", [("一", "list_mark")], id="spoken_mark"),
        pytest.param("举办第15届展会。", [("第15", "ordinal")], id="ordinal"),
        pytest.param("实施一批项目。", [("一", "article")], id="article"),
        pytest.param("落实“1234”思路。", [("1234", "slogan"), ("1234", "unlinked")], id="slogan"),
        pytest.param("建设110千伏线路。", [("110", "name")], id="size"),
        pytest.param("推进G3012线。", [("3012", "name")], id="latin"),
        pytest.param(
            "印发云政〔2023〕8号文件。", [("2023", "date"), ("8", "document_number")], id="doc"
        ),
        pytest.param("推进农村公路[^17]建设。", [("17", "list_mark")], id="footnote"),
        pytest.param("3\t办好学校\t已完成", [("3", "list_mark")], id="row"),
        pytest.param("| 3 | 办好学校", [("3", "list_mark")], id="row_of_a_table"),
        pytest.param("教育\t（2）办好学校。", [("2", "list_mark")], id="mark_in_a_cell"),
        pytest.param("特别是3、4月份较好。", [("3", "date"), ("4", "date")], id="two_months"),
        pytest.param("推行教育信息化2.0模式。", [("2.0", "name")], id="version"),
        pytest.param("轮训一遍。", [("一", "article")], id="once"),
        pytest.param("实现“十四五”目标。", [("十四五", "date")], id="plan"),
        pytest.param("参加“云岭讲坛”活动。", [("云岭讲坛", "unlinked")], id="quoted"),
        pytest.param("进一步统一思想。", [], id="words"),
    ],
)
def test_residue_has_the_reason(text: str, expected: list[tuple[str, str]]) -> None:
    assert residue(text) == expected


def test_number_in_a_mention_is_part_of_a_name() -> None:
    assert residue("建设云岭2号桥。", [("云岭2号桥", "Project")]) == [("2", "name")]


@given(
    text=st.text(
        alphabet="增长达到0123456789.%年月日个万元第一二十，。“”（）建设项目A",
        min_size=1,
        max_size=50,
    )
)
def test_every_digit_is_in_a_fact_or_in_the_residue(text: str) -> None:
    report = verbatim(text)
    quantities = find_quantities(report, [], read_contexts(report))
    covered = [quantity.span for quantity in quantities]
    covered += [item.span for item in find_residue(report, [], quantities, [])]

    for match in re.finditer(r"\d", text):
        if any(s.span.start <= match.start() < s.span.end for s in report.sentences):
            assert any(span.start <= match.start() < span.end for span in covered), match
