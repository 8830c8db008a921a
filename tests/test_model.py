"""Values that cannot be are refused when they are made."""

import pytest

from kg.model import Period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("2023", "2023", "2023", id="year"),
        pytest.param("2023-06", "2023-06", "2023-06", id="month"),
        pytest.param("2021/2025", "2021", "2025", id="term"),
    ],
)
def test_period_reads_and_writes_the_same(text: str, start: str, end: str) -> None:
    period = Period.parse(text)

    assert (period.start, period.end) == (start, end)
    assert str(period) == text


@pytest.mark.parametrize(
    "text", ["", "0", "23", "2023-13", "2025/2021", "2023年", "2023-06/2023-01"]
)
def test_period_refuses_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period.parse(text)
