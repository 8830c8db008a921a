"""Which indicator words name."""

import pytest

from kg.indicator import (
    IndicatorTable,
    candidates,
    core_indicators,
    identify,
    normalise,
    shared_row,
    without_region,
)
from kg.model import Kind
from kg.rules import load

CORE = [
    "gdp",
    "gdp_per_capita",
    "primary_value_added",
    "secondary_value_added",
    "tertiary_value_added",
    "industry_value_added",
    "fixed_investment",
    "industrial_investment",
    "retail_sales",
    "imports_exports",
    "exports",
    "imports",
    "fdi_used",
    "budget_revenue",
    "fiscal_revenue",
    "tax_revenue",
    "budget_expenditure",
    "cpi",
    "urban_jobs",
    "unemployment_registered",
    "unemployment_surveyed",
    "resident_income",
    "urban_income",
    "rural_income",
    "rd_spending",
    "rd_intensity",
    "high_tech_firms",
    "market_entities",
    "grain_output",
    "population",
    "urbanisation_rate",
    "energy_intensity",
    "co2_intensity",
    "pm25",
    "good_air_days",
    "forest_cover",
    "rail_length",
    "road_length",
    "deposits",
    "loans",
]


def test_table_has_the_agreed_ids() -> None:
    assert list(core_indicators()) == CORE


