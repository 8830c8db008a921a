"""Whether a review speaks of the year or of the term."""

import pytest

from kg.extract.context import read_contexts
from tests.extract.word import paragraphs

TERM = """一、过去五年工作回顾
五年来，城乡面貌焕然一新。
——经济实力明显增强。2020年生产总值达到300亿元。引进项目81个。
——城市功能不断完善。新建公园12座。
"""
BOTH = """一、2020年和“十三五”时期工作回顾
“十三五”时期，我们坚持转型发展。
——产业更优。2020年旅游收入达到69亿元。改造酒店43家。
各位代表！刚刚过去的2020年，是极不平凡的一年。投资完成91亿元。
（一）项目支撑更加有力
新开工厂房58座。
（二）社会保持和谐稳定
调解纠纷770起。
"""
LED = """一、2020年和“十三五”时期工作回顾
2020年，我们沉着应对，生产总值增长3.5%。
五年来，我们主要做了以下工作：
（一）产业支撑更加有力
新开工厂房58座。
"""

ESPECIALLY = """一、“十三五”时期工作回顾
过去五年，城乡面貌焕然一新。
特别是刚刚过去的2020年，我们攻坚克难。接待游客93万人次。
"""
SINCE = """一、“十三五”时期和2020年工作回顾
五年来，特别是党的十九大以来，我们攻坚克难。粮食产量由43万吨增加到56万吨。
"""
OFFICE = """一、第四届人民政府工作回顾
第四届人民代表大会第一次会议以来的四年，是极不平凡的四年。
（一）民生更加殷实
调解纠纷770起。
"""
SINCE_A_YEAR = """本届政府工作回顾
2017年以来的几年，是发展最快的时期之一。
——综合实力增强。修建水渠累计56公里。
"""
FIRST_IN_YEARS = """一、2020年工作回顾
粮食产量近三年来首次下降，引进项目81个。
"""
AHEAD = """二、奋力开启新征程
今后五年，生产总值年均增长6%左右。
（一）坚定不移改善民生
居民收入达到4万元以上。
2021年，我们要抓好以下工作：新建公园12座。
"""
LED_BY_THE_YEAR = """一、2020年和“十三五”工作回顾
2020年，生产总值增长3.5%。
（一）民生持续改善
民生投入年均增长16%。累计调解纠纷770起。
（二）城乡面貌焕新
新建公园12座。PM2.5年均浓度下降18%。新开工厂房58座。
"""
OUTLINE = """二、关于振兴规划的主要任务
到2026年，生产总值达到900亿元，年均增长10%以上。
粮食产量年均增长2%。居民收入达到3万元。
"""
MIXED = """二、“十四五”时期主要目标任务和2021年重点工作
居民收入年均增长6%以上，登记失业率4.5%左右。
新建公园12座。
（一）着力改善民生
引进项目81个。
"""

