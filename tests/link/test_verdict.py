from decimal import Decimal

import pytest

from kg.link.verdict import comparable, judge
from kg.model import Evidence, Figure, Good, Period
from kg.text import Span

Ends = tuple[str | None, str | None]


def figure(
    low: str | None,
    high: str | None,
    *,
    op: str = "eq",
    kind: str = "growth",
    unit: str = "percent",
    status: str = "target",
) -> Figure:
    """Make a figure of which only the value matters."""
    return Figure(
        id="x",
        status=status,  # type: ignore[arg-type]
        indicator_id="gdp",
        indicator_text="地区生产总值",
        kind=kind,  # type: ignore[arg-type]
        op=op,  # type: ignore[arg-type]
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        unit=unit,
        value_text="",
        period=Period("2023", "2023"),
        scope_id="place",
        scope_basis="inferred",
        subject_id=None,
        period_basis="inferred",
        basis="stated",
        rule="unit",
        probability=None,
        evidence=Evidence("r", "s", "c", Span(0, 1), "x", "unit"),
    )


@pytest.mark.parametrize(
    ("op", "aim", "got", "good", "verdict", "gap"),
    [
        pytest.param("eq", ("6", "6"), ("6.4", "6.4"), "up", "met", "0.4", id="up-above"),
        pytest.param("eq", ("6", "6"), ("6", "6"), "up", "met", "0", id="up-equal"),
        pytest.param("eq", ("6", "6"), ("5.9", "5.9"), "up", "missed", "-0.1", id="up-below"),
        pytest.param("ge", ("6", None), ("6", "6"), "up", "met", "0", id="ge-equal"),
        pytest.param("ge", ("6", None), ("5.99", "5.99"), "up", "missed", "-0.01", id="ge-below"),
        pytest.param("gt", ("6", None), ("6", "6"), "up", "met", "0", id="gt-at-the-lower-end"),
        pytest.param("range", ("5", "6"), ("5", "5"), "up", "met", "0", id="range-lower-end"),
        pytest.param("range", ("5", "6"), ("7", "7"), "up", "met", "2", id="range-above"),
        pytest.param("range", ("5", "6"), ("4.8", "4.8"), "up", "missed", "-0.2", id="range-below"),
        pytest.param("approx", ("5", "5"), ("4.5", "4.5"), "up", "met", "-0.5", id="approx-at-0.5"),
        pytest.param("approx", ("5", "5"), ("4.4", "4.4"), "up", "missed", "-0.6", id="approx-0.6"),
        pytest.param("le", ("3", "3"), ("2", "2"), "down", "met", "-1", id="down-below"),
        pytest.param("le", (None, "3"), ("3", "3"), "down", "met", "0", id="down-equal"),
        pytest.param("le", (None, "3"), ("3.1", "3.1"), "down", "missed", "0.1", id="down-above"),
        pytest.param("lt", (None, "3"), ("3", "3"), "down", "met", "0", id="lt-at-the-upper-end"),
        pytest.param("approx", ("3", "3"), ("3.5", "3.5"), "down", "met", "0.5", id="down-approx"),
        pytest.param("approx", ("3", "3"), ("3.6", "3.6"), "down", "missed", "0.6", id="down-0.6"),
        pytest.param("range", ("2", "3"), ("3.2", "3.2"), "down", "missed", "0.2", id="down-range"),
        pytest.param("eq", ("6", "6"), ("7", "7"), "none", "reported", "1", id="no-direction"),
        pytest.param("ge", ("6", None), ("7", None), "up", "met", "1", id="outcome-at-least"),
        pytest.param("ge", ("6", None), ("5", None), "up", "reported", None, id="outcome-open-top"),
        pytest.param("eq", ("6", "6"), ("5", "7"), "up", "reported", None, id="outcome-across"),
        pytest.param("eq", ("6", "6"), ("4", "5"), "up", "missed", "-2", id="outcome-range"),
        pytest.param("ge", ("6", None), (None, "5"), "up", "missed", "-1", id="outcome-at-most"),
        pytest.param("ge", ("6", None), (None, "9"), "up", "reported", None, id="outcome-unsure"),
        pytest.param("le", (None, "6"), ("5", "5"), "up", "reported", None, id="cap-on-a-good"),
        pytest.param("ge", ("6", None), ("5", "5"), "down", "reported", None, id="floor-on-a-bad"),
    ],
)
def test_verdict_weighs_the_good_side(
    op: str, aim: Ends, got: Ends, good: Good, verdict: str, gap: str | None
) -> None:
    judgement = judge(figure(*aim, op=op), figure(*got, status="actual"), good)

    assert judgement.verdict == verdict
    assert judgement.gap == (None if gap is None else Decimal(gap))


