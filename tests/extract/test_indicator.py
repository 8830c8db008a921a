"""Which words name what a number measures: lists, pairs, and words of how a figure is meant."""

import pytest

from tests.extract.test_quantity import read

_CASES = [
    pytest.param(
        "全市生产总值、工业投资、全部工业总产值均突破400亿元，分别增长8%、9%和7%。",
        ["生产总值", "工业投资", "全部工业总产值"] * 2,
        id="all-is-no-each",
    ),
    pytest.param(
        "城乡居民收入分别达2万元和1万元，是2010年的2倍和3倍。",
        ["城乡居民收入", "乡居民收入"] * 2,
        id="list-of-multiples",
    ),
    pytest.param(
        "城乡居民收入分别达2万元和1万元，比“九五”末增长70%和90%。",
        ["城乡居民收入", "乡居民收入"] * 2,
        id="list-after-a-comparison",
    ),
    pytest.param(
        "城乡居民收入分别增长 11% 、 12% ，创近年新高。",
        ["城乡居民收入", "乡居民收入"],
        id="list-with-blanks",
    ),
    pytest.param(
        "预计GDP、工业投资、城镇和农村居民人均可支配收入同比分别增长6%、7%、8%和9%。",
        ["GDP", "工业投资", "城镇和农村居民人均可支配收入", "农村居民人均可支配收入"],
        id="pair-in-a-list",
    ),
    pytest.param(
        "城镇和农村居民人均可支配收入年均增长6%以上。",
        ["城镇和农村居民人均可支配收入", "农村居民人均可支配收入"],
        id="one-number-of-a-pair",
    ),
    pytest.param(
        "城镇居民收入从8000元提高到9000元，农民收入从3000元提高到4000元，年均增长7%和8%。",
        ["城镇居民收入"] * 2 + ["农民收入"] * 2 + ["城镇居民收入", "农民收入"],
        id="from-one-to-another",
    ),
    pytest.param(
        "规上工业增加值从9亿元增至20亿元，年均增长7%。",
        ["规上工业增加值"] * 3,
        id="grew-to",
    ),
    pytest.param("新增就业人员20万人。", ["新增就业人员"], id="new-jobs"),
    pytest.param("新增城镇从业人员20万人。", ["新增城镇从业人员"], id="new-urban-jobs"),
    pytest.param(
        "生产总值一年一个新台阶，从“十一五”末的696亿元增至1313亿元，年均增长11%。",
        ["生产总值"] * 3,
        id="from-the-end-of-a-term",
    ),
    pytest.param(
        "地方财政收入104亿元，按可比价增长7%，扣除物价上涨因素，实际增长5%。",
        ["地方财政收入"] * 3,
        id="how-it-is-meant",
    ),
    pytest.param("出口创汇16亿美元，比上年实绩增长18%。", ["出口创汇"] * 2, id="compared"),
    pytest.param(
        "一般公共预算收入较2022年预算数增长4%左右。", ["一般公共预算收入"], id="compared-in-a-name"
    ),
    pytest.param(
        "城镇居民人均可支配收入达9000元、农民人均纯收入按新口径达4000元。",
        ["城镇居民人均可支配收入", "农民人均纯收入"],
        id="right-before-the-number",
    ),
    pytest.param(
        "五年累计实际使用外资66亿美元、自营进出口323亿美元。",
        ["实际使用外资", "自营进出口"],
        id="own-piece",
    ),
    pytest.param(
        "机电产品出口增长9%，占出口总额的50%。", ["机电产品出口"] * 2, id="share-of-a-headline"
    ),
    pytest.param(
        "地方财政收入26亿元、增长7%，城乡居民人均可支配收入达到29365元、15107元，分别增长3%和6%。",
        ["地方财政收入"] * 2 + ["城乡居民人均可支配收入", "乡居民人均可支配收入"] * 2,
        id="pair-referred-to",
    ),
    pytest.param(
        "城镇、农村居民收入分别达到3万元和1万元，“十三五”期间年均增长6%和8%。",
        ["城镇、农村居民收入", "农村居民收入"] * 2,
        id="pair-referred-to-over-a-term",
    ),
    pytest.param("生产总值90亿元，增长2%，五年间年均增长6%。", ["生产总值"] * 3, id="over-years"),
    pytest.param(
        "社会消费品零售总额、规上固定资产投资、银行存贷款余额等主要指标，年均分别增长8%、9%、14%和13%。",
        ["社会消费品零售总额", "规上固定资产投资", "银行存贷款余额", "银行存贷款余额"],
        id="members-summed-up",
    ),
    pytest.param(
        "规上工业增加值、出口总额、财政总收入再上新台阶，分别为40亿元、10亿元和35亿元，增长8%、9%和7%。",
        ["规上工业增加值", "出口总额", "财政总收入"] * 2,
        id="list-behind-a-verb",
    ),
    pytest.param(
        "进出口总额、实际利用外资、引进省外资金分别增长20%左右。",
        ["进出口总额", "实际利用外资", "引进省外资金"],
        id="one-number-for-each",
    ),
    pytest.param(
        "城乡居民人均可支配收入分别增长8.5%左右。",
        ["城乡居民人均可支配收入", "乡居民人均可支配收入"],
        id="one-number-for-two",
    ),
    pytest.param(
        "财政收入达到“十二五”末的1.6倍，保持了年均9%的高增速。",
        ["财政收入"] * 2,
        id="pace-behind",
    ),
    pytest.param(
        "第二产业增长20%（其中规模以上工业增加值增长18%），服务业增长15%（同口径增长9%）。",
        ["第二产业", "规模以上工业增加值", "服务业", "服务业"],
        id="number-in-brackets",
    ),
    pytest.param(
        "第二产业增长20%(其中规模以上工业增加值增长18%)，服务业增长15%。",
        ["第二产业", "规模以上工业增加值", "服务业"],
        id="number-in-narrow-brackets",
    ),
    pytest.param("粮食产量确保达28万吨，年均增长确保达3%、力争5%。", ["粮食产量"] * 3, id="aims"),
    pytest.param("粮食产量在连年干旱的情况下增长6%。", ["粮食产量"], id="under-what-conditions"),
    pytest.param("外贸出口由于外需严重不足负增长14%。", ["外贸出口"], id="why"),
    pytest.param("实现10%以上的经济增速。", ["经济增速"], id="pace-of-something"),
    pytest.param("固定资产投资总规模达600亿元以上。", ["固定资产投资总规模"], id="whole-name"),
    pytest.param(
        "出口总额（不含省属企业）27亿元，比增5%。", ["出口总额"] * 2, id="aside-in-brackets"
    ),
    pytest.param(
        "地方财政收入增长5%、一般公共预算支出增长11%。",
        ["地方财政收入", "一般公共预算支出"],
        id="own-name-behind-a-mark",
    ),
]


