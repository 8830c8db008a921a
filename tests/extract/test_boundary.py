"""Where names begin and end around quotation marks and counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.boundary import is_body, is_no_name, settle, trim_place


@pytest.mark.parametrize(
    ("text", "name", "settled"),
    [
        pytest.param("办“走遍云栖”活动", "走遍云栖”活动", "走遍云栖", id="closing-left-over"),
        pytest.param("实施补短板“982”工程", "补短板“982", "补短板“982”工程", id="closing-cut-off"),
        pytest.param("城市“双修”，注重", "城市“双修", "城市“双修”", id="closing-without-category"),
        pytest.param("办好“三标”活动", "“三标”", "三标", id="wholly-quoted"),
        pytest.param("办好“雁南”合作论坛", "“雁南”合作论坛", "“雁南”合作论坛", id="quoted-inside"),
        pytest.param("编制《云栖规划》", "《云栖规划》", "云栖规划", id="title-marks"),
        pytest.param("建设云栖大桥、雁南路", "云栖大桥、", "云栖大桥", id="separator"),
        pytest.param("推进云栖大桥（二期）", "云栖大桥（二期", "云栖大桥（二期）", id="bracket"),
        pytest.param("实施32项治理工程", "32项治理工程", None, id="count"),
        pytest.param("落实“一岗双责”", "“一岗双责”", None, id="slogan"),
        pytest.param("深化东西部协作", "东西部", None, id="direction"),
        pytest.param("实施云栖大桥", "云栖大桥", "云栖大桥", id="nothing-to-do"),
    ],
)  # fmt: skip
def test_settle_moves_ends_to_whole_pairs(text: str, name: str, settled: str | None) -> None:
    start = text.index(name)

    ends = settle(text, start, start + len(name))

    assert (None if ends is None else text[slice(*ends)]) == settled


@pytest.mark.parametrize(
    ("name", "expected"),
    [("云栖海关", True), ("京东", True), ("云栖大学城", False), ("云栖", False)],
)
def test_is_body_tells_by_ending_or_table(name: str, expected: bool) -> None:
    assert is_body(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("以云岭新区", "云岭新区"),
        ("南至东南亚", "东南亚"),
        ("云岭籍", "云岭"),
        ("云岭共同", "云岭"),
        ("云岭", "云岭"),
        ("以云", "以云"),
    ],
)
def test_trim_place_takes_words_off(name: str, expected: str) -> None:
    before, after = trim_place(name)

    assert name[before : len(name) - after] == expected


def test_is_no_name_looks_at_the_whole_name() -> None:
    assert is_no_name("三农")
    assert not is_no_name("三农服务中心")


@given(st.text("云桥“”《》（）、和1项", min_size=1, max_size=20), st.data())
def test_settle_stays_in_the_text_and_never_ends_with_half_a_pair(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    ends = settle(text, start, end)

    if ends is not None:
        assert 0 <= ends[0] < ends[1] <= len(text)