@pytest.mark.parametrize(
    ("got", "verdict"),
    [("97000", "met"), ("96999", "missed"), ("100000", "met")],
)
def test_verdict_about_an_amount_allows_three_per_cent(got: str, verdict: str) -> None:
    aim = figure("100000", "100000", op="approx", kind="amount", unit="person")

    outcome = figure(got, got, kind="amount", unit="person", status="actual")

    assert judge(aim, outcome, "up").verdict == verdict


@pytest.mark.parametrize(
    ("aim", "got", "verdict", "gap"),
    [
        pytest.param(("decline", "3"), ("decline", "3.5"), "met", "-0.5", id="fell-further"),
        pytest.param(("decline", "3"), ("decline", "2.5"), "missed", "0.5", id="fell-less"),
        pytest.param(("decline", "3"), ("growth", "1"), "missed", "4", id="rose"),
        pytest.param(("growth", "3"), ("decline", "1"), "met", "-4", id="may-rise-but-fell"),
    ],
)
def test_verdict_takes_a_decline_as_growth_with_a_minus_sign(
    aim: tuple[str, str], got: tuple[str, str], verdict: str, gap: str
) -> None:
    target = figure(aim[1], aim[1], kind=aim[0])

    judgement = judge(target, figure(got[1], got[1], kind=got[0], status="actual"), "down")

    assert (judgement.verdict, judgement.gap) == (verdict, Decimal(gap))


def test_verdict_gap_of_nought_has_no_sign() -> None:
    target = figure(None, "3", op="le", kind="rate")

    judgement = judge(target, figure("3", "3", kind="rate", status="actual"), "down")

    assert str(judgement.gap) == "0"


def test_verdict_of_a_decline_of_at_least_so_much() -> None:
    target = figure("3", None, kind="decline", op="ge")

    verdicts = [
        judge(target, figure(each, each, kind="decline", status="actual"), "down").verdict
        for each in ("2.9", "3", "4")
    ]

    assert verdicts == ["missed", "met", "met"]


@pytest.mark.parametrize(
    ("got", "good", "verdict"),
    [("8", "up", "met"), ("10", "up", "met"), ("11", "up", "missed"), ("8", "down", "reported")],
)
def test_verdict_of_a_rank_prefers_the_smaller(got: str, good: Good, verdict: str) -> None:
    target = figure("10", "10", kind="rank", unit="rank")

    outcome = figure(got, got, kind="rank", unit="rank", status="actual")

    assert judge(target, outcome, good).verdict == verdict


@pytest.mark.parametrize(
    ("aim", "got", "expected"),
    [
        (("growth", "percent"), ("growth", "percent"), True),
        (("growth", "percent"), ("decline", "percent"), True),
        (("growth", "percent"), ("growth", "person"), False),
        (("growth", "percent"), ("amount", "yuan"), False),
        (("amount", "yuan"), ("amount", "yuan"), True),
        (("rate", "percent"), ("growth", "percent"), False),
    ],
)
def test_figures_compare_in_one_manner_and_unit(
    aim: tuple[str, str], got: tuple[str, str], expected: bool
) -> None:
    target = figure("1", "1", kind=aim[0], unit=aim[1])

    assert comparable(target, figure("1", "1", kind=got[0], unit=got[1])) is expected
