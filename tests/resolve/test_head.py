"""Heads that the members of a list share."""

import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.head import of_branch, with_head
from kg.text import Span
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of

_LISTS = [
    pytest.param("货物、旅客吞吐量分别", ["货物", "旅客吞吐量"], "货物吞吐量", id="throughput"),
    pytest.param("各项存款和贷款余额", ["各项存款", "贷款余额"], "各项存款余额", id="deposits"),
    pytest.param("银行存、贷款余额", ["银行存", "贷款余额"], "银行存款余额", id="cut-word"),
    pytest.param(
        "公路、铁路和水路货运周转量", ["公路", "铁路", "水路货运周转量"], "公路周转量", id="three"
    ),
    pytest.param("税收收入、就业人数分别", ["税收收入", "就业人数"], "税收收入", id="own-head"),
    pytest.param("生产总值和财政收入", ["生产总值", "财政收入"], "生产总值", id="value"),
    pytest.param("货物、服务进出口均", ["货物", "服务进出口"], "货物进出口", id="trade"),
    pytest.param("工业和农业投入均", ["工业", "农业投入"], "工业投入", id="input"),
    pytest.param("货物增长9%、旅客吞吐量", ["货物", "旅客吞吐量"], "货物", id="no-list"),
]


@pytest.mark.parametrize(("text", "names", "expected"), _LISTS)
def test_first_member_has_the_head_of_the_last(text: str, names: list[str], expected: str) -> None:
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in names]

    assert with_head(text, spans[0], names[0], spans) == expected


@pytest.mark.parametrize(
    ("words", "before", "expected"),
    [
        ("增加值", "规模以上工业完成总产值9亿元，增长8%，", "规模以上工业增加值"),
        ("增加值", "预计工业总产值、", "工业增加值"),
        ("增加值", "规上工业企业预计达到34户以上，", "规上工业增加值"),
        ("增加值", "工业企业达到34户，", "增加值"),
        ("增加值", "工业经济规模扩大，效益提高，", "工业增加值"),
        ("增加值", "工业经济提质增效，服务业加快发展，", "增加值"),
        ("增加值", "工业污染得到治理，", "增加值"),
        ("增加值", "金融业发展，", "增加值"),
        ("出口", "工业总产值、", "出口"),
    ],
)
def test_value_added_is_of_the_branch_whose_output_is_named(
    words: str, before: str, expected: str
) -> None:
    assert of_branch(words, before) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第一、第二、第三产业增加值分别增长4%、5%、6%。", "第三产业增加值"),
        ("一、二、三产业增加值分别增长4%、5%、6%。", "三产业增加值"),
        ("三次产业增加值分别增长4%、5%、6%。", "三次产业增加值"),
    ],
)
def test_sectors_have_a_number_each(text: str, words: str, gazetteer: Gazetteer) -> None:
    made = Builder(text)
    for value in "456":
        made.quantity(f"{value}%", value, unit="percent", kind="growth", indicator=words)
    found = sorted(
        facts_of([made.build()], gazetteer).figures, key=lambda figure: figure.evidence.span.start
    )

    assert [figure.indicator_id for figure in found] == [
        "primary_value_added", "secondary_value_added", "tertiary_value_added",
    ]  # fmt: skip


def test_sectors_with_one_number_stay_together(gazetteer: Gazetteer) -> None:
    made = Builder("三次产业增加值增长9%。")
    made.quantity("9%", "9", unit="percent", kind="growth", indicator="三次产业增加值")

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert figure.indicator_text == "三次产业增加值"
    assert not figure.indicator_id.endswith("_value_added")


def test_deposits_and_loans_are_two(gazetteer: Gazetteer) -> None:
    made = Builder("银行存贷款余额分别达到9亿元、8亿元。")
    for value in ("9", "8"):
        made.quantity(f"{value}亿元", value, unit="yuan", kind="amount", indicator="银行存贷款余额")
    found = sorted(
        facts_of([made.build()], gazetteer).figures, key=lambda figure: figure.evidence.span.start
    )

    assert [figure.indicator_id for figure in found] == ["deposits", "loans"]
    assert {figure.indicator_text for figure in found} == {"银行存贷款余额"}


def test_deposits_and_loans_together_are_neither(gazetteer: Gazetteer) -> None:
    made = Builder("银行存贷款余额达到9亿元。").quantity(
        "9亿元", "9", unit="yuan", kind="amount", indicator="银行存贷款余额"
    )

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert figure.indicator_id not in {"deposits", "loans"}
