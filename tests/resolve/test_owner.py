"""Parts of a region that a headline figure is of, and revenues that a report tells apart."""

from dataclasses import replace

import pytest

from kg.gazetteer import Gazetteer
from kg.model import EntityType, Figure, Level
from kg.resolve.owner import find_owner, other_regions
from kg.text import Span
from tests.resolve.build import Builder
from tests.resolve.test_stage import facts_of

_PARTS = [
    pytest.param("高新区完成生产总值50亿元", "gdp", "高新区", id="zone"),
    pytest.param("力争高新区、经开区生产总值增长50%", "gdp", "高新区、经开区", id="zones"),
    pytest.param("12个贫困村的农民人均纯收入达到50元", "rural_income", "12个贫困村", id="villages"),
    pytest.param("高新区2016年完成生产总值50亿元", "gdp", "高新区", id="year-between"),
    pytest.param("民营企业进出口增长50%", "imports_exports", "民营企业", id="firms"),
    pytest.param(
        "新增规上工业企业完成工业增加值50亿", "industry_value_added", "新增规上工业企业", id="new"
    ),
    pytest.param("服务业完成固定资产投资50亿元", "fixed_investment", "服务业", id="branch"),
    pytest.param("市本级一般公共预算收入50亿元", "budget_revenue", "市本级", id="level"),
    pytest.param("新区开工项目9个，固定资产投资完成50亿元", "fixed_investment", "新区", id="head"),
    pytest.param("5个县（市、区）的生产总值超过50亿元", "gdp", "5个县（市、区）", id="counties"),
    pytest.param("10个市（州）生产总值超过50亿元", "gdp", "10个市（州）", id="cities"),
    pytest.param("云岭新区加快建设，完成生产总值50亿元", "gdp", "云岭新区", id="named-head"),
    pytest.param(
        "县域生产总值增长9%，工业增加值增长50%", "industry_value_added", "县域", id="sector"
    ),
    pytest.param("北三市及松溪县生产总值增长50%", "gdp", "北三市及松溪县", id="counted"),
    pytest.param("三个开发（度假）区实现生产总值50亿元", "gdp", "三个开发（度假）区", id="bracket"),
    pytest.param("软件业销售收入9亿元，增长8%；出口50亿美元", "exports", "软件业", id="sales"),
    pytest.param("脱贫地区农民人均纯收入增长50%", "rural_income", "脱贫地区", id="poor"),
    pytest.param(
        "平台多了，雁南区生产总值增长9%，一般公共预算收入增长50%",
        "budget_revenue",
        "雁南区",
        id="carried",
    ),
    pytest.param("对东海国家出口增长50%", "exports", "对东海国家", id="partner"),
]
_WHOLE = [
    pytest.param(
        "把云岭开发区等园区做强，力争全年生产总值增长50%", "gdp", id="what-is-made-of-a-zone"
    ),
    pytest.param(
        "规模以上工业总产值增长9%，固定资产投资增长8%，进出口增长50%",
        "imports_exports",
        id="output-of-the-whole",
    ),
    pytest.param("结合开发区9个项目，力争生产总值增长50%", "gdp", id="what-is-tied-to-a-zone"),
    pytest.param("全市生产总值50亿元", "gdp", id="whole"),
    pytest.param("规上工业企业完成工业增加值50亿元", "industry_value_added", id="all-firms"),
    pytest.param("企业主营业务收入9亿元，全市出口50亿美元", "exports", id="trade-of-the-whole"),
    pytest.param("支持企业出口增长50%", "exports", id="done-for-firms"),
    pytest.param("高新区建设加快，全市生产总值50亿元", "gdp", id="whole-again"),
    pytest.param("开发区建设加快，生产总值50亿元", "gdp", id="what-was-built"),
    pytest.param("试验区加快建设，进出口总额达50亿元", "imports_exports", id="no-word-goes-on"),
    pytest.param("高新区开工项目9个；固定资产投资50亿元", "fixed_investment", id="next-passage"),
    pytest.param("民营企业粮食产量50吨", "grain_output", id="no-headline"),
    pytest.param("草案提出未来五年全市生产总值增长50%", "gdp", id="counted-years"),
    pytest.param("对外出口增长50%", "exports", id="abroad"),
    pytest.param("口岸整体通关时间压缩9%，进出口增长50%", "imports_exports", id="customs"),
    pytest.param("复制新海自贸区9项措施，完成进出口50亿元", "imports_exports", id="what-is-learnt"),
    pytest.param(
        "300个市重点项目完成投资9亿元，固定资产投资增长50%", "fixed_investment", id="key-projects"
    ),
    pytest.param(
        "建成智慧产业园等9个项目，完成固定资产投资50亿元", "fixed_investment", id="what-is-done"
    ),
]
_WORDS = {
    "gdp": "生产总值",
    "rural_income": "农民人均纯收入",
    "imports_exports": "进出口",
    "exports": "出口",
    "industry_value_added": "工业增加值",
    "fixed_investment": "固定资产投资",
    "budget_revenue": "一般公共预算收入",
    "grain_output": "粮食产量",
}


