"""Status and period of what a sentence states."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.context import read_contexts
from kg.extract.part import read_parts
from kg.extract.when import find_times, half_width, plan_term
from kg.read.record import Record, batches, gold_extraction, read_records
from tests.extract.word import batch
from tests.golden import Case, Golden, cases

WORDS = st.text(
    alphabet="年月底前比上的至到五十“”2015-～，。；期间以来连续去今增长%由力争", max_size=60
)


@pytest.mark.parametrize("case", cases("context/status_period.jsonl"))
def test_status_and_period_of_a_number(case: Case, golden: Golden) -> None:
    report = batch(case["text"], section=case["section"], year=case["year"]).report
    at = case["text"].index(case["at"])

    context = read_contexts(report)[0]
    period, _ = context.period_at(at)

    golden(case, status=context.status_at(at), period=None if period is None else str(period))


@pytest.mark.parametrize(
    ("name", "years"),
    [
        pytest.param("一", "1953/1957", id="first"),
        pytest.param("八", "1991/1995", id="eighth"),
        pytest.param("十", "2001/2005", id="tenth"),
        pytest.param("十四", "2021/2025", id="fourteenth"),
    ],
)
def test_years_of_a_five_year_plan(name: str, years: str) -> None:
    assert str(plan_term(name)) == years


def test_a_stated_year_is_stated_and_the_parts_year_inferred() -> None:
    report = batch("2022年完成投资3亿元。", section="一、2023年工作回顾").report
    other = batch("完成投资3亿元。", section="一、2023年工作回顾").report

    assert read_contexts(report)[0].period_at(9)[1] == "stated"
    assert read_contexts(other)[0].period_at(4)[1] == "inferred"


def test_sides_are_told_without_headings() -> None:
    review = [
        "经济总量跃上新台阶。",
        "产业结构持续优化。",
        "人民生活不断改善。",
        "改革开放取得突破。",
        "城乡面貌明显变化。",
        "民生保障更加有力。",
    ]
    plan = [
        "加快推进产业升级。",
        "着力扩大有效投资。",
        "大力发展文化旅游。",
        "切实保障改善民生。",
        "力争全年新增就业一批。",
        "确保完成各项目标任务。",
    ]
    records = [
        Record(id=f"invented:{i}", text=text, report_year=2024)
        for i, text in enumerate(review + plan)
    ]

    parts = read_parts(next(batches(records)).report)

    assert [part.is_plan for part in parts] == [False] * 6 + [True] * 6


def test_notes_behind_a_report_are_an_annex() -> None:
    report = batch("3.“三亮”行动：指亮身份、亮承诺、亮成绩。").report

    assert read_contexts(report)[0].kind == "annex"


@pytest.mark.parametrize(
    ("first", "year"),
    [
        pytest.param("2021年，建成学校3所；", "2021", id="date"),
        pytest.param("由2019年的8所增加到11所；", "2023", id="where_a_change_starts"),
    ],
)
def test_a_date_holds_beyond_a_semicolon(first: str, year: str) -> None:
    records = [
        Record(id=f"invented:{i}", text=text, report_year=2024, section="一、2023年工作回顾")
        for i, text in enumerate([first, "改造医院2家。"])
    ]
    report = next(batches(records)).report

    period, _ = read_contexts(report)[1].period_at(report.doc.text.index("2家"))

    assert str(period) == year


@pytest.mark.parametrize(
    ("member", "words", "expected"),
    [
        pytest.param("税收由2亿元增加到4亿元；", "2亿", "2015", id="where_a_change_starts"),
        pytest.param("税收由2亿元增加到4亿元；", "4亿", "2020", id="and_where_it_ends"),
        pytest.param("存款达到7亿元；", "7亿", "2020", id="no_start"),
        pytest.param("累计完成投资9亿元，年均增长8%。", "9亿", "2016/2020", id="a_sum"),
        pytest.param("税收达到9亿元，是2015年的3倍，年均增长8%。", "3倍", "2020", id="a_multiple"),
    ],
)
def test_a_list_goes_on_between_the_years_of_its_first_member(
    member: str, words: str, expected: str
) -> None:
    first = "产值由2015年的3亿元增加到2020年的5亿元；"
    records = [
        Record(id=f"invented:{i}", text=text, report_year=2021, section="一、“十三五”工作回顾")
        for i, text in enumerate([first, member])
    ]
    report = next(batches(records)).report

    period, _ = read_contexts(report)[1].period_at(report.doc.text.index(words))

    assert str(period) == expected


@given(text=WORDS, section=WORDS, year=st.integers(1950, 2040))
def test_never_raises_and_times_lie_inside(text: str, section: str, year: int) -> None:
    report = batch(text or "。", section=section, year=year).report

    context = read_contexts(report)[0]
    for at in range(len(report.doc.text) + 1):
        context.status_at(at)
        context.period_at(at)
        context.moment_at(at)

    times = find_times(half_width(text), year=year, report_year=year)
    assert all(0 <= time.start < time.end <= len(text) for time in times)


def test_most_of_the_annotated_numbers_are_placed_right(shared: Any) -> None:
    right = whole = dated = 0
    for one in batches(read_records(shared / "gold" / "dev.jsonl")):
        contexts = read_contexts(one.report)
        for number in gold_extraction(one).quantities:
            context, at = contexts[number.sentence], number.span.start
            period, _ = context.period_at(at)
            whole += 1
            right += context.status_at(at) == number.status
            dated += number.period is None or (
                period is not None
                and [end[:4] for end in (period.start, period.end)]
                == [end[:4] for end in (number.period.start, number.period.end)]
            )

    assert right >= 0.97 * whole
    assert dated >= 0.95 * whole


def test_an_annex_with_a_list_of_tasks_is_a_plan() -> None:
    section = "附件1 / 一、安居"
    texts = [("附件1", "附件1"), ("附件1", "云岭市2024年十件民生实事"), (section, "新建公厕20座。")]
    records = [
        Record(id=f"invented:{i}", text=text, report_year=2024, section=heading)
        for i, (heading, text) in enumerate(texts)
    ]

    parts = read_parts(next(batches(records)).report)

    assert [(part.kind, part.year) for part in parts] == [("plan", 2024)] * 3


def test_a_numbered_task_with_a_colon_is_no_note() -> None:
    report = batch("3.就业优先：新增就业3万人。", section="二、2024年工作安排").report

    assert read_contexts(report)[0].kind == "plan"


def test_a_count_that_starts_anew_shows_a_missed_heading() -> None:
    under = "一、2023年工作回顾 / （{}）"
    texts = [
        (under.format("一") + "经济稳步增长", "经济总量跃上新台阶。"),
        (under.format("二") + "民生不断改善", "人民生活水平不断提高。"),
        (under.format("一") + "加快产业升级", "加快推进产业转型升级，力争实现更大突破。"),
        (under.format("二") + "着力改善民生", "着力保障和改善民生，确保完成各项任务。"),
    ]
    records = [
        Record(id=f"invented:{i}", text=text, report_year=2024, section=section)
        for i, (section, text) in enumerate(texts)
    ]

    parts = read_parts(next(batches(records)).report)

    assert [part.is_plan for part in parts] == [False, False, True, True]