THREE_YEARS = """本届政府工作回顾
——三年来，城乡面貌焕然一新。
——城市功能不断完善。新建公园12座。
2020年税收9亿元，比2017年增长72%；利润3亿元，增长64%。
"""
OVER_SIX = """一、过去六年工作成效及2020年工作回顾
——城市功能不断完善。累计修建水渠56公里。
"""
YEAR_FIRST = """一、2020年和过去五年工作回顾
我们沉着应对，较好完成全年任务。税收增长8%。
五年来，我们坚持绿色发展。粮食产量增长31%。
"""
PAST_YEAR = """一、本届政府工作回顾
过去五年，城乡面貌焕然一新。
在刚刚过去的一年里，我们攻坚克难。税收增长8%。
"""
FIRST_OF_OFFICE = """二、开创届首之年工作新局面
新增城镇就业岗位16万个。
"""
MULTIPLE_OF_A_YEAR = """一、2020年工作回顾
2020年税收9亿元，增长7%，是2015年的2.1倍；利润3亿元，增长64%。
"""
NO_HEADING = """一、2020年工作回顾
税收增长8%。城乡面貌焕然一新。
经济社会发展的主要预期目标是：生产总值增长7%；
税收9亿元，增长6%；
二、全力做好各项工作
加快建设公园12座。
"""
TWO_PLANS = """一、“十三五”发展成就和“十四五”时期主要目标任务
五年来，修建水渠56公里。
《纲要草案》设置了20项指标，包括：生产总值年均增长5%左右。
"""
CENTURY = """一、主要目标
到本世纪末，生产总值达到45亿元。
"""
PLAN_WRITTEN = """一、2020年工作回顾
编制完成“十四五”规划纲要（草案）。新建公园12座。粮食增产31%。
二、2021年工作安排
新建公园15座。
"""
YEARS_AHEAD = """二、今后五年的奋斗目标及2021年工作安排
——今后五年，必须敢为人先。推动生产总值突破140亿元。
综合考虑各方面因素，2021年全市经济社会发展的主要预期目标为：新建公园12座。
引进项目81个。
"""
AGAINST_A_YEAR = """一、2020年和过去五年工作回顾
与2015年相比，2020年生产总值由17亿元提高到25亿元，按可比价格计算，分别增长90%；
税收由1亿元提高到3亿元，按可比口径计算，分别增长82%。
"""
TOLD_EARLY = """一、2020年工作回顾
今年，税收增长8%。
二、2021年工作任务
明年主要预期目标是：生产总值增长7%。去年粮食增产31%。
"""

PART_OF_A_SUM = """一、2020年工作回顾
五年进出口总额74亿美元，比“八五”时期增长64%。其中出口44亿美元。
税收9亿元。
"""


