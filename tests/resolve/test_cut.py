"""Neighbours of an indicator's words that make another thing of them."""

import pytest

from kg.gazetteer import Gazetteer
from kg.resolve.cut import with_neighbours
from kg.text import Span
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of

_CASES = [
    pytest.param("产值增速高于规上工业", "规上工业", True, "高于规上工业", id="compared"),
    pytest.param("拉动全市经济", "经济", True, "拉动全市经济", id="pulled"),
    pytest.param("不得高于规上工业", "规上工业", False, "规上工业", id="no-points"),
    pytest.param("限上社零额", "社零额", False, "限上社零额", id="large"),
    pytest.param(
        "城市居民年人均可支配收入",
        "年人均可支配收入",
        False,
        "城市居民年人均可支配收入",
        id="whose",
    ),
    pytest.param("五年城镇新增就业", "新增就业", False, "城镇新增就业", id="towns"),
    pytest.param("全市新增就业", "新增就业", False, "新增就业", id="jobs"),
    pytest.param(
        "居民消费价格总水平涨幅", "总水平涨幅", False, "居民消费价格总水平涨幅", id="prices"
    ),
    pytest.param("人均地区生产总值", "地区生产总值", False, "人均地区生产总值", id="per-head"),
    pytest.param(
        "市区居民人均可支配收入", "居民人均可支配收入", False, "市区居民人均可支配收入", id="town"
    ),
    pytest.param("办理出口退税", "出口", False, "出口退税", id="rebate"),
    pytest.param("完成出口", "出口", False, "出口", id="trade"),
    pytest.param("全市人均可支配收入", "人均可支配收入", False, "人均可支配收入", id="all"),
]


@pytest.mark.parametrize(("text", "words", "is_points", "expected"), _CASES)
def test_words_take_what_makes_another_thing_of_them(
    text: str, words: str, is_points: bool, expected: str
) -> None:
    start = text.index(words)
    span = Span(start, start + len(words))

    assert with_neighbours(text, span, words, is_points=is_points) == expected


def test_what_a_growth_is_compared_with_did_not_grow_so(gazetteer: Gazetteer) -> None:
    made = Builder("新兴产业产值增速快于规模以上工业3个百分点。").quantity(
        "3个百分点", "3", unit="percentage_point", kind="growth", indicator="规模以上工业"
    )

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert figure.indicator_id is not None
    assert figure.indicator_id != "industry_value_added"
    assert figure.indicator_text == "规模以上工业"