@pytest.mark.parametrize(
    ("words", "kind", "unit", "expected"),
    [
        ("全市生产总值", "growth", "percent", "gdp"),
        ("地区生产总值（GDP）", "amount", "yuan", "gdp"),
        ("经济", "growth", "percent", "gdp"),
        ("地区生产总值", "rate", "yuan", "gdp_per_capita"),
        ("地区生产总值", "rate", "times", "gdp"),
        ("人均GDP", "rate", "usd", "gdp_per_capita"),
        ("规上工业增加值", "growth", "percent", "industry_value_added"),
        ("社零总额", "growth", "percent", "retail_sales"),
        ("全社会固定资产投资", "amount", "yuan", "fixed_investment"),
        ("外贸进出口总额", "growth", "percent", "imports_exports"),
        ("外贸出口", "growth", "percent", "exports"),
        ("地方财政一般预算收入", "growth", "percent", "budget_revenue"),
        ("一般公共预算收入按可比口径", "growth", "percent", "budget_revenue"),
        ("500万元以上工业增加值", "growth", "percent", "industry_value_added"),
        ("五百万元及以上固定资产投资", "growth", "percent", "fixed_investment"),
        ("地方公共财政一般预算收入", "amount", "yuan", "budget_revenue"),
        ("一般地方预算财政收入", "amount", "yuan", "budget_revenue"),
        ("政府性基金预算收入", "amount", "yuan", None),
        ("城市和农村居民家庭人均可支配收入", "rate", "yuan", "urban_income"),
        ("国内生产总值比去年（下同）", "growth", "percent", "gdp"),
        ("——公共财政预算收入", "amount", "yuan", "budget_revenue"),
        ("地方收入", "amount", "yuan", "budget_revenue"),
        ("属地进出口贸易额", "growth", "percent", "imports_exports"),
        ("货物贸易", "growth", "percent", "imports_exports"),
        ("全社会固定资产年投资", "amount", "yuan", "fixed_investment"),
        ("新增城镇从业人员", "amount", "person", "urban_jobs"),
        ("地区生产总值", "growth", "item", None),
        ("剔除减税因素一般公共预算收入", "growth", "percent", "budget_revenue"),
        ("进出口值", "growth", "percent", "imports_exports"),
        ("地方预算内财政收入", "amount", "yuan", "budget_revenue"),
        ("全县财政收入", "amount", "yuan", "budget_revenue"),
        ("财政总收入", "amount", "yuan", "fiscal_revenue"),
        ("一般公共预算总收入", "growth", "percent", "fiscal_revenue"),
        ("全口径财政收入", "amount", "yuan", "fiscal_revenue"),
        ("来源于云岭的财政收入", "amount", "yuan", "fiscal_revenue"),
        ("城镇居民、农牧民人均可支配收入", "rate", "yuan", "urban_income"),
        ("城市居民年人均生活费收入", "rate", "yuan", "urban_income"),
        ("城镇净增就业岗位", "amount", "item", "urban_jobs"),
        ("直接出口创汇", "amount", "usd", "exports"),
        ("居民消费价格涨幅", "growth", "percent", "cpi"),
        ("新增城镇就业", "amount", "person", "urban_jobs"),
        ("城镇登记失业率", "rate", "percent", "unemployment_registered"),
        ("城镇居民年人均可支配收入", "rate", "yuan", "urban_income"),
        ("城镇、农村居民人均可支配收入", "growth", "percent", "urban_income"),
        ("农民人均纯收入", "growth", "percent", "rural_income"),
        ("城乡居民人均可支配收入", "growth", "percent", "resident_income"),
        ("全社会研发投入", "amount", "yuan", "rd_spending"),
        ("全社会研发投入", "rate", "percent", "rd_intensity"),
        ("R&D经费支出占GDP比重", "rate", "percent", "rd_intensity"),
        ("万元GDP能耗", "decline", "percent", "energy_intensity"),
        ("细颗粒物（PM2.5）平均浓度", "decline", "percent", "pm25"),
        ("空气质量优良天数比例", "rate", "percent", "good_air_days"),
        ("全部工业增加值", "amount", "yuan", "industry_value_added"),
        ("市内生产总值", "growth", "percent", "gdp"),
        ("外贸年进出口总额", "amount", "usd", "imports_exports"),
        ("地区固定资产投资", "amount", "yuan", "fixed_investment"),
        ("2000万元以上规模工业增加值", "growth", "percent", "industry_value_added"),
        ("规模以上企业增加值", "amount", "yuan", "industry_value_added"),
        ("一般公共收入预算", "growth", "percent", "budget_revenue"),
        ("市属预算内财政收入", "amount", "yuan", "budget_revenue"),
        ("城镇登记失业率持续保持", "rate", "percent", "unemployment_registered"),
        ("城镇失业率", "rate", "percent", "unemployment_registered"),
        ("城镇新增实名制就业", "amount", "person", "urban_jobs"),
        ("农民人均纯收入年增长", "growth", "percent", "rural_income"),
        ("2000万元以上工业增加值", "growth", "percent", "industry_value_added"),
        ("2000万元口径工业增加值", "amount", "yuan", "industry_value_added"),
        ("城镇居民新增就业", "amount", "person", "urban_jobs"),
        ("居民消费价格总体水平", "growth", "percent", "cpi"),
        ("经济发展的预期目标为生产总值", "growth", "percent", "gdp"),
        ("设定GDP", "growth", "percent", "gdp"),
        ("地区性财政收入", "amount", "yuan", "fiscal_revenue"),
        ("“十四五”地区生产总值", "growth", "percent", "gdp"),
        ("年内进出口规模", "amount", "yuan", "imports_exports"),
        ("农业收入", "growth", "percent", None),
        ("农业人口人均纯收入", "growth", "percent", "rural_income"),
        ("口径规模以上工业增加值", "amount", "yuan", "industry_value_added"),
        ("工业", "growth", "percent", "industry_value_added"),
        ("工业", "amount", "item", None),
        ("规上固定资产投资", "growth", "percent", "fixed_investment"),
        ("全社会完成固定资产投资", "amount", "yuan", "fixed_investment"),
        ("全社会固定资产投资五年共达", "amount", "yuan", "fixed_investment"),
        ("GDP连", "amount", "yuan", "gdp"),
        ("锚定地区生产总值", "amount", "yuan", "gdp"),
        ("全市生产总值", "amount", "usd", "gdp"),
        ("经济总量冲刺", "amount", "yuan", "gdp"),
        ("居民人均可支配收入名义", "growth", "percent", "resident_income"),
        ("城镇和农区常住居民人均可支配收入", "growth", "percent", "urban_income"),
        ("渔农村居民人均可支配收入", "rate", "yuan", "rural_income"),
        ("商品进出口总值", "growth", "percent", "imports_exports"),
        ("全口径外贸进出口总额", "amount", "usd", "imports_exports"),
        ("市属外贸进出口总额", "amount", "usd", "imports_exports"),
        ("服务进出口", "growth", "percent", None),
        ("物价", "growth", "percent", "cpi"),
        ("物价", "amount", "item", None),
        ("但居民消费价格总水平", "growth", "percent", "cpi"),
        ("新增城镇人员就业", "amount", "person", "urban_jobs"),
        ("城镇新增就业人员数", "amount", "person", "urban_jobs"),
        ("市区居民人均可支配收入", "amount", "yuan", "urban_income"),
        ("本地生产总值", "growth", "percent", "gdp"),
        ("货物贸易出口规模", "amount", "yuan", "exports"),
        ("固定资产投资", "amount", "", None),
        ("地区固定资产投资", "amount", "yuan", "fixed_investment"),
        ("新增就业", "amount", "person", None),
        ("新增就业岗位", "amount", "item", None),
    ],
)
def test_identify_knows_the_words_of_reports(
    words: str, kind: Kind, unit: str, expected: str | None
) -> None:
    found = identify(words, kind=kind, unit=unit)

    assert (found.id if found.is_core else None) == expected


