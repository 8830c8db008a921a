"""Sentences and the tree of sections."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.clean import clean
from kg.read.section import structure
from tests.read.build import HEAD, REPORT


def _sentences(source: str) -> list[str]:
    cleaned = clean(source)
    return [cleaned.doc.quote(s.span) for s in structure(cleaned.doc.text, cleaned.lines)[1]]


def _names(source: str, *, body: int = 0) -> list[str]:
    cleaned = clean(source)
    return [s.name for s in structure(cleaned.doc.text, cleaned.lines, body=body)[0]]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        pytest.param("甲。乙；丙！丁", ["甲。", "乙；", "丙！", "丁"], id="stops"),
        pytest.param("甲;乙!丙?丁", ["甲;", "乙!", "丙?", "丁"], id="half_width"),
        pytest.param("他说“好。”再说", ["他说“好。”", "再说"], id="closing_quote"),
        pytest.param("（见附件。）完", ["（见附件。）", "完"], id="closing_bracket"),
        pytest.param("“山?河?祖国”叫响。", ["“山?河?祖国”叫响。"], id="lost_middle_dot"),
        pytest.param("称&ldquo;好&rdquo;。", ["称&ldquo;好&rdquo;。"], id="entity"),
        pytest.param("真的！！好", ["真的！！", "好"], id="two_stops"),
        pytest.param("增长3.5%：其中，A为1", ["增长3.5%：其中，A为1"], id="no_stop"),
        pytest.param("甲。 乙。", ["甲。", "乙。"], id="blank_between"),
    ],
)
def test_sentences(source: str, parts: list[str]) -> None:
    assert _sentences(source) == parts


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param(
            REPORT,
            [
                "",
                "一、2030年工作回顾",
                "一、2030年工作回顾 / （一）产业发展提质增效",
                "二、2031年工作安排",
            ],
            id="numbered",
        ),
        pytest.param("第一部分 回顾\n甲。\n一、工业\n乙。\n第二部分 安排\n丙。",
            ["", "第一部分 回顾", "第一部分 回顾 / 一、工业", "第二部分 安排"], id="parts"),
        pytest.param("2030年工作回顾\n甲。\n一、工业\n乙。\n2031年工作安排\n一、农业\n丙。",
            ["", "2030年工作回顾", "2030年工作回顾 / 一、工业",
             "2031年工作安排", "2031年工作安排 / 一、农业"],
            id="unnumbered_above_numbered"),
        pytest.param("2030 年工作回顾\n甲。\n今后五年工作谋划\n乙。\n关于2031年的政府工作\n丙。",
            ["", "2030 年工作回顾", "今后五年工作谋划", "关于2031年的政府工作"],
            id="unnumbered_with_words_before"),
        pytest.param("一、2030年工作回顾\n甲。\n2030年主要工作\n二、2031年工作安排\n乙。",
            ["", "一、2030年工作回顾", "二、2031年工作安排"], id="unnumbered_between_numbered"),
        pytest.param("一、工业\n甲。\n附件：名词解释\n1.雁南：指新区。",
            ["", "一、工业", "附件：名词解释"], id="glossary"),
        pytest.param("三、农业\n采取措施，切实解决。四、2031年工作安排\n乙。",
            ["", "三、农业", "四、2031年工作安排"], id="glued_to_the_line_before"),
        pytest.param("（一）工业。做强主业。（二）农业。稳产保供。",
            ["", "（一）工业", "（二）农业"], id="two_in_a_line"),
        pytest.param("一、二、三产业增加值分别增长3%、5%、6%。", [""], id="no_heading"),
        pytest.param("重点是：（一）甲；（二）乙；（三）丙。", [""], id="list_in_a_sentence"),
        pytest.param("(一)扩大内需\n甲。\n(二)强化创新\n乙。",
            ["", "(一)扩大内需", "(二)强化创新"], id="half_width"),
        pytest.param("综合经济稳中向好\n" + "全市经济稳步增长" * 9 + "。",
            ["", "综合经济稳中向好"], id="none_numbered"),
    ],
)  # fmt: skip
def test_sections(source: str, names: list[str]) -> None:
    assert _names(source) == names


def test_sections_hold_their_sentences_and_those_below() -> None:
    cleaned = clean(REPORT)
    sections, sentences = structure(cleaned.doc.text, cleaned.lines, body=len(HEAD) - 1)

    review, industry, plan = sections[1:]
    assert review.span.contains(industry.span)
    assert review.span.end == industry.span.end <= plan.span.start
    for sentence in sentences:
        assert sections[sentence.section].span.contains(sentence.span)


def test_headings_without_paragraphs_are_found_in_the_line() -> None:
    filler = "我们扎实推进各项工作，取得了新的成效。" * 60
    source = f"一、2030年工作回顾 过去一年，{filler}二、2031年工作安排 今年，{filler}"

    assert _names(source) == ["", "一、2030年工作回顾", "二、2031年工作安排"]


@given(
    st.text(
        alphabet=st.sampled_from(
            "一二三十、（）()第部分年2031工作回顾安排附件名词解释。；！?“” \n：长"
        ),
        max_size=200,
    )
)
def test_structure_never_raises_and_covers_the_text(source: str) -> None:
    cleaned = clean(source)
    text = cleaned.doc.text
    sections, sentences = structure(text, cleaned.lines)

    assert sections[0].depth == 0
    covered = "".join(cleaned.doc.quote(s.span) for s in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    for left, right in pairwise(sentences):
        assert left.span.end <= right.span.start
    for section in sections[1:]:
        assert section.depth == len(section.path)
        assert text[section.span.start :].startswith(section.title)