def owner(text: str, which: str) -> str | None:
    """Return the words of the part of the figure that has 50 for its number."""
    words = _WORDS[which]
    start = text.rindex(words)
    place = text.find("雁南区")
    found = find_owner(
        text,
        number=text.index("50"),
        indicator=Span(start, start + len(words)),
        which=which,
        places=[] if place < 0 else [Span(place, place + 3)],
        has_levels=True,
    )
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(("text", "which", "part"), _PARTS)
def test_part_of_the_region_is_found(text: str, which: str, part: str) -> None:
    assert owner(text, which) == part


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("云岭市", "city", ["全国", "全省", "全县", "全区"]),
        ("云中省", "province", ["全国", "全市", "全县", "全区"]),
        ("云京市", "province", ["全国", "全省", "全县", "全区"]),
        ("雁南区", "county", ["全国", "全省", "全市"]),
        ("全国", "national", ["全省", "全市", "全县", "全区"]),
    ],
)
def test_words_for_the_whole_of_another_region(
    name: str, level: Level, expected: list[str]
) -> None:
    assert sorted(other_regions(name, level)) == sorted(expected)


def test_figure_of_the_province_in_a_report_of_a_city_is_not_the_citys() -> None:
    text = "确保全省固定资产投资超过50亿元"
    indicator = Span(text.index("固定"), text.index("超过"))

    found = find_owner(
        text,
        number=text.index("50"),
        indicator=indicator,
        which="fixed_investment",
        places=[],
        has_levels=True,
        others=["全国", "全省"],
    )

    assert found == Span(2, 4)


@pytest.mark.parametrize(("text", "which"), _WHOLE)
def test_figure_of_the_whole_region_has_no_part(text: str, which: str) -> None:
    assert owner(text, which) is None


def _goes_on(text: str, gazetteer: Gazetteer) -> list[str | None]:
    made = Builder(text)
    for value, words in (("9", "生产总值"), ("8", "固定资产投资")):
        made.quantity(f"{value}亿元", value, unit="yuan", kind="amount", indicator=words)
    return _subjects(made, gazetteer)


def test_part_goes_on_behind_a_semicolon_where_no_other_is_named(gazetteer: Gazetteer) -> None:
    counties = "四县（市）完成生产总值9亿元；\n"
    own = [counties.partition("完成")[0]]

    assert _goes_on(counties + "完成固定资产投资8亿元；", gazetteer) == own * 2
    assert _goes_on(counties + "全市固定资产投资8亿元；", gazetteer) == [*own, None]
    assert _goes_on(counties[:-2] + "。\n完成固定资产投资8亿元；", gazetteer) == [*own, None]


def test_figure_of_a_part_says_so_and_is_of_no_place_of_its_own(gazetteer: Gazetteer) -> None:
    made = Builder("高新区完成地区生产总值50亿元。").quantity(
        "50亿元", "5000000000", unit="yuan", kind="amount"
    )

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert (figure.indicator_id, figure.subject_text, figure.subject_id) == ("gdp", "高新区", None)


