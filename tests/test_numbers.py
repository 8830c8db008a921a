"""Numerals to exact decimals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.numbers import parse_number

SIGNS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """Write a whole number below 10^12 in Chinese numerals."""
    for sign, factor in (("亿", 10**8), ("万", 10**4)):
        if value >= factor:
            high, low = divmod(value, factor)
            rest = ""
            if low:
                rest = ("零" if low < factor // 10 else "") + chinese(low)
            return chinese(high) + sign + rest
    for sign, factor in (("千", 1000), ("百", 100), ("十", 10)):
        if value >= factor:
            high, low = divmod(value, factor)
            rest = ""
            if low:
                rest = ("零" if low < factor // 10 else "") + chinese(low)
            return SIGNS[high] + sign + rest
    return SIGNS[value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", "1200"),
        ("1，200", "1200"),
        ("１.２万", "12000"),
        ("1 029", "1029"),
        ("1.2万亿", "1200000000000"),
        ("13亿4千万", "1340000000"),
        ("两千三百", "2300"),
        ("三百二", "320"),
        ("一万二", "12000"),
        ("一万零二", "10002"),
        ("三点五", "3.5"),
        ("二〇二三", "2023"),
        ("十五", "15"),
        ("百万", "1000000"),
        ("亿", "100000000"),
        ("6．50", "6.5"),
    ],
)
def test_parse_number_reads(text: str, value: str) -> None:
    assert str(parse_number(text)) == value


@pytest.mark.parametrize("text", ["", " ", "abc", "十百", "一二十", "三点", "亿亿亿x", "点五"])
def test_parse_number_refuses_what_is_no_numeral(text: str) -> None:
    assert parse_number(text) is None


@given(value=st.integers(0, 10**12 - 1))
def test_parse_number_undoes_chinese_writing(value: int) -> None:
    assert parse_number(chinese(value)) == value


@given(value=st.decimals(min_value=0, max_value=10**9, places=3))
def test_parse_number_undoes_arabic_writing(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == value


@given(text=st.text(max_size=12))
def test_parse_number_never_raises(text: str) -> None:
    parse_number(text)


@given(text=st.text(alphabet="零一二两十百千万亿点0123456789., ", max_size=14))
def test_parse_number_gives_a_plain_decimal(text: str) -> None:
    value = parse_number(text)

    assert value is None or (value >= 0 and "E" not in str(value))