@pytest.mark.parametrize(
    ("words", "kind", "unit"),
    [
        ("地区生产总值", "rate", "percent"),
        ("财税总收入", "amount", "yuan"),
        ("加氢站", "amount", "item"),
        ("经济", "amount", "item"),
        ("粮食播种面积", "amount", "mu"),
        ("户籍人口城镇化率", "rate", "percent"),
    ],
)
def test_identify_makes_an_id_of_words_that_no_row_has(words: str, kind: Kind, unit: str) -> None:
    found = identify(words, kind=kind, unit=unit)

    assert found.id.startswith("indicator-")
    assert not found.is_core


def test_identify_gives_one_id_to_words_that_differ_in_width_and_scope() -> None:
    one = identify("全市“专精特新”企业", kind="amount", unit="item")
    other = identify("专精特新 企业", kind="amount", unit="item")

    assert one.id == other.id


def test_words_that_may_mean_a_wider_row_are_known() -> None:
    found = shared_row("全县财政收入")

    assert found is not None
    assert (found[0].id, found[0].narrow, found[1]) == ("fiscal_revenue", "budget_revenue", False)
    assert shared_row("地方财政收入") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("云岭地区出口总额", "出口总额"),
        ("云岭市生产总值", "生产总值"),
        ("云岭生产总值", "生产总值"),
        ("出口总额", "出口总额"),
    ],
)
def test_name_of_the_region_before_an_indicator_goes(words: str, expected: str) -> None:
    assert without_region(words, ["云岭壮族自治市", "云岭市"]) == expected


def test_normalise_keeps_words_that_are_all_scope() -> None:
    assert normalise("全市") == "全市"


@pytest.mark.parametrize("indicator", core_indicators().values(), ids=CORE)
def test_name_of_a_row_finds_that_row_first(indicator: object) -> None:
    rows = load("indicators.toml", IndicatorTable).indicator
    row = next(row for row in rows if core_indicators()[row.id] is indicator)

    assert candidates(row.name, changes=True)[0].id == row.id


def test_no_alias_names_two_rows_that_can_have_the_same_figure() -> None:
    rows = load("indicators.toml", IndicatorTable).indicator
    figures: tuple[tuple[Kind, str], ...] = (("amount", "yuan"), ("rate", "percent"))

    for row in rows:
        for alias in (*row.aliases, row.name):
            for kind, unit in figures:
                fits = [r.id for r in candidates(alias) if r.measures(kind, unit)]
                assert len(set(fits)) <= 1, (alias, kind, fits)


@pytest.mark.parametrize(
    ("part", "expected"),
    [("城", "urban_income"), ("乡", "rural_income"), (None, "resident_income")],
)
def test_part_of_a_pair_tells_which_of_two_it_is(part: str | None, expected: str) -> None:
    words = "城乡居民人均可支配收入"

    assert identify(words, kind="growth", unit="percent", part=part).id == expected
