import re
from decimal import Decimal

import pytest

from kg.gazetteer import Gazetteer
from kg.link.ledger import level_of, make_ledger
from kg.model import Extraction, Facts, LedgerRow, Level
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of


def _ledger(made: list[Extraction], gazetteer: Gazetteer) -> tuple[list[LedgerRow], Facts]:
    """Make the ledger with every indicator taken as one of which more is better."""
    from dataclasses import replace

    facts = facts_of(made, gazetteer)
    rows = make_ledger(
        reports=facts.reports,
        entities=facts.entities,
        indicators=[replace(indicator, good="up") for indicator in facts.indicators],
        figures=facts.figures,
    )
    return rows, facts


def _target(text: str = "地区生产总值增长6%。", **more: str | None) -> Extraction:
    return Builder(text).quantity("6%", "6", **more).build()  # type: ignore[arg-type]


def _outcome(text: str, *values: str, year: int = 2024, **more: str | None) -> Extraction:
    builder = Builder(text, year=year)
    for value in values:
        builder.quantity(value, value.rstrip("%亿元"), status="actual", **more)  # type: ignore[arg-type]
    return builder.build()


def test_ledger_target_of_a_year_meets_what_the_next_report_says_of_it(
    gazetteer: Gazetteer,
) -> None:
    rows, facts = _ledger([_target(), _outcome("地区生产总值增长6.5%。", "6.5%")], gazetteer)

    (row,) = rows
    outcome = next(figure for figure in facts.figures if figure.status == "actual")
    assert (row.verdict, row.year, row.outcome_id) == ("met", 2023, outcome.id)
    assert (row.gap, row.place_id, row.level) == (Decimal("0.5"), "place-990100", "city")
    assert row.rule == "ledger.year"


def test_ledger_without_a_next_report_is_pending(gazetteer: Gazetteer) -> None:
    made = [_target(), _outcome("地区生产总值增长6.5%。", "6.5%", year=2025)]

    rows, _ = _ledger(made, gazetteer)

    assert [(row.verdict, row.outcome_id) for row in rows] == [("pending", None)]


def test_ledger_silence_of_the_next_report_is_not_failure(gazetteer: Gazetteer) -> None:
    rows, _ = _ledger([_target(), Builder("工作有成效。", year=2024).build()], gazetteer)

    assert [(row.verdict, row.outcome_id) for row in rows] == [("not_reported", None)]


def test_ledger_a_document_of_tasks_is_no_next_report(gazetteer: Gazetteer) -> None:
    tasks = Builder("工作有成效。", year=2024, tasks=True).build()

    rows, _ = _ledger([_target(), tasks], gazetteer)

    assert [row.verdict for row in rows] == ["pending"]


@pytest.mark.parametrize(
    ("text", "value", "more", "rule"),
    [
        pytest.param(
            "地区生产总值6500亿元。",
            "6500亿元",
            {"kind": "amount", "unit": "yuan"},
            "ledger.other_kind",
            id="amount-for-growth",
        ),
        pytest.param(
            "五年来地区生产总值增长6.5%。",
            "6.5%",
            {"period": "2019/2023"},
            "ledger.other_period",
            id="a-term-for-a-year",
        ),
        pytest.param(
            "一季度地区生产总值增长6.5%。",
            "6.5%",
            {"period": "2023-01/2023-03"},
            "ledger.other_period",
            id="a-part-of-the-year",
        ),
    ],
)
def test_ledger_outcome_that_does_not_compare_is_reported(
    text: str, value: str, more: dict[str, str], rule: str, gazetteer: Gazetteer
) -> None:
    rows, _ = _ledger([_target(), _outcome(text, value, **more)], gazetteer)

    assert [(row.verdict, row.rule, row.gap) for row in rows] == [("reported", rule, None)]
    assert rows[0].outcome_id is not None


@pytest.mark.parametrize(
    ("more", "text"),
    [
        pytest.param({"indicator": "财政收入"}, "财政收入增长7%，地区生产总值稳。", id="indicator"),
        pytest.param({"subject": "雁南区"}, "雁南区地区生产总值增长7%。", id="scope"),
        pytest.param({"subject": "主城区"}, "主城区地区生产总值增长7%。", id="subject"),
    ],
)
def test_ledger_outcome_of_another_topic_does_not_answer(
    more: dict[str, str], text: str, gazetteer: Gazetteer
) -> None:
    rows, _ = _ledger([_target(), _outcome(text, "7%", **more)], gazetteer)

    assert [(row.verdict, row.rule, row.outcome_id) for row in rows] == [
        ("reported", "ledger.named", None)
    ]


def test_ledger_of_several_outcomes_the_comparable_one_counts(gazetteer: Gazetteer) -> None:
    made = (
        Builder("地区生产总值6500亿元，前三季度增长5%，全年增长6.2%，增长6.9%。", year=2024)
        .quantity("6500亿元", "6500", kind="amount", unit="yuan", status="actual")
        .quantity("5%", "5", status="actual", period="2023-01/2023-09")
        .quantity("6.2%", "6.2", status="actual")
        .quantity("6.9%", "6.9", status="actual")
        .build()
    )

    rows, facts = _ledger([_target(), made], gazetteer)

    chosen = next(figure for figure in facts.figures if figure.id == rows[0].outcome_id)
    assert chosen.value_text == "6.2%"


