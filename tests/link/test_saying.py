from dataclasses import replace
from decimal import Decimal

import pytest

from kg.gazetteer import Gazetteer
from kg.link.ledger import make_ledger
from kg.link.saying import in_unit_of, is_bare, one_name
from kg.model import Extraction, Facts, LedgerRow
from tests.link.test_verdict import figure
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of


def _ledger(made: list[Extraction], gazetteer: Gazetteer) -> tuple[list[LedgerRow], Facts]:
    facts = facts_of(made, gazetteer)
    rows = make_ledger(
        reports=facts.reports,
        entities=facts.entities,
        indicators=facts.indicators,
        figures=facts.figures,
        mentions=facts.mentions,
    )
    return rows, facts


def _growth(text: str, value: str = "7%", *, year: int = 2024) -> Extraction:
    status = "actual" if year == 2024 else "target"
    builder = Builder(text, year=year)
    return builder.quantity(value, value[:-1], status=status, period="2023").build()


_AIM = "地区生产总值增长6%。"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("五年来，地区生产总值年均增长7%。", "ledger.average", id="average"),
        pytest.param("过去五年，地区生产总值增长7%。", "ledger.term", id="term"),
        pytest.param("地区生产总值累计增长7%。", "ledger.average", id="sum"),
        pytest.param("全口径地区生产总值增长7%。", "ledger.other_words", id="words"),
        pytest.param("全口径税收稳，地区生产总值增长7%。", "ledger.year", id="words-elsewhere"),
        pytest.param("过去五年成绩大。去年，地区生产总值增长7%。", "ledger.year", id="last-year"),
        pytest.param("过去五年成绩大。地区生产总值同比增长7%。", "ledger.year", id="on-year"),
    ],
)
def test_words_around_an_outcome_keep_it_from_a_years_target(
    text: str, rule: str, gazetteer: Gazetteer
) -> None:
    rows, _ = _ledger([_growth(_AIM, "6%", year=2023), _growth(text)], gazetteer)

    verdict = "met" if rule == "ledger.year" else "reported"
    assert [(row.verdict, row.rule) for row in rows] == [(verdict, rule)]


def test_figure_right_after_a_districts_name_is_the_districts(gazetteer: Gazetteer) -> None:
    aim = Builder("雁南区地区生产总值增长6%。").mention("雁南区", "Place", "division")

    rows, _ = _ledger([aim.quantity("6%", "6").build(), _growth("地区生产总值增长7%。")], gazetteer)

    assert [(row.verdict, row.outcome_id) for row in rows] == [("reported", None)]


def test_target_said_twice_in_a_report_is_one_row_at_its_first_place(gazetteer: Gazetteer) -> None:
    twice = Builder("地区生产总值增长6%。\n工业要稳，力争地区生产总值增长6%。")
    twice.quantity("6%", "6").quantity("6%", "6", nth=1, op="ge")

    rows, facts = _ledger([twice.build(), _growth("地区生产总值增长7%。")], gazetteer)

    first = min(
        (f for f in facts.figures if f.status == "target"), key=lambda f: f.evidence.span.start
    )
    assert [row.target_id for row in rows] == [first.id]


def _amount(
    text: str, value: str, indicator: str, *, unit: str = "item", year: int = 2023, op: str = "eq"
) -> Extraction:
    number = "".join(sign for sign in value if sign.isdigit())
    status = "target" if year == 2023 else "actual"
    builder = Builder(text, year=year)
    builder.quantity(
        value, number, kind="amount", unit=unit, op=op, indicator=indicator, status=status
    )
    return builder.build()


@pytest.mark.parametrize(
    ("indicator", "rule"),
    [("项目", "ledger.bare"), ("投资", "ledger.bare"), ("文化馆", "ledger.no_direction")],
)
def test_head_that_says_nothing_meets_no_other(
    indicator: str, rule: str, gazetteer: Gazetteer
) -> None:
    made = [
        _amount(f"抓好12个{indicator}。", "12个", indicator),
        _amount(f"抓好15个{indicator}。", "15个", indicator, year=2024),
    ]

    rows, _ = _ledger(made, gazetteer)

    assert [row.rule for row in rows] == [rule]
    assert (rows[0].outcome_id is None) == (rule == "ledger.bare")