@pytest.mark.parametrize(("text", "expected"), _CASES)
def test_indicator_of_each_number(text: str, expected: list[str]) -> None:
    report, found = read(text)

    quote = report.doc.quote
    assert [quote(q.indicator).removeprefix("全市") for q in found if q.indicator] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("城镇登记失业率低于4%。", "rate", id="bound-of-a-level"),
        pytest.param("规模以上工业增加值增速完成9%。", "growth", id="pace"),
        pytest.param("今年经济增长预期目标定为7%左右。", "growth", id="aim"),
        pytest.param("全市生产总值年均增长确保达12%。", "growth", id="aim-made-sure-of"),
        pytest.param("全市经济增长年均保持13%。", "growth", id="level-of-a-growth"),
        pytest.param("固定资产投资降幅预计收窄到-5%。", "decline", id="fall"),
    ],
)
def test_kind_of_a_level_and_of_a_named_change(text: str, kind: str) -> None:
    _, (quantity,) = read(text)

    assert quantity.kind == kind


@pytest.mark.parametrize(
    ("text", "ops"),
    [
        pytest.param("调查和登记失业率分别控制在5.5%、4.5%以内。", ["le", "le"], id="two"),
        pytest.param("投资、消费分别增长8%左右、9%以上。", ["approx", "ge"], id="own"),
        pytest.param("投资、消费、出口分别增长8%、9%、7%以上。", ["eq", "eq", "ge"], id="three"),
        pytest.param("投资增长8%、消费增长9%以上。", ["eq", "ge"], id="no-list"),
    ],
)
def test_bound_behind_two_numbers_that_are_shared_out_is_of_both(text: str, ops: list[str]) -> None:
    _, found = read(text)

    assert [quantity.op for quantity in found] == ops


def test_size_of_the_investments_that_count_is_no_figure() -> None:
    report, found = read("500万元以上固定资产投资增长7%。")

    assert [report.doc.quote(quantity.span) for quantity in found] == ["7%"]


def test_two_ranks_of_one_number_are_of_both_names() -> None:
    report, found = read("地方财政收入、规上工业总产值跃居全省第二位，分别达到3亿元和6亿元。")

    names = ["地方财政收入", "规上工业总产值"]
    assert [report.doc.quote(q.indicator) for q in found if q.indicator] == names * 2


def test_pace_behind_a_number_is_a_change() -> None:
    _, (quantity,) = read("国内生产总值以年均11%的速度增长。")

    assert quantity.kind == "growth"