def _subjects(made: Builder, gazetteer: Gazetteer) -> list[str | None]:
    figures = facts_of([made.build()], gazetteer).figures
    found = sorted(figures, key=lambda figure: figure.evidence.span.start)
    return [figure.subject_text for figure in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("市属企业进出口总额9亿元，其中出口8亿元。", "市属企业", id="of-which"),
        pytest.param("市属企业进出口总额9亿元，全市出口8亿元。", None, id="whole"),
        pytest.param("市属企业进出口总额9亿元；出口8亿元。", None, id="next-passage"),
    ],
)
def test_part_goes_on_in_its_passage(text: str, expected: str | None, gazetteer: Gazetteer) -> None:
    made = Builder(text).quantity("9亿元", "9", unit="yuan", kind="amount", indicator="进出口总额")
    made.quantity("8亿元", "8", unit="yuan", kind="amount", indicator="出口")
    start = text.rindex("出口8")
    made.quantities[1] = replace(made.quantities[1], indicator=Span(start, start + 2))

    assert _subjects(made, gazetteer) == ["市属企业", expected]


def test_firms_of_one_headline_are_not_those_of_another(gazetteer: Gazetteer) -> None:
    made = Builder("市属企业进出口总额9亿元，固定资产投资8亿元。")
    made.quantity("9亿元", "9", unit="yuan", kind="amount", indicator="进出口总额")
    made.quantity("8亿元", "8", unit="yuan", kind="amount", indicator="固定资产投资")

    assert _subjects(made, gazetteer) == ["市属企业", None]


def test_county_calls_itself_so_and_a_city_its_counties(gazetteer: Gazetteer) -> None:
    for region, expected in (("松溪县", "gdp"), ("云岭市", None)):
        made = Builder("县域生产总值9亿元。", region=region).quantity(
            "9亿元", "9", unit="yuan", kind="amount", indicator="县域生产总值"
        )
        (figure,) = facts_of([made.build()], gazetteer).figures
        assert (figure.indicator_id if figure.indicator_id == "gdp" else None) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param("地方财政收入", ["fiscal_revenue", "budget_revenue"], id="local"),
        pytest.param("一般公共预算收入", ["budget_revenue", "budget_revenue"], id="of-a-name"),
    ],
)
def test_general_revenue_is_wider_than_local_alone(
    other: str, expected: list[str], gazetteer: Gazetteer
) -> None:
    made = Builder(f"财政一般预算收入增长9%，{other}增长8%。")
    made.quantity("9%", "9", indicator="财政一般预算收入").quantity("8%", "8", indicator=other)
    figures = facts_of([made.build()], gazetteer).figures
    found = sorted(figures, key=lambda figure: figure.evidence.span.start)

    assert [figure.indicator_id for figure in found] == expected


def test_revenue_that_has_its_source_in_a_region_is_the_wider(gazetteer: Gazetteer) -> None:
    made = Builder("来源于云岭市财政收入9亿元。").quantity(
        "9亿元", "9", unit="yuan", kind="amount", indicator="云岭市财政收入"
    )

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert figure.indicator_id == "fiscal_revenue"


def test_revenue_alone_in_another_year_is_the_headline(gazetteer: Gazetteer) -> None:
    made = Builder("财政收入增长9%，其中一般预算收入增长8%。财政收入增长7%。")
    made.quantity("9%", "9", indicator="财政收入", status="actual", period="2022")
    made.quantity("8%", "8", indicator="一般预算收入", status="actual", period="2022")
    made.quantity("7%", "7", indicator="财政收入")
    figures = facts_of([made.build()], gazetteer).figures
    found = sorted(figures, key=lambda figure: figure.evidence.span.start)

    expected = ["fiscal_revenue", "budget_revenue", "budget_revenue"]
    assert [figure.indicator_id for figure in found] == expected


def test_share_of_a_headline_is_another_indicator(gazetteer: Gazetteer) -> None:
    made = Builder("服务业在地区生产总值中占比提高5个百分点。").quantity(
        "5个百分点", "5", unit="percentage_point", indicator="地区生产总值"
    )

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert figure.indicator_text == "地区生产总值中占比"
    assert figure.indicator_id != "gdp"


def _revenues(gazetteer: Gazetteer, *, narrow: str, status: str = "target") -> list[str | None]:
    made = Builder("财政收入增长9%，其中一般预算收入增长8%。")
    made.quantity("9%", "9", indicator="财政收入")
    made.quantity("8%", narrow, indicator="一般预算收入", status=status)
    figures: tuple[Figure, ...] = facts_of([made.build()], gazetteer).figures
    found = sorted(figures, key=lambda figure: figure.evidence.span.start)
    return [figure.indicator_id for figure in found]