@pytest.mark.parametrize(
    ("value", "op", "verdict"),
    [
        ("12套", "ge", "met"),
        ("16套", "ge", "missed"),
        ("16套", "le", "met"),
        ("12套", "eq", "reported"),
        ("99套", "ge", "reported"),
    ],
)
def test_target_of_an_unknown_indicator_is_weighed_by_its_own_operator(
    value: str, op: str, verdict: str, gazetteer: Gazetteer
) -> None:
    made = [
        _amount(f"新建公租房{value}。", value, "公租房", op=op),
        _amount("新建公共租赁住房15套。", "15套", "公共租赁住房", year=2024),
    ]
    made[0] = replace(
        made[0],
        quantities=tuple(
            replace(q, low=None if op == "le" else q.low, high=None if op == "ge" else q.high)
            for q in made[0].quantities
        ),
    )

    rows, _ = _ledger(made, gazetteer)

    assert [row.verdict for row in rows] == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("文化馆建设有力推进。", "reported"),
        ("游客多。", "not_reported"),
        ("游客达到9人。\n今年建文化馆12座。", "not_reported"),
    ],
)
def test_silent_is_only_a_report_that_does_not_name_it_where_it_looks_back(
    text: str, verdict: str, gazetteer: Gazetteer
) -> None:
    later = Builder(text, year=2024)
    if "人" in text:
        more = {"kind": "amount", "indicator": None, "period": "2024"}
        later.quantity("9人", "9", unit="person", status="actual", **more)  # type: ignore[arg-type]
        later.quantity("12座", "12", unit="item", **more)  # type: ignore[arg-type]

    rows, _ = _ledger([_amount("建文化馆12座。", "12座", "文化馆"), later.build()], gazetteer)

    assert [row.verdict for row in rows if row.year == 2023] == [verdict]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("公共租赁住房", "公租房"),
        ("新增公共停车位", "停车泊位"),
        ("新建学校食堂", "学校食堂"),
        ("改造", "改造"),
        ("文化馆", "文化馆"),
    ],
)
def test_one_name_stands_for_all(name: str, known: str) -> None:
    assert one_name(name) == known


def test_name_of_one_sign_is_bare() -> None:
    assert is_bare("县")
    assert not is_bare("公租房")


@pytest.mark.parametrize(
    ("units", "name", "expected"),
    [
        (("mu", "square_metre"), "绿地", ("mu", "15")),
        (("square_metre", "mu"), "绿地", ("square_metre", "6666667")),
        (("item", "household"), "公租房", ("item", "10000")),
        (("item", "household"), "文化馆", ("household", "10000")),
        (("person", "person_time"), "培训", ("person_time", "10000")),
    ],
)
def test_units_are_turned_where_they_measure_one_thing(
    units: tuple[str, str], name: str, expected: tuple[str, str]
) -> None:
    target = figure("1", "1", unit=units[0], kind="amount")

    made = in_unit_of(target, figure("10000", "10000", unit=units[1], kind="amount"), name)

    assert (made.unit, made.low) == (expected[0], Decimal(expected[1]))


@pytest.mark.parametrize(
    ("text", "is_silent"),
    [("工作有成效。", True), ("“云栖  大桥”引桥工程稳步推进。", False)],
)
def test_project_is_silent_only_where_no_later_text_has_its_name(
    text: str, is_silent: bool, gazetteer: Gazetteer
) -> None:
    made = [Builder("建设云栖大桥。").project("云栖大桥").build(), Builder(text, year=2024).build()]

    facts = facts_of(made, gazetteer)

    assert [lifecycle.is_silent for lifecycle in facts.lifecycles] == [is_silent]