def period(text: str, words: str, *, year: int = 2021) -> str:
    report = paragraphs(text, year=year)
    at = text.index(words)
    index = next(i for i, s in enumerate(report.sentences) if s.span.start <= at < s.span.end)
    return str(read_contexts(report)[index].period_at(at)[0])


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param(TERM, "300亿", "2020", id="a_year_dates_its_sentence"),
        pytest.param(TERM, "81个", "2016/2020", id="not_the_rest_of_a_paragraph_on_a_term"),
        pytest.param(TERM, "12座", "2016/2020", id="nor_the_next_paragraph"),
        pytest.param(BOTH, "43家", "2016/2020", id="heading_that_names_both"),
        pytest.param(BOTH, "91亿", "2020", id="a_year_looked_back_on_goes_on"),
        pytest.param(BOTH, "58座", "2020", id="into_the_sections_within"),
        pytest.param(BOTH, "770起", "2020", id="and_into_the_next_of_them"),
        pytest.param(LED, "3.5%", "2020", id="year_first"),
        pytest.param(LED, "58座", "2016/2020", id="sections_led_by_a_term"),
        pytest.param(ESPECIALLY, "93万", "2020", id="a_year_in_the_midst_of_a_sentence"),
        pytest.param(SINCE, "43万", "2015", id="an_event_within_a_term"),
        pytest.param(OFFICE, "770起", "2017/2020", id="the_years_since_an_assembly"),
        pytest.param(SINCE_A_YEAR, "56公里", "2017/2020", id="the_years_in_office"),
        pytest.param(FIRST_IN_YEARS, "81个", "2020", id="the_first_in_years_is_no_term"),
        pytest.param(AHEAD, "4万", "2025", id="rates_per_year_open_the_years_ahead"),
        pytest.param(AHEAD, "12座", "2021", id="to_the_next_that_speaks_of_the_year"),
        pytest.param(LED_BY_THE_YEAR, "770起", "2016/2020", id="a_section_with_rates_per_year"),
        pytest.param(LED_BY_THE_YEAR, "58座", "2020", id="not_the_next_which_has_none"),
        pytest.param(OUTLINE, "2%", "2021/2026", id="an_outline_to_a_year"),
        pytest.param(OUTLINE, "3万", "2026", id="and_a_level_at_its_end"),
        pytest.param(MIXED, "4.5%", "2025", id="a_sentence_of_a_mixed_plan"),
        pytest.param(MIXED, "12座", "2021/2025", id="and_the_next"),
        pytest.param(MIXED, "81个", "2021", id="but_not_the_sections_within"),
        pytest.param(THREE_YEARS, "12座", "2018/2020", id="a_government_of_three_years"),
        pytest.param(THREE_YEARS, "64%", "2018/2020", id="a_list_of_comparisons"),
        pytest.param(OVER_SIX, "56公里", "2015/2020", id="a_term_of_six_years"),
        pytest.param(YEAR_FIRST, "8%", "2020", id="a_title_that_names_the_year_first"),
        pytest.param(YEAR_FIRST, "31%", "2016/2020", id="and_then_the_term"),
        pytest.param(PAST_YEAR, "8%", "2020", id="in_the_past_year"),
        pytest.param(FIRST_OF_OFFICE, "16万", "2021", id="the_first_year_of_a_government"),
        pytest.param(PART_OF_A_SUM, "44亿", "2016/2020", id="a_part_has_the_years_of_the_whole"),
        pytest.param(PART_OF_A_SUM, "9亿", "2020", id="and_no_more"),
        pytest.param(MULTIPLE_OF_A_YEAR, "64%", "2020", id="a_multiple_is_no_growth"),
        pytest.param(NO_HEADING, "8%", "2020", id="a_review"),
        pytest.param(NO_HEADING, "7%", "2021", id="aims_in_it_are_a_plan"),
        pytest.param(NO_HEADING, "6%", "2021", id="and_so_is_the_rest_of_their_list"),
        pytest.param(TWO_PLANS, "56公里", "2016/2020", id="the_first_of_two_plans"),
        pytest.param(TWO_PLANS, "5%", "2021/2025", id="and_the_second_from_its_draft_on"),
        pytest.param(PLAN_WRITTEN, "31%", "2020", id="a_draft_that_was_written_plans_nothing"),
        pytest.param(YEARS_AHEAD, "140亿", "2025", id="years_ahead_that_the_title_names"),
        pytest.param(YEARS_AHEAD, "12座", "2021", id="to_the_aims_of_the_year"),
        pytest.param(YEARS_AHEAD, "81个", "2021", id="and_from_there_on"),
        pytest.param(AGAINST_A_YEAR, "90%", "2016/2020", id="compared_with_a_year_at_once"),
        pytest.param(AGAINST_A_YEAR, "82%", "2016/2020", id="and_in_the_rest_of_its_list"),
        pytest.param(TOLD_EARLY, "8%", "2020", id="told_in_the_year_before"),
        pytest.param(TOLD_EARLY, "7%", "2021", id="which_calls_the_plan_next_year"),
        pytest.param(TOLD_EARLY, "31%", "2019", id="and_the_one_before_it_last_year"),
    ],
)
def test_what_a_paragraph_opens_with_holds(text: str, words: str, expected: str) -> None:
    assert period(text, words) == expected


def test_the_end_of_a_century_is_one_of_the_last_one() -> None:
    assert period(CENTURY, "45亿", year=1995) == "2000"
    assert period(CENTURY, "45亿", year=2021) == "2021"


def test_a_comparison_with_last_year_holds_for_its_sentence_alone() -> None:
    text = "一、过去五年工作回顾\n粮食增产31%，比上年多收8万吨。修建水渠56公里。\n"

    assert period(text, "31%") == "2020"
    assert period(text, "56公里") == "2016/2020"


def test_a_report_filed_under_the_year_it_reviews_counts_its_term_from_there() -> None:
    review = "一、2020年工作和本届政府工作回顾\n过去五年，修建水渠56公里。\n"
    text = review + "二、2021年工作安排\n新建公园12座。\n"

    assert period(text, "56公里", year=2020) == "2016/2020"
    assert period(text, "12座", year=2020) == "2021"