def test_revenue_beside_a_narrower_one_of_the_same_time_is_the_wider(gazetteer: Gazetteer) -> None:
    assert _revenues(gazetteer, narrow="8") == ["fiscal_revenue", "budget_revenue"]


@pytest.mark.parametrize(
    ("narrow", "status"), [pytest.param("9", "target", id="equal"), ("8", "actual")]
)
def test_revenue_that_is_not_told_apart_is_the_narrow_one(
    narrow: str, status: str, gazetteer: Gazetteer
) -> None:
    found = _revenues(gazetteer, narrow=narrow, status=status)

    assert found == ["budget_revenue", "budget_revenue"]


@pytest.mark.parametrize(
    ("name", "kind", "subtype", "expected"),
    [
        ("云岭数据港", "Project", "platform", None),
        ("松溪县", "Place", "division", "place-990121"),
    ],
)
def test_figures_go_on_about_a_place_but_not_about_a_project(
    name: str, kind: EntityType, subtype: str, expected: str | None, gazetteer: Gazetteer
) -> None:
    made = Builder(f"{name}入驻9家企业，生产总值增长8%。").mention(name, kind, subtype)
    made.quantity("9家", "9", unit="item", kind="amount", indicator="企业")
    made.quantity("8%", "8", unit="percent", kind="growth", indicator="生产总值")
    first = made.quantities[0]
    made.quantities[0] = replace(first, subject=Span(0, len(name)))

    figures = facts_of([made.build()], gazetteer).figures

    assert [f.subject_id for f in figures if f.indicator_id == "gdp"] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("突出特色，雁南经济总量超过90亿元。", "雁南"),
        ("雁南经济总量超过90亿元。", "雁南"),
        ("推动雁南经济总量超过90亿元。", None),
        ("全市经济总量超过90亿元。", None),
        ("八个百强镇经济总量超过90亿元。", "八个百强镇"),
    ],
)
def test_short_name_of_a_division_before_the_words_is_a_part(
    text: str, expected: str | None, gazetteer: Gazetteer
) -> None:
    made = Builder(text).quantity("90亿元", "90", unit="yuan", kind="amount", indicator="经济总量")

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert (figure.indicator_id, figure.subject_text) == ("gdp", expected)


def test_part_before_a_list_is_that_of_each_member(gazetteer: Gazetteer) -> None:
    made = Builder("预计13个区国内生产总值和财政收入分别为593亿元和49亿元。")
    made.quantity("593亿元", "593", unit="yuan", kind="amount", indicator="国内生产总值")
    made.quantity("49亿元", "49", unit="yuan", kind="amount", indicator="财政收入")

    assert _subjects(made, gazetteer) == ["13个区", "13个区"]


def test_any_place_right_before_the_words_is_a_part(gazetteer: Gazetteer) -> None:
    made = Builder("松山湖生产总值增长16%。").mention("松山湖", "Place", "other")
    made.quantity("16%", "16", unit="percent", kind="growth", indicator="生产总值")

    (figure,) = facts_of([made.build()], gazetteer).figures

    assert (figure.subject_id or figure.subject_text) is not None


def test_plain_revenue_beside_the_local_one_is_the_wider(gazetteer: Gazetteer) -> None:
    made = Builder("一般公共预算收入168亿元；地方一般公共预算收入109亿元。")
    for value, words in (("168", "一般公共预算收入"), ("109", "地方一般公共预算收入")):
        made.quantity(f"{value}亿元", value, unit="yuan", kind="amount", indicator=words)

    figures = facts_of([made.build()], gazetteer).figures

    assert {(f.value_text, f.indicator_id) for f in figures} == {
        ("168亿元", "fiscal_revenue"),
        ("109亿元", "budget_revenue"),
    }


def test_revenue_of_a_zone_tells_nothing_of_the_regions(gazetteer: Gazetteer) -> None:
    made = Builder("财政收入增长9%。高新区一般预算收入增长8%。")
    made.quantity("9%", "9", unit="percent", kind="growth", indicator="财政收入")
    made.quantity("8%", "8", unit="percent", kind="growth", indicator="一般预算收入")

    figures = facts_of([made.build()], gazetteer).figures

    assert {figure.indicator_id for figure in figures if figure.low == 9} == {"budget_revenue"}
