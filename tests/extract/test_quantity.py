"""Numbers with units, and the targets and outcomes they make."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RuleFileError
from kg.extract.context import read_contexts
from kg.extract.quantity import find_quantities
from kg.extract.quantity_shape import find_measures
from kg.extract.quantity_unit import UnitTable, by_surface, find_unit
from kg.extract.quantity_word import quantity_table
from kg.model import Quantity, Report
from kg.read.record import gold_extraction
from kg.rules import parse
from tests.extract.word import Entities, batch, verbatim
from tests.golden import Case, Golden, cases

FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def read(text: str, *, section: str = "", entities: Entities = ()) -> tuple[Report, list[Quantity]]:
    gold = gold_extraction(batch(text, section=section, entities=entities))
    return gold.report, find_quantities(gold.report, gold.mentions, read_contexts(gold.report))


def row(report: Report, quantity: Quantity) -> list[str | None]:
    quote = report.doc.quote
    return [
        quote(quantity.span),
        quote(quantity.indicator) if quantity.indicator else None,
        quantity.kind,
        quantity.op,
        quantity.status,
        str(quantity.period) if quantity.period else None,
        None if quantity.low is None else f"{quantity.low:f}",
        None if quantity.high is None else f"{quantity.high:f}",
        quantity.unit,
    ]


@pytest.mark.parametrize("case", cases("quantity/reading.jsonl"))
def test_reads_the_whole_quantity(case: Case, golden: Golden) -> None:
    report, found = read(case["text"], section=case["section"])

    golden(case, quantities=[row(report, quantity) for quantity in found])


def test_number_in_a_name_is_no_quantity() -> None:
    report, found = read("出台助企20条措施，新建100个车位。", entities=[("助企20条", "Project")])

    assert [report.doc.quote(quantity.span) for quantity in found] == ["100个"]


@pytest.mark.parametrize("surface", sorted(by_surface()))
def test_unit_surface_parses_to_its_own_row(surface: str) -> None:
    (measure,) = find_measures(f"37{surface}，")

    assert measure.unit is by_surface()[surface]
    assert measure.low == 37 * measure.unit.factor


def test_unit_table_refuses_one_surface_in_two_rows() -> None:
    text = """
    others = []
    people = []
    per = []
    unit = [
      { id = "one", base = "one", factor = "1", surfaces = ["个"] },
      { id = "two", base = "two", factor = "1", surfaces = ["个"] },
    ]
    """

    with pytest.raises(RuleFileError, match="个"):
        parse(text, UnitTable, name="units.toml")


def test_unit_table_refuses_a_factor_that_is_no_string() -> None:
    text = """
    others = []
    people = []
    per = []
    unit = [{ id = "one", base = "one", factor = 0.1, surfaces = ["个"] }]
    """

    with pytest.raises(RuleFileError, match=r"unit\.0\.factor"):
        parse(text, UnitTable, name="units.toml")


def test_compound_unit_has_a_base_made_of_its_parts() -> None:
    assert find_unit("元/人/年").base == "yuan_per_person_per_year"


def test_no_word_of_change_is_both_growth_and_decline() -> None:
    table = quantity_table()

    assert not {*table.growth, *table.growth_percent} & {*table.decline}


@given(
    value=st.decimals(min_value="0.01", max_value="9999", places=2),
    scale=st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]),
)
def test_number_with_scale_keeps_its_exact_value(value: Decimal, scale: tuple[str, int]) -> None:
    (measure,) = find_measures(f"达到{value}{scale[0]}元。")

    assert measure.low == measure.high == value * scale[1]


@given(value=st.decimals(min_value="0.1", max_value="99999", places=1))
def test_full_width_and_half_width_agree(value: Decimal) -> None:
    text = f"投资增长{value}%，达到{value}亿元"
    narrow, wide = find_measures(text), find_measures(text.translate(FULL_WIDTH))

    assert [(m.span, m.low, m.high) for m in narrow] == [(m.span, m.low, m.high) for m in wide]


_ALPHABET = (
    "增长达到均各分别以上超第前个家亿万元%％‰倍成0123456789.,，、。；：“”（）"
    "一二三十百 ～-/年月投资人"
)


@given(text=st.text(alphabet=_ALPHABET, min_size=1, max_size=60))
def test_any_text_gives_ordered_spans_inside_their_sentences(text: str) -> None:
    report = verbatim(text)

    found = find_quantities(report, [], read_contexts(report))

    starts = [quantity.span.start for quantity in found]
    assert starts == sorted(starts)
    for quantity in found:
        sentence = report.sentences[quantity.sentence].span
        assert sentence.contains(quantity.span)
        assert quantity.indicator is None or sentence.contains(quantity.indicator)
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


@given(text=st.text(alphabet=_ALPHABET, max_size=60))
def test_measures_do_not_overlap(text: str) -> None:
    found = find_measures(text)

    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param("高新区生产总值增长9%。", ["高新区"], ["高新区"], id="opens_the_clause"),
        pytest.param(
            "高新区生产总值达到90亿元、增长9%。", ["高新区"], ["高新区"] * 2, id="carried"
        ),
        pytest.param(
            "河东、河西生产总值分别增长8%和9%。",
            ["河东", "河西"],
            ["河东", "河西"],
            id="shared_out",
        ),
        pytest.param("建成云岭、石门等5个园区。", ["云岭", "石门"], [None], id="members"),
        pytest.param("云岭市生产总值增长9%。", ["云岭市"], [None], id="own_region"),
    ],
)
def test_subject_is_the_name_that_opens_the_clause(
    text: str, names: list[str], expected: list[str | None]
) -> None:
    report, found = read(text, entities=[(name, "Place") for name in names])

    quote = report.doc.quote
    assert [quote(q.subject) if q.subject else None for q in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市生产总值增速由2%回升到全年6.1%。", ["growth", "growth"]),
        ("全市生产总值增速从-2%回升到1.5%。", ["decline", "growth"]),
        ("生产总值8%、居民收入9%的增长目标可以实现。", ["growth", "growth"]),
        ("进出口总额保持40%以上的高速增长。", ["growth"]),
        ("绿化覆盖率8%、森林覆盖率9%的目标可以实现。", ["rate", "rate"]),
    ],
)
def test_pace_and_aim_of_growth_are_growth(text: str, expected: list[str]) -> None:
    _, found = read(text)

    assert [quantity.kind for quantity in found] == expected


def test_threshold_of_what_is_counted_is_no_figure() -> None:
    report, found = read("2000万元口径规模以上工业增加值增长9%。")

    assert [report.doc.quote(quantity.span) for quantity in found] == ["9%"]


def test_letters_misread_for_digits_of_a_percentage_are_digits() -> None:
    report, found = read("生产总值增长l0%，地方财政收入增长1O%，税收增长l1.5%，引进MBl项目9个。")

    assert [(report.doc.quote(q.span), q.low) for q in found] == [
        ("l0%", 10),
        ("1O%", 10),
        ("l1.5%", Decimal("11.5")),
        ("9个", 9),
    ]


def test_narrow_full_stop_after_a_number_ends_its_clause() -> None:
    report, found = read("地方财政收入年均增长9%.全面推进农村改革。")

    assert [report.doc.quote(q.indicator) for q in found if q.indicator] == ["地方财政收入"]


def test_list_in_the_clause_before_has_its_numbers_shared_out() -> None:
    report, found = read("城镇居民收入和农民人均纯收入，年均分别增长9%和8%。")

    names = [report.doc.quote(q.indicator) if q.indicator else None for q in found]
    assert names == ["城镇居民收入", "农民人均纯收入"]


def test_numbers_shared_out_over_the_numbers_before_have_their_names() -> None:
    report, found = read("生产总值增长9%，财政收入增长8%，分别达到90亿元和7亿元。")

    names = [report.doc.quote(q.indicator) if q.indicator else None for q in found]
    assert names == ["生产总值", "财政收入"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "生产总值同比增长（下同）9%。",
        "生产总值（下同）增长9%。",
        "生产总值增长（同比，下同）9%。",
        "生产总值增长（同口径）9%。",
    ],
)
def test_bracket_that_holds_for_what_follows_parts_no_word_from_its_number(text: str) -> None:
    report, (found,) = read(text)

    assert found.indicator is not None
    assert (report.doc.quote(found.indicator), found.kind) == ("生产总值", "growth")


def test_number_right_behind_latin_letters_is_in_a_name_but_for_those_of_an_indicator() -> None:
    report, found = read("完成GDP90亿元，引进V6发动机。")

    assert [report.doc.quote(q.indicator) for q in found if q.indicator] == ["GDP"]


def test_people_of_farms_have_the_second_number_of_two_incomes() -> None:
    report, found = read("城镇和农区常住居民人均可支配收入分别增长9%、8%。")

    names = [report.doc.quote(q.indicator) if q.indicator else None for q in found]
    assert names == ["城镇和农区常住居民人均可支配收入", "农区常住居民人均可支配收入"]
