"""Deadlines of cells and clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.due import deadline_of
from kg.model import Period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("6月底前", "2031-06", id="month"),
        pytest.param("６月３０日前", "2031-06", id="full-width"),
        pytest.param("2032年3月", "2032-03", id="year-and-month"),
        pytest.param("2032.3.15", "2032-03", id="dots"),
        pytest.param("十一月底前", "2031-11", id="spelt-month"),
        pytest.param("第三季度", "2031-09", id="quarter"),
        pytest.param("4季度", "2031-12", id="digit-quarter"),
        pytest.param("上半年", "2031-06", id="half"),
        pytest.param("年底前完成", "2031-12", id="year-end"),
        pytest.param("明年6月底前", "2032-06", id="next-year"),
        pytest.param("全年", "2031", id="all-year"),
        pytest.param("2033年", "2033", id="year"),
        pytest.param("2031-2033年", "2031/2033", id="years"),
        pytest.param("4月至10月", "2031-04/2031-10", id="months"),
        pytest.param("6月底前启动，12月底前完成", "2031-12", id="last-of-two"),
        pytest.param("2030年3月启动，10月底前完成", "2030-10", id="year-named-before"),
        pytest.param("2022年\n启动", "2022", id="over-two-lines"),
        pytest.param("2032 年  3月", "2032-03", id="blanks"),
        pytest.param("2032年         3月", "2032-03", id="many-blanks"),
        pytest.param("长期坚持", None, id="no-time"),
        pytest.param("月底前", None, id="no-number"),
        pytest.param("3个月内", None, id="a-duration"),
        pytest.param("13月", None, id="no-month"),
    ],
)
def test_deadline(text: str, period: str | None) -> None:
    found = deadline_of(text, year=2031)

    assert (found and str(found)) == period


def test_a_long_run_of_blanks_takes_no_time() -> None:
    assert deadline_of(" " * 100_000 + "2032年", year=2031) == Period("2032", "2032")


@given(
    text=st.text(alphabet="0123456789年月日底末至到-.前第一二十季度上下半明内全 ，", max_size=30)
)
def test_never_raises(text: str) -> None:
    found = deadline_of(text, year=2031)

    assert found is None or found.start <= found.end