@pytest.mark.parametrize(
    ("aim", "reached", "verdict"),
    [
        pytest.param("新增科技企业25户。", "科技企业达到30户。", "reported", id="addition-level"),
        pytest.param("新增科技企业25户。", "科技企业30户。", "reported", id="addition-bare"),
        pytest.param("科技企业达到25户。", "新增科技企业30户。", "reported", id="level-addition"),
        pytest.param("建成科技企业25户。", "累计建成科技企业30户。", "reported", id="act-level"),
        pytest.param(
            "新增科技企业25户。", "新登记科技企业超过30户。", "met", id="addition-addition"
        ),
        pytest.param("科技企业达到25户。", "科技企业30户。", "met", id="level-bare"),
        pytest.param("引进科技企业25户。", "新增科技企业30户。", "met", id="act-addition"),
        pytest.param(
            "科技企业总数达到25户。", "新增科技企业9户、总量突破30户。", "met", id="two-outcomes"
        ),
        pytest.param(
            "新增科技企业25户。", "科技企业突破9户，新增科技企业30户。", "met", id="the-second"
        ),
    ],
)
def test_ledger_addition_is_not_weighed_against_a_level(
    aim: str, reached: str, verdict: str, gazetteer: Gazetteer
) -> None:
    more = {"kind": "amount", "unit": "household", "indicator": "科技企业"}
    outcome = Builder(reached, year=2024)
    for number in re.findall(r"\d+户", reached):
        outcome.quantity(number, number[:-1], status="actual", **more)  # type: ignore[arg-type]
    target = Builder(aim).quantity("25户", "25", **more)  # type: ignore[arg-type]

    rows, _ = _ledger([target.build(), outcome.build()], gazetteer)

    rule = "ledger.other_manner" if verdict == "reported" else "ledger.year"
    assert [(row.verdict, row.rule) for row in rows] == [(verdict, rule)]


@pytest.mark.parametrize(
    ("aim", "reached", "verdict"),
    [
        pytest.param("增长6%。", "前三季度增长7%，预计全年增速平稳。", "reported", id="outcome"),
        pytest.param("今年以来，一季度产值增长6%。", "全年增长7%。", "reported", id="target"),
        pytest.param("增长6%。", "上半年承压，全年增长7%。", "met", id="the-year-after-all"),
        pytest.param("增长6%。", "1—11月投资平稳，税收增长7%。", "reported", id="months"),
    ],
)
def test_ledger_part_of_a_year_does_not_answer_for_it(
    aim: str, reached: str, verdict: str, gazetteer: Gazetteer
) -> None:
    topic = {"indicator": "增长"}
    target = Builder(aim).quantity("6%", "6", **topic)  # type: ignore[arg-type]
    outcome = Builder(reached, year=2024).quantity("7%", "7", status="actual", **topic)  # type: ignore[arg-type]

    rows, _ = _ledger([target.build(), outcome.build()], gazetteer)

    assert [row.verdict for row in rows] == [verdict]


def test_ledger_term_target_is_answered_after_its_end_year(gazetteer: Gazetteer) -> None:
    target = _target(period="2021/2025")
    early = _outcome("地区生产总值增长9%。", "9%", year=2024, period="2023")
    after = _outcome("地区生产总值年均增长6.1%。", "6.1%", year=2026, period="2021/2025")

    rows, _ = _ledger([target, early, after], gazetteer)

    assert [(row.year, row.verdict, row.gap) for row in rows] == [(2025, "met", Decimal("0.1"))]


def test_ledger_target_with_a_deadline_in_a_year_is_met_by_the_year(gazetteer: Gazetteer) -> None:
    made = [_target(period="2023-06"), _outcome("地区生产总值增长6.5%。", "6.5%")]

    rows, _ = _ledger(made, gazetteer)

    assert [row.verdict for row in rows] == ["met"]


@pytest.mark.parametrize("missing", [{"indicator": None}, {"period": None}])
def test_ledger_target_without_indicator_or_period_has_no_row(
    missing: dict[str, None], gazetteer: Gazetteer
) -> None:
    rows, _ = _ledger([_target(**missing)], gazetteer)

    assert rows == []


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000", "national"),
        ("410000", "province"),
        ("410100", "city"),
        ("410105", "county"),
        (None, "city"),
    ],
)
def test_level_is_told_by_the_code(code: str | None, level: Level) -> None:
    assert level_of(code, "city") == level


def test_ledger_edge_carries_the_verdict_and_both_sentences(gazetteer: Gazetteer) -> None:
    facts = facts_of([_target(), _outcome("地区生产总值增长6.5%。", "6.5%")], gazetteer)

    (edge,) = [edge for edge in facts.edges if edge.type == "answeredBy"]
    assert edge.verdict == facts.ledger[0].verdict
    assert len(edge.evidence) == 2
    assert edge.basis == "inferred"


def test_ledger_of_no_reports_is_empty() -> None:
    assert make_ledger(reports=(), entities=(), indicators=(), figures=()) == []
