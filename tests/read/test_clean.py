"""What cleaning drops, folds and joins, and that its map leads back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.clean import clean
from kg.text import Span

LONG = (
    "全市上下团结一心、攻坚克难，推动经济社会发展取得新的成效，"
    "人民生活水平持续提高，城乡面貌明显改善，社会大局保持稳定。"
)


def _words(source: str) -> str:
    return clean(source).doc.text


@pytest.mark.parametrize(
    ("source", "cleaned"),
    [
        pytest.param("　　各位代表：\r\n\r\n　　现在报告", "各位代表：\n现在报告", id="indent"),
        pytest.param("完成  12 　万亩", "完成 12 万亩", id="blanks_fold"),
        pytest.param("完成 12 万亩", "完成 12 万亩", id="one_blank_stays"),
        pytest.param("增长&nbsp;7%\u200b。", "增长7%。", id="entity_and_widthless"),
        pytest.param(r"第一段。\r\n第二段。", "第一段。\n第二段。", id="literal_break"),
        pytest.param("甲。\r乙。\u2028丙。", "甲。\n乙。\n丙。", id="other_breaks"),
        pytest.param("\ufeff甲。", "甲。", id="byte_order_mark"),
        pytest.param(
            "更多数据尽在某某网（http://www.x.cn/list）\n甲。", "甲。", id="advertisement"
        ),
        pytest.param("首页 > 政务公开 > 政府工作报告\n甲。", "甲。", id="crumbs"),
        pytest.param("下载\n打印\n【字号：\n加大\n】\n甲。", "甲。", id="buttons"),
        pytest.param("来源：云岭日报\n时间：2031-02-03\n甲。", "甲。", id="source_line"),
        pytest.param("甲。\n- 3 -\n乙。\n第 4 页 共 9 页", "甲。\n乙。", id="page_numbers"),
        pytest.param("一、工作回顾……………3\n一、工作回顾\n甲。", "一、工作回顾\n甲。", id="leaders"),
        pytest.param(
            "目 录\n一、回顾\n二、安排\n一、回顾\n甲。\n二、安排\n乙。",
            "一、回顾\n甲。\n二、安排\n乙。",
            id="contents",
        ),
        pytest.param(
            "开展攻坚行动，全力以赴稳市场，\n稳预期、稳民生。",
            "开展攻坚行动，全力以赴稳市场，稳预期、稳民生。",
            id="broken_at_a_comma",
        ),
        pytest.param(
            "抓好以下工作，重点任务是，\n一、工业",
            "抓好以下工作，重点任务是，\n一、工业",
            id="mark",
        ),
        pytest.param(LONG + "\n" + "甲。\n" + LONG, LONG + "\n甲。", id="paragraph_twice"),
        pytest.param(
            "标题\n" + LONG + "\n短行\n标题\n" + LONG + "\n短行",
            "标题\n" + LONG + "\n短行",
            id="text_twice",
        ),
        pytest.param(
            "主办单位：市水务局，各县人民政府", "主办单位：市水务局，各县人民政府", id="who_does"
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_clean(source: str, cleaned: str) -> None:
    assert _words(source) == cleaned


def test_clean_drops_a_watermark_after_every_paragraph() -> None:
    source = "\n".join(f"第{n}项工作取得新的进展。BNC" for n in "一二三四五六")

    assert "BNC" not in _words(source)
    assert _words("引进项目，代号BNC").endswith("BNC")


def test_clean_joins_hard_wrapped_lines() -> None:
    words = (
        "我们坚持稳中求进工作总基调统筹推进改革发展稳定各项事业全市经济运行总体平稳质量效益持续提升"
        * 24
        + "。"
    )
    source = "\n".join(words[i : i + 30] for i in range(0, len(words), 30))

    assert _words(source) == words


def test_clean_keeps_short_unfinished_lines_apart() -> None:
    source = "\n".join(["综合经济", LONG, "社会事业", LONG[5:], "政府建设"])

    assert _words(source).split("\n") == source.split("\n")


def test_clean_cuts_the_second_copy_of_a_text_without_paragraphs() -> None:
    text = "".join(f"第{n}个项目按期推进，完成投资{n}亿元。" for n in range(180))

    assert _words(text + text) == text


def test_clean_map_skips_what_was_dropped() -> None:
    source = "更多数据尽在某某网（www.x.cn）\r\n　　完成  12万亩，\r\n增长7%。"
    doc = clean(source).doc

    span = Span(doc.text.index("12"), doc.text.index("12") + 4)
    there = doc.source_span(span)
    assert source[there.start : there.end] == doc.quote(span) == "12万亩"


SOURCES = st.text(
    alphabet=st.sampled_from(
        "一二、（）。；！?“”，： \u3000\t\r\n\\rn&nbsp;0123456789万亿%增长年各位代表"
        "A-—\u200b\ufeff\x00"
    ),
    max_size=300,
)


@given(SOURCES | st.text(max_size=200))
def test_clean_never_rewrites(source: str) -> None:
    cleaned = clean(source)

    doc = cleaned.doc
    for offset, sign in enumerate(doc.text):
        there = doc.source_span(Span(offset, offset + 1)).start
        assert sign == "\n" or source[there] == sign
    for line in cleaned.lines:
        assert "\n" not in doc.quote(line)


@given(SOURCES)
def test_clean_lines_are_the_text(source: str) -> None:
    cleaned = clean(source)

    assert "\n".join(cleaned.doc.quote(line) for line in cleaned.lines) == cleaned.doc.text
